import { Fault } from "../../fault.ts";
import { budgetOf, budgetText } from "../budget.ts";
import { can } from "../can.ts";
import { explain } from "../explain.ts";
import { read } from "../input/read.ts";
import { readStream } from "../input/source.ts";
import { Cluster } from "../model/cluster.ts";
import { kustomizationsOf } from "../model/kustomizations.ts";
import { jsonReport } from "../report/json.ts";
import { type Report, reportOf } from "../report/report.ts";
import { sarifReport } from "../report/sarif.ts";
import { textReport } from "../report/text.ts";
import { unrendered } from "../report/unrendered.ts";
import { verify } from "../verify.ts";
import type { World } from "../world.ts";
import { type Options, optionsOf, usage } from "./options.ts";

/** What a run needs of its process. */
export interface Terminal {
  readonly input: AsyncIterable<Buffer> & { readonly isTTY?: boolean };
  /** Whether `auto` means colour. */
  readonly color: boolean;
  readonly version: string;
}

/** What a run ends with. */
export interface Ending {
  readonly output: string;
  /** Lines about what could not be read, while all else was. */
  readonly unread?: readonly string[];
  readonly code: 0 | 1;
}

/**
 * Verifies what the arguments name.
 *
 * @throws Fault where the arguments or the input are not what they should be.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<Ending> {
  const options = optionsOf(args);
  if (options.help) return { output: usage, code: 0 };
  if (options.version) return { output: `${terminal.version}\n`, code: 0 };
  if (options.explain !== undefined) return { output: explain(options.explain), code: 0 };
  if (options.paths.length === 0)
    throw new Fault("PATH is missing: name a folder, a file, or - for standard input; see --help");
  const standardInput = () => {
    if (terminal.input.isTTY) throw new Fault("-: standard input is a terminal: pipe YAML into it");
    return readStream(terminal.input);
  };
  const { manifests, texts, skipped, charts, unread } = await read(options.paths, standardInput, options.namespace);
  const leftOut = whyLeftOut(charts, unread);
  const world: World = { ...options.world, ...(leftOut !== undefined && { leftOut }) };
  if (options.can !== undefined || options.budget) {
    // A sum or a yes of some of the objects would be none.
    if (unread.length > 0) throw new Fault(unread.join("\n"));
    return answer(new Cluster(manifests), charts, { ...options, world });
  }
  const isShown = options.uncertain || options.format === "json";
  const report = reportOf(verify(manifests, world), texts, { skipped, charts, unread, uncertain: isShown });
  const code = report.errors + unread.length > 0 ? 1 : 0;
  return { output: written(report, options, terminal), ...(unread.length > 0 && { unread }), code };
}

/** Why the objects may not be all there are. */
function whyLeftOut([chart]: readonly string[], [unread]: readonly string[]): string | undefined {
  if (unread !== undefined) return `a file could not be read: ${unread}`;
  return chart === undefined ? undefined : `chart ${chart} is left out`;
}

/** What is asked of the objects other than whether they link. */
function answer(cluster: Cluster, charts: readonly string[], { can: asked, world }: Options): Ending {
  const notes = unrendered({ charts, kustomizations: kustomizationsOf(cluster).map(({ folder }) => folder) });
  const { lines, allowed } = asked
    ? can(cluster, world, asked.from, asked.to)
    : { lines: [budgetText(budgetOf(cluster, world)).trimEnd()], allowed: true };
  return { output: `${[...lines, ...notes].join("\n")}\n`, code: allowed ? 0 : 1 };
}

function written(report: Report, { format, color, uncertain }: Options, terminal: Terminal): string {
  if (format === "json") return jsonReport(report);
  if (format === "sarif") return sarifReport(report, { uncertain, version: terminal.version });
  return textReport(report, { color: color === "auto" ? terminal.color : color === "always", uncertain });
}
