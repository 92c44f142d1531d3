import type { ShapeFault } from "../../../promql/shape.ts";

/** What kind of fault it is. */
export type About = ShapeFault["about"] | "series" | "value" | "window" | "narrow" | "shown";

/** Why a label that is missing may be there all the same. */
export const outsideLabel = "an external label may be added where several clusters meet";

/** A fault of an expression. */
export interface Verdict {
  readonly about: About;
  readonly value?: string;
  readonly what: string;
  readonly remedy?: string;
  readonly uncertain?: string;
  /** Labels that it asks for and that no series has where it is stored. */
  readonly lacks?: readonly string[];
}
