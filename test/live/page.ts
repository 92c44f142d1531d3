import type { Reporter, TestModule, TestRunEndReason } from "vitest/node";
import { forget, writePage } from "./result.ts";

/** Writes what a run has seen as a page, if it was all of the run and all of it passed. */
export class Page implements Reporter {
  private start = 0;

  onTestRunStart(): void {
    this.start = Date.now();
    forget();
  }

  onTestRunEnd(files: readonly TestModule[], _errors: readonly unknown[], reason: TestRunEndReason): void {
    const steps = files.flatMap((file) => [...file.children.allTests()]);
    if (reason !== "passed" || steps.some((step) => step.result().state !== "passed")) return;
    writePage("docs/live.md", head(steps.length, Math.ceil((Date.now() - this.start) / 60_000)));
  }
}

const head = (steps: number, minutes: number): string => `# The platform in a real cluster

Written by \`make live\` when all of it passes: what the last run has seen, in ${steps} steps and ${minutes} minutes. It installs production's topology at
small size, looks whether all of it works, makes real faults, and then breaks the monitoring itself. Rules run as they are rendered: no
\`for\` and no window is shortened. A fault that is only feigned says so.
`;
