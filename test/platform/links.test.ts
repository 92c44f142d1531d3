import { expect, it } from "vitest";
import { production } from "../../lib/environments/production.ts";
import { requireLinks } from "../../lib/platform/links.ts";
import { environmentCharts } from "../charts/rendered.ts";

const files = () =>
  [...environmentCharts(production)].map(([name, objects]) => ({
    path: `production/${name}.k8s.yaml`,
    objects: structuredClone(objects),
  }));

it("lets an environment pass that is linked", () => expect(() => requireLinks(production, files())).not.toThrow());

it("refuses one that is not, a line for each finding: file, object, field, value, what is wrong, remedy and rule", () => {
  const broken = files();
  for (const object of broken.flatMap(({ objects }) => objects)) {
    const { kind, metadata, spec } = object as unknown as {
      kind: string;
      metadata: { name: string };
      spec: { endpoints: { port: string }[] };
    };
    if (kind === "ServiceMonitor" && metadata.name === "kube-state-metrics")
      for (const endpoint of spec.endpoints) if (endpoint.port === "telemetry") endpoint.port = "telemetri";
  }
  expect(() => requireLinks(production, broken)).toThrow(
    "production/40-kube-state-metrics.k8s.yaml: ServiceMonitor monitoring/kube-state-metrics spec.endpoints[1].port telemetri: no port of Service monitoring/kube-state-metrics has this name: did you mean telemetry? (monitor-port-unknown)",
  );
});
