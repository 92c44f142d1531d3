import type { CasesOf, Proof } from "../../lib/alerting/cases.ts";
import type { Mixin } from "../../lib/alerting/mixin.ts";
import { environments } from "../../lib/environments/index.ts";
import { cases as alertmanager } from "../../lib/mixins/alertmanager/alerts.cases.ts";
import { cases as containers } from "../../lib/mixins/containers/alerts.cases.ts";
import { cases as http } from "../../lib/mixins/http/alerts.cases.ts";
import { cases as kubernetes } from "../../lib/mixins/kubernetes/alerts.cases.ts";
import { cases as nodes } from "../../lib/mixins/nodes/alerts.cases.ts";
import { cases as operator } from "../../lib/mixins/operator/alerts.cases.ts";
import { cases as ourselves } from "../../lib/mixins/platform/alerts.cases.ts";
import { cases as postgres } from "../../lib/mixins/postgres/alerts.cases.ts";
import { cases as prometheus } from "../../lib/mixins/prometheus/alerts.cases.ts";
import { cases as redis } from "../../lib/mixins/redis/alerts.cases.ts";
import { PlatformChart } from "../../lib/platform/platform-chart.ts";
import { platform } from "../../platform.ts";

/** The proofs of all mixins, by the mixin's name; a mixin without an entry fails the test that asks for every alert's proof. */
export const proofs: Readonly<Record<string, CasesOf<Mixin["alerts"]>>> = {
  containers,
  http,
  kubernetes,
  nodes,
  postgres,
  redis,
  alertmanager,
  operator,
  platform: ourselves,
  prometheus,
};

/** An alert as an environment has it, with its proof. */
export interface Proven {
  readonly environment: string;
  readonly installed: readonly Mixin[];
  readonly mixin: Mixin;
  readonly alert: string;
  readonly proof: Proof | undefined;
}

/** Each alert of each environment. */
export const proven: readonly Proven[] = environments.flatMap((environment) => {
  const installed = PlatformChart.allOf(platform(environment)).flatMap(({ mixins }) => mixins);
  return installed.flatMap((mixin) =>
    Object.keys(mixin.alerts).map((alert) => ({
      environment: environment.name,
      installed,
      mixin,
      alert,
      proof: proofs[mixin.name]?.[alert],
    })),
  );
});
