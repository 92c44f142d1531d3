import type { Mixin } from "../../lib/alerting/mixin.ts";
import { alertmanager } from "../../lib/mixins/alertmanager/index.ts";
import { containers } from "../../lib/mixins/containers/index.ts";
import { http, type Instrumented } from "../../lib/mixins/http/index.ts";
import { kubernetes } from "../../lib/mixins/kubernetes/index.ts";
import { nodes } from "../../lib/mixins/nodes/index.ts";
import { operator } from "../../lib/mixins/operator/index.ts";
import { platform } from "../../lib/mixins/platform/index.ts";
import { postgres } from "../../lib/mixins/postgres/index.ts";
import { prometheus } from "../../lib/mixins/prometheus/index.ts";
import { redis } from "../../lib/mixins/redis/index.ts";

export const instrumented = (kind: Instrumented["instrumentation"]["kind"], path = "/metrics"): Instrumented => ({
  probePath: "/healthz",
  instrumentation: { kind, path },
});

/** All mixins, with applications of every kind. */
export const everything: readonly Mixin[] = [
  http([instrumented("fastapi-instrumentator"), instrumented("opentelemetry")]),
  containers,
  nodes,
  kubernetes,
  postgres,
  redis,
  prometheus,
  alertmanager,
  operator,
  platform,
];
