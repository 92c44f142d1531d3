import type { Cluster } from "../cluster.ts";
import { type EmbeddedFile, filesOf, yamlIn } from "../embedded.ts";

/** A data source that Grafana is provisioned with. */
export interface DataSource {
  readonly uid?: string;
  readonly name: string;
  readonly type: string;
  readonly isDefault: boolean;
  /** The organisation of Grafana that has it; the first one where it says none. */
  readonly organisation: number;
  readonly url?: string;
  readonly file: EmbeddedFile;
  readonly field: string;
}

const schema = {
  datasources: [{ uid: "text", name: "text", type: "text", isDefault: "flag", url: "text", orgId: "number" }],
} as const;

/** The data sources of all provisioning files. */
export const dataSourcesOf = (cluster: Cluster): readonly DataSource[] => cluster.derived(read);

const read = (cluster: Cluster): readonly DataSource[] => [...provisioned(cluster), ...ofOperator(cluster)];

const ofOperator = (cluster: Cluster): readonly DataSource[] =>
  cluster.all("GrafanaDatasource").map((object) => {
    const { uid: own, datasource = {} } = object.body.spec ?? {};
    const { uid = own, name = object.name, type = "", isDefault = false, url } = datasource;
    const file = { object, field: "spec", name: object.name, text: "" };
    const found = { name, type, isDefault, organisation: 1, file, field: "spec.datasource" };
    return { ...found, ...(uid !== undefined && { uid }), ...(url !== undefined && { url }) };
  });

const provisioned = (cluster: Cluster): readonly DataSource[] =>
  [...cluster.all("ConfigMap"), ...cluster.all("Secret")]
    .flatMap(filesOf)
    .filter(({ name, text }) => /\.(ya?ml|json)$/.test(name) && /"?datasources"?\s*:/.test(text))
    .flatMap((file) =>
      (yamlIn(file.text, schema)?.datasources ?? []).map(
        ({ uid, name = "", type = "", isDefault = false, url, orgId }, index) => ({
          ...(uid !== undefined && { uid }),
          ...(url !== undefined && { url }),
          name,
          type,
          isDefault,
          organisation: orgId || 1,
          file,
          field: `${file.field}.datasources[${index}]`,
        }),
      ),
    );
