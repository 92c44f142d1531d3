import { yamlIn } from "../model/embedded.ts";
import { ruleGroups } from "../model/kinds/monitoring.ts";
import { nameOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { filesIn, type MountedFile } from "../model/pods/mounted.ts";
import { type PlainPrometheus, plainPrometheusesOf } from "../model/scraping/plain-prometheus.ts";
import type { Rule } from "../rule.ts";

/** Rules that a Prometheus without an operator has and does not load, or names and does not have. */
export const ruleFileNotLoaded: Rule = {
  id: "rule-file-not-loaded",
  topic: "series",
  severity: "error",
  sentence: "The files of rules that prometheus.yml names are mounted, and those that are mounted are named.",
  why: "Prometheus starts without them and says nothing: none of their alerts can fire.",
  remedy: "mount the ConfigMap where rule_files looks, or name its place there",
  *check(cluster) {
    for (const prometheus of plainPrometheusesOf(cluster)) {
      const { pods, container, file, patterns } = prometheus;
      if (file === undefined) continue;
      const left = filesIn(cluster, pods, container).filter((each) => !isLoaded(prometheus, each) && hasRules(each));
      const lacking = patterns.filter(({ files, isHidden }) => files.length === 0 && !isHidden);
      for (const { field, pattern } of lacking)
        yield {
          object: file.object,
          field,
          value: pattern,
          what: `${nameOf(pods.owner)} has no such file`,
          ...near(
            pattern,
            left.map(({ path }) => path),
          ),
        };
      if (lacking.length === 0)
        for (const { object, field, path } of left)
          yield { object, field, value: path, what: `rule_files of ${nameOf(file.object)} does not name it` };
    }
  },
};

const isLoaded = ({ patterns }: PlainPrometheus, { path }: MountedFile) =>
  patterns.some(({ files }) => files.some((each) => each.path === path));

const hasRules = ({ text }: MountedFile): boolean =>
  /^groups:/m.test(text) && (yamlIn(text, { groups: ruleGroups })?.groups ?? []).some(({ rules }) => rules);
