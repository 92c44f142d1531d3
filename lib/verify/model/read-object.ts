import { objectMeta } from "./kinds/parts.ts";
import { isKind, type KindSchema, kinds } from "./kinds.ts";
import type { Manifest, Origin } from "./manifest.ts";
import { conform, type Fitting, type Misfit } from "./schema.ts";

/** What keeps a document from being an object of Kubernetes: `it has no kind`. */
export class NoObject extends Error {
  override readonly name = "NoObject";

  constructor(
    message: string,
    /** What to do about it. */
    readonly remedy = "an object has apiVersion, kind and metadata.name",
  ) {
    super(message);
  }
}

/**
 * The objects in a parsed document: itself, or those of a List or a template; nothing in an empty document.
 *
 * @param otherwise The namespace to which objects go that name none.
 * @throws NoObject where it is something else.
 */
export function readObject(document: unknown, origin: Origin, otherwise = "default"): readonly Manifest[] {
  if (document === null || document === undefined) return [];
  if (typeof document !== "object" || Array.isArray(document)) throw new NoObject("it is no map");
  const { kind, apiVersion, items, objects } = document as Record<string, unknown>;
  if (typeof kind !== "string" || kind === "") throw new NoObject("it has no kind");
  if (typeof apiVersion !== "string" || apiVersion === "") throw new NoObject(`${kind}: it has no apiVersion`);
  // OpenShift makes the objects of its templates.
  const isTemplate = kind === "Template" && (apiVersion === "v1" || apiVersion.startsWith("template.openshift.io/"));
  const [field, within] = isTemplate ? ["objects", objects] : ["items", kind.endsWith("List") ? items : undefined];
  if (Array.isArray(within))
    return within.flatMap((item, index) =>
      readObject(item, { ...origin, within: `${origin.within ?? ""}${field}[${index}].` }, otherwise),
    );
  return [readOne(document as Record<string, unknown>, kind, apiVersion, origin, otherwise)];
}

function readOne(
  document: Readonly<Record<string, unknown>>,
  kind: string,
  apiVersion: string,
  origin: Origin,
  otherwise: string,
): Manifest {
  const misfits: Misfit[] = [];
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const schema = schemaOf(kind, group);
  const metadata = (conform(objectMeta, document["metadata"], "metadata", misfits) ?? {}) as Fitting<typeof objectMeta>;
  // Files of programs look like objects, without a name: kustomize's, kind's.
  const name = metadata.name ?? (metadata.generateName || (schema ? undefined : ""));
  if (name === undefined || (schema && name === "")) throw withoutName(kind, misfits);
  const namespace = schema?.scope === "cluster" ? undefined : (metadata.namespace ?? (schema ? otherwise : undefined));
  return {
    kind,
    apiVersion,
    group,
    name,
    ...(namespace !== undefined && { namespace }),
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    body: schema ? conform(schema.fields, document, "", misfits) : document,
    misfits,
    known: schema !== undefined,
    origin,
  };
}

/** A name may stand there that YAML does not take for text. */
function withoutName(kind: string, misfits: readonly Misfit[]): NoObject {
  const value = misfits.find(({ field }) => field === "metadata.name")?.value;
  if (typeof value !== "boolean" && typeof value !== "number") return new NoObject(`${kind}: it has no metadata.name`);
  const like = typeof value === "number" ? "a number" : value ? "as yes, y and on are" : "as no, n and off are";
  return new NoObject(`${kind}: metadata.name is read as ${value}, ${like}`, "quote it");
}

/** What is known of a kind, if it is the one of that group. */
function schemaOf(kind: string, group: string): KindSchema | undefined {
  const schema = isKind(kind) ? kinds[kind] : undefined;
  return schema?.group === group ? schema : undefined;
}
