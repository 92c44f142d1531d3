import { expect, it, vi } from "vitest";
import { productionWith } from "../../bench/many.ts";
import { render } from "../../render.ts";

vi.setConfig({ testTimeout: 60_000 });

const count = 500;

it(`renders ${count} applications, which link`, () => {
  const files = render([productionWith(count)]);
  const [prometheus = ""] = [...files].flatMap(([path, text]) => (path.endsWith("prometheus.k8s.yaml") ? [text] : []));
  // Larger than what a client may remember in an annotation.
  expect(prometheus.length).toBeGreaterThan(2 ** 18);
  expect(prometheus).toContain("argocd.argoproj.io/sync-options: ServerSideApply=true");
});
