import type { Duration } from "../../../lib/promql/promql.ts";
import type { Installed } from "../installed.ts";
import type { Kubectl } from "../kubectl.ts";
import type { Platform } from "../record/platform.ts";

/** What faults are made with. */
export interface Means {
  readonly kubectl: Kubectl;
  readonly installed: Installed;
  readonly platform: Platform;
}

/** A real fault for one alert. */
export interface Fault {
  readonly alert: string;
  /** What is done, for the result. */
  readonly what: string;
  /** The alert's identity. */
  readonly labels: Readonly<Record<string, string>>;
  readonly make: (means: Means) => Promise<void>;
  /** Nothing where it ends by itself. */
  readonly mend?: (means: Means) => Promise<void>;
  /** Made so long after the first ones, since it stands in the way of others or needs what they need. */
  readonly after?: Duration;
  /** Mended so long after it was made, and not when all are told: the alert's window remembers it, or others need it so long. */
  readonly lasts?: Duration;
  /** It always fires: it is only told. */
  readonly endless?: true;
}
