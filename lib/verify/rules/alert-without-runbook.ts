import { alertsOf, isHeartbeat } from "../model/alertmanager/alerts.ts";
import type { Rule } from "../rule.ts";

/** Where the mixins have the link, and what else people call it. */
const usual = "runbook_url";
const names = /^run_?book([_-]?(url|link))?$/i;

/** An alert that does not say where to read on. */
export const alertWithoutRunbook: Rule = {
  id: "alert-without-runbook",
  topic: "alerts",
  severity: "warning",
  sentence: "Every alert has an absolute link to its runbook.",
  why: "Who is woken at night begins by searching.",
  remedy: "set the annotation runbook_url to an http or https address",
  *check(cluster) {
    for (const alert of alertsOf(cluster)) {
      const { object, field, name, annotations } = alert;
      const [key = usual, url] = Object.entries(annotations).find(([each]) => names.test(each)) ?? [];
      const at = { object, field: `${field}.annotations.${key}` };
      if (isHeartbeat(alert) && url === undefined) continue;
      if (url === undefined) yield { ...at, what: `alert ${name} has no link to a runbook` };
      else if (!/^https?:\/\/[^\s/]+(\/\S*)?$/.test(url) && !url.includes("{{"))
        yield { ...at, value: url, what: `alert ${name}: this is no absolute link` };
    }
  },
};
