import { up } from "../../../imports/metrics/synthetic.ts";
import { open } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

/** Share of a job's targets that answer; Prometheus itself tells, for whatever it scrapes. */
export const answering = record("job:up:avg", { job: open }, promql`avg by (job) (${up()})`);

/** None builds on another. */
export const recordings = [answering];
