import type { Cluster } from "../cluster.ts";
import { filesOf, type ObjectFile, yamlIn } from "../embedded.ts";
import type { Known } from "../manifest.ts";
import { below, filesIn, folderOf, glob, isHidden } from "../pods/mounted.ts";
import { configurationsOf } from "./alertmanager.ts";
import { baseFileOf, filePart } from "./alertmanager-file.ts";
import type { Receiver } from "./alertmanager-part.ts";
import { namedIn } from "./go-template.ts";
import { type PlainAlertmanager, plainAlertmanagersOf } from "./plain-alertmanager.ts";

/** The templates that the texts of some receivers may use. */
export interface MessageTemplates {
  readonly receivers: readonly Receiver[];
  readonly names: ReadonlySet<string>;
  /** Why there may be more. */
  readonly hidden?: string;
}

/** The receivers of each Alertmanager, be it run by an operator or not, with the templates that it loads. */
export const messageTemplatesOf = (cluster: Cluster): readonly MessageTemplates[] => [
  ...configurationsOf(cluster).flatMap(({ alertmanager, receivers }) =>
    alertmanager.kind === "Alertmanager"
      ? { receivers: [...receivers.values()], ...named(operatedFiles(cluster, alertmanager)) }
      : [],
  ),
  ...plainAlertmanagersOf(cluster).map((plain) => ({
    receivers: filePart(plain.file)?.receivers ?? [],
    ...named(plainFiles(cluster, plain)),
  })),
];

/** Files of templates; nothing for a place of which the objects do not tell what it holds. */
type Files = readonly (readonly ObjectFile[] | { readonly hidden: string })[];

function named(all: Files): Pick<MessageTemplates, "names" | "hidden"> {
  const files = all.flatMap((each) => ("hidden" in each ? [] : each));
  const hidden = all.find((each) => "hidden" in each);
  return {
    names: new Set([...builtIn, ...files.flatMap(({ text }) => namedIn(text).defined)]),
    ...hidden,
  };
}

const notThere = (what: string) => ({ hidden: `${what} may define it, and is not among the objects` });

const patternsIn = (file: ObjectFile): readonly string[] => yamlIn(file.text, { templates: ["text"] })?.templates ?? [];

function operatedFiles(cluster: Cluster, alertmanager: Known<"Alertmanager">): Files {
  const { namespace = "", body } = alertmanager;
  const inStore = (kind: "ConfigMap" | "Secret", name = "", fits: (key: string) => boolean = () => true) => {
    const store = cluster.find(kind, namespace, name);
    return store ? filesOf(store).filter((file) => fits(file.name)) : notThere(`${kind} ${namespace}/${name}`);
  };
  if (body.spec?.alertmanagerConfiguration !== undefined)
    return (body.spec.alertmanagerConfiguration.templates ?? []).flatMap(({ configMap, secret }) => [
      ...(configMap ? [inStore("ConfigMap", configMap.name, (key) => key === configMap.key)] : []),
      ...(secret ? [inStore("Secret", secret.name, (key) => key === secret.key)] : []),
    ]);
  const file = baseFileOf(cluster, alertmanager);
  if (file === undefined) return [notThere("what its configuration names")];
  return patternsIn(file).map((pattern) => {
    const [, own, folder, name, mounted] =
      /^\/etc\/alertmanager\/(?:config\/([^/]+)|(secrets|configmaps)\/([^/]+)\/([^/]+))$/.exec(pattern) ?? [];
    const fits = (key: string) => glob(own ?? mounted ?? "").test(key);
    if (own !== undefined) return filesOf(file.object).filter((each) => fits(each.name));
    return folder ? inStore(folder === "secrets" ? "Secret" : "ConfigMap", name, fits) : notThere(pattern);
  });
}

function plainFiles(cluster: Cluster, { pods, container, file }: PlainAlertmanager): Files {
  const mounted = filesIn(cluster, pods, container);
  return patternsIn(file).map((each) => {
    const pattern = below(folderOf(file.path), each);
    if (isHidden(cluster, pods, container, pattern)) return notThere(pattern);
    const fits = glob(pattern);
    return mounted.filter(({ path }) => fits.test(path));
  });
}

/** What Alertmanager brings along. Source: https://github.com/prometheus/alertmanager/tree/v0.34.0/template, default.tmpl and email.tmpl. */
const builtIn = [
  ...["", "URL"].map((name) => `__alertmanager${name}`),
  ...["__subject", "__description", "__text_alert_list", "__text_alert_list_markdown"],
  ...Object.entries({
    discord: "content title message",
    email: "subject html",
    jira: "summary description priority",
    mattermost: "color username title titlelink fallback text",
    msteams: "summary title text",
    msteamsv2: "title text",
    opsgenie: "message description source",
    pagerduty: "description client clientURL instances",
    pushover: "title message url",
    rocketchat: "title alias titlelink emoji iconurl text",
    slack: "title username fallback callbackid pretext titlelink iconemoji iconurl text footer color",
    sns: "subject message",
    telegram: "message",
    victorops: "state_message entity_display_name monitoring_tool",
    webex: "message",
    wechat: "message to_user to_party to_tag agent_id",
  }).flatMap(([way, names]) => names.split(" ").map((name) => `${way}.default.${name}`)),
];
