import type { Series } from "../../../../lib/alerting/cases.ts";
import { grows } from "../../../../lib/alerting/samples.ts";

/** Where the story of an alert cannot follow from its cases alone. */
interface Exceptional {
  /** Its cases say nothing of what was before, since they would fire if it had lasted: then nothing was. */
  readonly withoutPast?: string;
  /** How it is made good again, where neither the case ends nor what was before can end it in time. */
  readonly mended?: {
    readonly by: string;
    readonly given: (silent: readonly (readonly Series[])[]) => readonly Series[];
  };
  /** So many steps after its beginning the fault ends, while the alert still waits: its window remembers it long enough. */
  readonly endsAfterSteps?: number;
  /** It cannot end in a run. */
  readonly doesNotEnd?: string;
}

/** Requests that all are answered in time, so many that those of the fault no longer count. */
const flood = (silent: readonly (readonly Series[])[]): readonly Series[] =>
  (silent[0] ?? []).map((each) => ({ ...each, samples: grows(each.labels["status"] === "5xx" ? 0 : 10_000) }));

const second = (silent: readonly (readonly Series[])[]): readonly Series[] => silent[1] ?? [];

/** By alert; all others are told by their cases. */
export const exceptional: Readonly<Record<string, Exceptional>> = {
  AutoscalerAtMaximum: { withoutPast: "its case is over before a window that begins full of something else is filled" },
  ContainerRestartsOften: {
    withoutPast: "restarts at that pace for longer are too many",
    doesNotEnd: "its window of an hour remembers each restart",
  },
  ErrorBudgetBurnSlow: { mended: { by: "a flood of requests that are answered", given: flood } },
  LatencyBudgetBurnSlow: { mended: { by: "a flood of requests that are answered in time", given: flood } },
  NodeFilesystemFilling: { mended: { by: "half of it is emptied", given: second } },
  PodUnschedulable: { withoutPast: "a pod that waited for long fires" },
  PrometheusRejectsSamples: { endsAfterSteps: 14 },
  VolumeFilling: { mended: { by: "it is enlarged", given: second } },
};
