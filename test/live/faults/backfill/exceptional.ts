import type { Lasting } from "./story.ts";

/** Where the story of an alert cannot follow from its cases alone. */
interface Exceptional {
  /** Its cases say nothing of what was before, since they would fire if it had lasted: then nothing was. */
  readonly withoutPast?: string;
  /** Its first silent case ends with half a fault: what was before is how that case begins. */
  readonly silentBegins?: true;
  /** How it is made good again, where neither the case ends nor what was before can end it in time. */
  readonly mended?: {
    readonly by: string;
    readonly given: (silent: readonly (readonly Lasting[])[]) => readonly Lasting[];
  };
  /** So many steps after its beginning the fault ends, while the alert still waits: its window remembers it long enough. */
  readonly endsAfterSteps?: number;
  /** It cannot end in a run. */
  readonly doesNotEnd?: string;
}

/** Requests that all are answered in time, so many that those of the fault no longer count. */
const flood = (silent: readonly (readonly Lasting[])[]): readonly Lasting[] =>
  (silent[0] ?? []).map((each) => ({ ...each, slope: each.series.labels["status"] === "5xx" ? 0 : 150_000 }));

const second = (silent: readonly (readonly Lasting[])[]): readonly Lasting[] => silent[1] ?? [];

const days = "windows that begin full of requests in time take hours or days to fill with others";
const told = "its case itself lasts for hours";

/** By alert; all others are told by their cases. */
export const exceptional: Readonly<Record<string, Exceptional>> = {
  AutoscalerAtMaximum: { withoutPast: "its case is over before a window that begins full of something else is filled" },
  ContainerRestartsOften: {
    doesNotEnd: "its window of an hour remembers each restart",
  },
  ErrorBudgetBurnSlow: {
    withoutPast: days,
    silentBegins: true,
    mended: { by: "a flood of requests that are answered", given: flood },
  },
  LatencyBudgetBurnFast: { withoutPast: days, silentBegins: true },
  LatencyBudgetBurnSlow: {
    withoutPast: days,
    silentBegins: true,
    mended: { by: "a flood of requests that are answered in time", given: flood },
  },
  NodeFilesystemFilling: { withoutPast: told, mended: { by: "half of it is emptied", given: second } },
  PrometheusRejectsSamples: { endsAfterSteps: 14 },
  VolumeFilling: { withoutPast: told, mended: { by: "it is enlarged", given: second } },
};
