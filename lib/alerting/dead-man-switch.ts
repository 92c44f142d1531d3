import { seconds, toDuration } from "../promql/duration.ts";
import type { Duration } from "../promql/promql.ts";

/** The route of the Watchdog, and the least that the service outside must wait. */
export interface DeadManIntervals {
  readonly groupInterval: Duration;
  readonly repeatInterval: Duration;
  readonly minimumTimeout: Duration;
}

const groupInterval: Duration = "1m";

/** The shortest beat that leaves a repeat interval of one group interval. */
export const shortestBeat: Duration = toDuration(2 * seconds(groupInterval));

/**
 * How a beat is kept.
 *
 * Alertmanager looks once every group interval whether the repeat interval has passed, and finds it just not passed where the
 * one is a multiple of the other: a message comes one group interval late. So the sum of both is the beat. The service waits for
 * the beat and one missed one, or a restart of Alertmanager wakes somebody.
 */
export const deadManIntervals = (beat: Duration): DeadManIntervals => ({
  groupInterval,
  repeatInterval: toDuration(seconds(beat) - seconds(groupInterval)),
  minimumTimeout: toDuration(2 * seconds(beat)),
});
