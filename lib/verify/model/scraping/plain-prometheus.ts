import type { Cluster } from "../cluster.ts";
import { filesOnce, yamlIn } from "../embedded.ts";
import { below, configPathOf, filesIn, folderOf, glob, isHidden, type MountedFile } from "../pods/mounted.ts";
import type { Container, Pods } from "../pods/pod.ts";
import { podsOf } from "../pods/pods.ts";
import type { Fitting } from "../schema.ts";
import { type FileScrape, placedScrape, scrapes as scrapesSchema } from "./scrape-file.ts";

const schema = {
  global: { scrape_interval: "text", scrape_native_histograms: "flag", external_labels: { "*": "text" } },
  rule_files: ["text"],
  scrape_configs: scrapesSchema,
  scrape_config_files: ["text"],
  alerting: {
    alert_relabel_configs: ["any"],
    alertmanagers: [{ scheme: "text", static_configs: [{ targets: ["text"] }] }],
  },
  remote_write: ["any"],
  remote_read: ["any"],
} as const;

/** A Prometheus that no operator runs: what it does stands in files that its pods mount. */
export interface PlainPrometheus {
  readonly pods: Pods;
  readonly container: Container;
  /** Its configuration; nothing where the objects do not have it. */
  readonly file?: MountedFile;
  /** What it says; nothing where it cannot be read. */
  readonly config?: Fitting<typeof schema>;
  readonly scrapes: readonly FileScrape[];
  /** Each path or pattern of rules that the configuration names, with the files that answer it. */
  readonly patterns: readonly RulePattern[];
}

export interface RulePattern {
  /** Where it stands: `data["prometheus.yml"].rule_files[0]`. */
  readonly field: string;
  readonly pattern: string;
  readonly files: readonly MountedFile[];
  /** There may be more than the objects tell. */
  readonly isHidden: boolean;
}

/** All of them. */
export const plainPrometheusesOf = (cluster: Cluster): readonly PlainPrometheus[] => cluster.derived(compute);

/** Whether more is scraped or recorded than the objects tell. */
export const hasMore = ({ config, patterns }: PlainPrometheus): boolean =>
  config === undefined || (config.scrape_config_files ?? []).length > 0 || patterns.some(({ isHidden }) => isHidden);

/** Whether others send it series, or it asks others for them. */
export const isSentSeries = ({ container: { command = [], args = [] }, config }: PlainPrometheus): boolean =>
  (config?.remote_read ?? []).length > 0 ||
  [...command, ...args].some((arg) =>
    /--(web\.enable-(remote-write|otlp)-receiver|enable-feature=\S*(remote-write|otlp-write)-receiver)/.test(arg),
  );

/** The files of rules that they load, each once. */
export const ruleFilesOf = (cluster: Cluster): readonly MountedFile[] =>
  filesOnce(plainPrometheusesOf(cluster).flatMap(({ patterns }) => patterns.flatMap(({ files }) => files)));

const compute = (cluster: Cluster): readonly PlainPrometheus[] =>
  podsOf(cluster)
    .filter(({ owner }) => owner.group !== "monitoring.coreos.com")
    .flatMap((pods) =>
      (pods.spec.containers ?? []).filter(isPrometheus).map((container) => read(cluster, pods, container)),
    );

/** By the last part of the image's path: `prom/prometheus`, `rancher/mirrored-prometheus-prometheus`. The first version has other files. */
const isPrometheus = ({ image = "" }: Container): boolean =>
  /(?:^|[/-])prometheus(?::(?!v?[01]\.)[^/]*|@[^/]*)?$/.test(image);

/** Where the image looks where nobody says anything. */
const usual = "/etc/prometheus/prometheus.yml";
/** The image's own folder. */
const working = "/prometheus";

function read(cluster: Cluster, pods: Pods, container: Container): PlainPrometheus {
  const mounted = filesIn(cluster, pods, container);
  const path = configPathOf(container, working, usual);
  const file = mounted.find((each) => each.path === path);
  const config = file && yamlIn(file.text, schema);
  if (file === undefined || config === undefined)
    return { pods, container, ...(file && { file }), scrapes: [], patterns: [] };
  const patterns = (config.rule_files ?? []).map((pattern, index): RulePattern => {
    const whole = below(folderOf(path), pattern);
    const fits = glob(whole);
    return {
      field: `${file.field}.rule_files[${index}]`,
      pattern: whole,
      files: mounted.filter((each) => fits.test(each.path)),
      isHidden: isHidden(cluster, pods, container, whole),
    };
  });
  const scrapes = (config.scrape_configs ?? []).map((scrape, index) =>
    placedScrape(file, `${file.field}.scrape_configs[${index}]`, scrape),
  );
  return { pods, container, file, config, scrapes, patterns };
}
