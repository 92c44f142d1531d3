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

/**
 * The cost of running a program with Node in a folder: the median of several runs, in each dimension.
 *
 * @param codes with which it may end.
 */
export function measure(
  program: string,
  args: readonly string[],
  folder: string,
  runs: number,
  codes: readonly number[] = [0],
): Cost {
  const costs = Array.from({ length: runs }, () => once(program, args, folder, codes));
  const median = (of: (cost: Cost) => number) =>
    costs.map(of).sort((one, other) => one - other)[runs >> 1] ?? Number.NaN;
  return {
    wallMilliseconds: median((cost) => cost.wallMilliseconds),
    processMilliseconds: median((cost) => cost.processMilliseconds),
    peakMebibytes: median((cost) => cost.peakMebibytes),
  };
}

function once(program: string, args: readonly string[], folder: string, codes: readonly number[]): Cost {
  const flags = ["--import", `data:text/javascript,${encodeURIComponent(atExit)}`];
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...flags, program, ...args], {
    cwd: folder,
    encoding: "utf8",
    // A report of many findings.
    maxBuffer: 2 ** 28,
  });
  const wallMilliseconds = performance.now() - start;
  if (status === null || !codes.includes(status)) throw new Error(`${program} ${args.join(" ")} failed: ${stderr}`);
  const [microseconds = Number.NaN, kibibytes = Number.NaN] = JSON.parse(stderr) as number[];
  return { wallMilliseconds, processMilliseconds: microseconds / 1000, peakMebibytes: kibibytes / 1024 };
}

/** One line of a table. */
export function print(what: string, { wallMilliseconds, processMilliseconds, peakMebibytes }: Cost, remark = ""): void {
  const cells = [
    `${seconds(wallMilliseconds)} wall`,
    `${seconds(processMilliseconds)} process`,
    `${peakMebibytes.toFixed(0)} MiB`,
  ];
  console.log([what.padEnd(22), ...cells.map((cell) => cell.padStart(16)), remark].join("").trimEnd());
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
