import { spawnSync } from "node:child_process";

/** What a whole process needs. */
export interface Cost {
  readonly wallMilliseconds: number;
  /** In user space and in the kernel, over all cores. */
  readonly processMilliseconds: number;
  readonly peakMebibytes: number;
}

/** Runs before the program and tells at its end what it took. */
const atExit = `process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(JSON.stringify([userCPUTime + systemCPUTime, maxRSS]));
});`;

/** The cost of running a program with Node in a folder: the median of several runs, in each dimension. */
export function measure(program: string, args: readonly string[], folder: string, runs: number): Cost {
  const costs = Array.from({ length: runs }, () => once(program, args, folder));
  const median = (of: (cost: Cost) => number) =>
    costs.map(of).sort((one, other) => one - other)[runs >> 1] ?? Number.NaN;
  return {
    wallMilliseconds: median((cost) => cost.wallMilliseconds),
    processMilliseconds: median((cost) => cost.processMilliseconds),
    peakMebibytes: median((cost) => cost.peakMebibytes),
  };
}

function once(program: string, args: readonly string[], folder: string): Cost {
  const flags = ["--import", `data:text/javascript,${encodeURIComponent(atExit)}`];
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...flags, program, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  const wallMilliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed: ${stderr}`);
  const [microseconds = Number.NaN, kibibytes = Number.NaN] = JSON.parse(stderr) as number[];
  return { wallMilliseconds, processMilliseconds: microseconds / 1000, peakMebibytes: kibibytes / 1024 };
}
