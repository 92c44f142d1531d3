import { execFileSync } from "node:child_process";
import { join } from "node:path";

const operator = "github.com/prometheus-operator/prometheus-operator";

/**
 * The folder with the operator's custom resource definitions, in the module that tools/operator-config pins. That one alone is asked for:
 * whoever has built the tools has it, and needs no network here.
 */
export function definitions(): string {
  const options = { cwd: "tools/operator-config", encoding: "utf8" } as const;
  const { Dir } = JSON.parse(execFileSync("go", ["mod", "download", "-json", operator], options)) as { Dir: string };
  return join(Dir, "example", "prometheus-operator-crd");
}
