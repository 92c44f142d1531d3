import type { Mixin } from "../../alerting/mixin.ts";
import { type Choice, noneOf } from "../../promql/metric.ts";
import { type Expression, promql } from "../../promql/promql.ts";
import { type Recording, recordAs } from "../../promql/recording.ts";
import { alerts } from "./alerts.ts";
import { fastapi } from "./fastapi.ts";
import { recordings as objectives } from "./objectives.ts";
import { opentelemetry } from "./opentelemetry.ts";
import { recordings } from "./rules.ts";
import {
  handlerDuration,
  handlerFailures,
  handlerRejections,
  handlerRequests,
  type Instrumentation,
  serviceBuckets,
} from "./series.ts";

const instrumentations = { "fastapi-instrumentator": fastapi, opentelemetry };

type Kind = keyof typeof instrumentations;

/** What the rules must know of an application; an environment's applications are such. */
export interface Instrumented {
  readonly probePath: string;
  readonly instrumentation: { readonly kind: Kind; readonly path: string };
}

/**
 * Requests to some applications, however they are counted. Probes and scrapes are no requests: they never fail, and hide
 * those that do.
 */
export function http(applications: readonly [Instrumented, ...Instrumented[]]): Mixin {
  const kinds = [...new Set(applications.map(({ instrumentation }) => instrumentation.kind))].sort();
  const variants = kinds.map((kind) => instrumentations[kind](handlersOf(kind, applications)));
  const either = (part: keyof Instrumentation): Expression =>
    variants.map((variant) => variant[part]).reduce((one, other) => promql`${one} or ${other}`);
  // What never happened has no series: zero is what makes it a number.
  const orZero = (expression: Expression) => promql`${expression} or 0 * ${handlerRequests()}`;
  const own: Recording[] = [
    recordAs(handlerRequests, either("requests")),
    recordAs(handlerFailures, orZero(either("failures"))),
    recordAs(handlerRejections, orZero(either("rejections"))),
    recordAs(handlerDuration, either("duration")),
    recordAs(serviceBuckets, either("buckets")),
  ];
  return { name: "http", recordings: [...own, ...recordings, ...objectives], alerts };
}

/** All handlers but those that only machines ask. */
function handlersOf(kind: Kind, applications: readonly Instrumented[]): Choice<string> {
  const paths = applications
    .filter(({ instrumentation }) => instrumentation.kind === kind)
    .flatMap(({ probePath, instrumentation }) => [probePath, instrumentation.path]);
  const [path = "", ...more] = [...new Set(paths)].sort();
  return noneOf(path, ...more);
}
