import { alertsOf, isHeartbeat } from "../model/alerts.ts";
import type { Rule } from "../rule.ts";

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
      const url = annotations["runbook_url"];
      const at = { object, field: `${field}.annotations.runbook_url` };
      if (isHeartbeat(alert) && url === undefined) continue;
      if (url === undefined) yield { ...at, what: `alert ${name} has no link to a runbook` };
      else if (!/^https?:\/\/[^\s/]+\/\S*$/.test(url) && !url.includes("{{"))
        yield { ...at, value: url, what: `alert ${name}: this is no absolute link` };
    }
  },
};
