import { parseArgs } from "node:util";
import { Fault } from "../../fault.ts";
import { suggestion } from "../../suggestion.ts";
import { isPort } from "../can.ts";
import { rangeOf } from "../model/network/address-range.ts";
import type { World } from "../world.ts";

/** What somebody typed. */
export interface Options {
  readonly paths: readonly string[];
  /** To which objects go that name none. */
  readonly namespace: string;
  readonly format: (typeof formats)[number];
  readonly color: (typeof colors)[number];
  readonly uncertain: boolean;
  readonly world: World;
  readonly explain: string | undefined;
  /** Instead of verifying: whether the first may connect to the second. */
  readonly can: { readonly from: string; readonly to: string } | undefined;
  /** Instead of verifying: what the objects take. */
  readonly budget: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const formats = ["text", "json", "sarif"] as const;
const colors = ["auto", "always", "never"] as const;

/** How to call it; the head of `docs/verify.md`, too. */
export const usage = `verify [OPTION...] PATH...

Reports what Kubernetes objects refer to and nothing answers. PATH is a folder (its .yaml, .yml and .json files), a file, or - for
standard input. Charts are left out of a folder, and what kustomizations change is uncertain. Verify what they render:
helm template --namespace shop CHART | verify --namespace shop -, or kustomize build FOLDER | verify -

  --namespace NAME, -n    where objects go that name no namespace, as for kubectl and helm; default
  --complete              the objects are all there is: what they do not define is missing
  --kubernetes VERSION    the version of the cluster, 1.34
  --api-server CIDR:PORT  where pods reach the API server, 10.0.0.1/32:6443; may be repeated
  --node-cidr CIDR        addresses of nodes; may be repeated
  --nodes NUMBER          how many nodes there may be at most
  --uncertain             show what the objects do not tell, too
  --format FORMAT         text, json or sarif
  --color WHEN            auto, always or never
  --can A B:PORT          whether policies let A connect to B, and which decide; A and B are namespace/name or addresses
  --budget                what namespaces and scrapes take, when nothing scales and at most
  --explain RULE          what a rule asks for, and why
  --help, --version

Ends with 1 where there are errors or where the input cannot be read, otherwise with 0; --can with 1 unless the answer is yes.
`;

const options = {
  namespace: { type: "string", short: "n", default: "default" },
  complete: { type: "boolean" },
  kubernetes: { type: "string" },
  "api-server": { type: "string", multiple: true },
  "node-cidr": { type: "string", multiple: true },
  nodes: { type: "string" },
  uncertain: { type: "boolean" },
  format: { type: "string", default: "text" },
  color: { type: "string", default: "auto" },
  can: { type: "string" },
  budget: { type: "boolean" },
  explain: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** @throws Fault where it is not what `usage` says. */
export function optionsOf(args: readonly string[]): Options {
  const { values, positionals, tokens } = parsed(args);
  const format = oneOf("--format", values.format, formats);
  const [first, second] = [
    ...(["explain", "can", "budget"] as const).filter((name) => values[name] !== undefined).map((name) => `--${name}`),
    ...(format === "text" ? [] : [`--format ${format}`]),
  ];
  if (first !== undefined && second !== undefined) throw new Fault(`${first} and ${second}: ask for one of them`);
  const to = values.can === undefined ? undefined : behindCan(tokens);
  return {
    paths: to === undefined ? positionals : positionals.filter((_, index) => index !== to.place),
    namespace: namespaceIn(values.namespace),
    can: values.can === undefined || to === undefined ? undefined : { from: values.can, to: to.text },
    format,
    color: oneOf("--color", values.color, colors),
    uncertain: values.uncertain ?? false,
    explain: values.explain,
    budget: values.budget ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
    world: {
      ...(values.complete && { complete: true }),
      ...(values.kubernetes !== undefined && { kubernetes: versionIn(values.kubernetes) }),
      ...(values["api-server"] && { apiServer: values["api-server"].map(apiServer) }),
      ...(values["node-cidr"] && { nodeCidrs: values["node-cidr"].map((text) => cidr("--node-cidr", text)) }),
      ...(values.nodes !== undefined && { nodes: count("--nodes", values.nodes) }),
    },
  };
}

type Tokens = ReturnType<typeof parsed>["tokens"];

/** The B:PORT of `--can A B:PORT`, and where it stands among what is no option: before it and behind it there may be paths. */
function behindCan(tokens: Tokens): { readonly text: string; readonly place: number } {
  const can = tokens.findLast((token) => token.kind === "option" && token.name === "can")?.index ?? 0;
  const others = tokens.filter((token) => token.kind === "positional");
  const place = others.findIndex(({ index }) => index > can);
  const text = others[place]?.value;
  if (text === undefined) throw new Fault("--can: B:PORT is missing: write --can A B:PORT");
  return { text, place };
}

function parsed(args: readonly string[]) {
  for (const argument of args) {
    if (argument === "--") break;
    const name = /^--([^=]+)/.exec(argument)?.[1];
    if (name === undefined || Object.hasOwn(options, name)) continue;
    const near = suggestion(name.slice(0, 100), Object.keys(options));
    throw new Fault(
      `--${name}: there is no such option: ${near === undefined ? "see --help" : `did you mean --${near}?`}`,
    );
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new Fault(`${(error as Error).message.split(/\n|\. /)[0]}: see --help`);
  }
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new Fault(`${option} is ${value}: set ${known.join(", ")}`);
  return found;
}

function namespaceIn(text: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) return text;
  throw new Fault(`--namespace is ${text}: set a name of lower-case letters, digits and hyphens`);
}

function versionIn(text: string): string {
  const [, version] = /^v?(\d+\.\d+)(?:\.\d+)?$/.exec(text) ?? [];
  if (version === undefined) throw new Fault(`--kubernetes is ${text}: set a version such as 1.34`);
  return version;
}

function apiServer(text: string): { cidr: string; port: number } {
  const [, address = "", port = ""] = /^(.*):(\d{1,5})$/.exec(text) ?? [];
  if (!isPort(Number(port)))
    throw new Fault(`--api-server is ${text}: set addresses and port such as 10.0.0.1/32:6443`);
  return { cidr: cidr("--api-server", address.replace(/^\[(.*)\]/, "$1")), port: Number(port) };
}

function cidr(option: string, text: string): string {
  if (text.includes("/") && rangeOf(text) !== undefined) return text;
  throw new Fault(`${option} is ${text}: set addresses such as 10.0.0.0/16`);
}

function count(option: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Fault(`${option} is ${text}: set a number of 1 or more`);
  return Number(text);
}
