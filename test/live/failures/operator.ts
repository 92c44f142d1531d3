import { eventually } from "../eventually.ts";
import { installed, kubectl } from "../installed.ts";
import type { KubernetesObject } from "../kubectl.ts";
import { progress } from "../progress.ts";

const group = "live-change";

const change: KubernetesObject = {
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: group, namespace: "monitoring" },
  spec: { groups: [{ name: group, rules: [{ record: "live:change:present", expr: "vector(1)" }] }] },
};

const scale = (replicas: number) =>
  kubectl.run(["scale", "--namespace", "monitoring", "deployment/prometheus-operator", `--replicas=${replicas}`]);

/** How many Prometheuses have the change. */
async function taken(): Promise<number> {
  const { prometheus } = await installed();
  const rules = await Promise.all(prometheus.map((each) => each.rules()));
  return rules.filter((found) => found.some((rule) => rule.group === group)).length;
}

/** Rules change while nobody looks after them; the change arrives when somebody does. */
export async function operatorIsAway(): Promise<string> {
  const { prometheus } = await installed();
  progress("the operator is away");
  await scale(0);
  await kubectl.run(
    ["wait", "--for=delete", "pod", "--namespace", "monitoring"].concat(
      "--selector=app.kubernetes.io/name=prometheus-operator",
      "--timeout=60s",
    ),
  );
  await kubectl.apply([change]);
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const early = await taken();
  if (early > 0) throw new Error(`${early} of Prometheus took a rule without an operator: this proves nothing`);
  const back = Date.now();
  await scale(1);
  await eventually("the new rule in each Prometheus", 180, async () =>
    (await taken()) < prometheus.length ? ["it is not loaded"] : [],
  );
  const seconds = Math.round((Date.now() - back) / 1000);
  await kubectl.delete([change]);
  return `a rule that changed meanwhile is in each Prometheus ${seconds} s after the operator was started again`;
}
