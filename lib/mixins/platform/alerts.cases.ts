import type { CasesOf } from "../../alerting/cases.ts";
import type { alerts } from "./alerts.ts";

export const cases: CasesOf<typeof alerts> = {
  Watchdog: {
    fires: [{ title: "whatever happens", given: [], seen: { "0s": "firing", "5m": "firing" }, labels: {} }],
    staysSilent: "never",
    firesWithoutSeries: true,
    says: {
      summary: "The way from Prometheus to people works",
      description:
        "Always fires. A service outside the cluster waits for it and raises the alarm when it stops: then Prometheus, Alertmanager or the way out is broken, and no other alert reaches anybody.",
    },
  },
};
