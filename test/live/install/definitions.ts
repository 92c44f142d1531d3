import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** The folder with the operator's custom resource definitions, in the module that tools/operator-config pins. */
export function definitions(): string {
  const options = { cwd: "tools/operator-config", encoding: "utf8" } as const;
  execFileSync("go", ["mod", "download"], options);
  const folder = execFileSync(
    "go",
    ["list", "-m", "-f", "{{.Dir}}", "github.com/prometheus-operator/prometheus-operator"],
    options,
  ).trim();
  return join(folder, "example", "prometheus-operator-crd");
}
