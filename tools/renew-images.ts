import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Fault } from "../lib/fault.ts";

/** An image as `imports/images.json` pins it. */
export interface Pin {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

type Lock = Readonly<Record<string, Pin>>;

const usage = `usage: npx tsx tools/renew-images.ts [IMAGE TAG]

With IMAGE, a name in imports/images.json, and TAG: pins the tag, with the digest that its registry has for it now.
Without: asks for the digests of all pinned tags and reports those that differ; it writes nothing, since a tag that has
moved is for a person to judge.

It needs a network from which the registries can be reached (docker.io, ghcr.io, quay.io, registry.k8s.io), and no account.
Its tests play a registry on this machine; nobody has yet run it against a real one.`;

const file = "imports/images.json";

/** Images and lists of images, as Docker and the Open Container Initiative name them; a registry prefers the first that it has. */
const manifests = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/**
 * The digest of a tag, from its registry's HTTP API (Open Container Initiative, Distribution Specification 1.1, "Pulling manifests").
 *
 * @throws Fault where the registry cannot be reached, refuses, or has no such tag, or where there can be none.
 */
export async function digestOf({ repository, tag }: Pick<Pin, "repository" | "tag">): Promise<string> {
  const image = `${repository}:${tag}`;
  if (!/^\w[\w.-]{0,127}$/.test(tag))
    throw new Fault(`${repository}: the tag ${tag} can be none: letters, digits, "_", "." and "-" only`);
  const [host = "", ...path] = repository.split("/");
  const url = `${addressOf(host)}/v2/${path.join("/")}/manifests/${tag}`;
  let answer = await ask(image, url, { accept: manifests });
  if (answer.status === 401) {
    const token = await tokenFor(image, answer.headers.get("www-authenticate") ?? "");
    answer = await ask(image, url, { accept: manifests, authorization: `Bearer ${token}` });
  }
  if (answer.status === 404) throw new Fault(`${image}: ${host} has no such tag: look for its name in the registry`);
  if (answer.status !== 200) throw new Fault(`${image}: ${host} answers ${answer.status} ${answer.statusText}`);
  // By definition; what the registry says of it in a header is not needed.
  return `sha256:${createHash("sha256").update(answer.body).digest("hex")}`;
}

/** Docker Hub's API has another name; a registry on this machine speaks plain HTTP, as container runtimes take it. */
function addressOf(host: string): string {
  if (host === "docker.io") return "https://registry-1.docker.io";
  return `${/^(localhost|127\.[\d.]+)(:\d+)?$/.test(host) ? "http" : "https"}://${host}`;
}

/** A token for whoever asks, from where the registry says (Docker, "Registry authentication"). */
async function tokenFor(image: string, challenge: string): Promise<string> {
  const parameters = new Map(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]),
  );
  const realm = parameters.get("realm");
  if (!/^bearer /i.test(challenge) || realm === undefined)
    throw new Fault(`${image}: the registry asks for "${challenge}": only anonymous tokens are known here`);
  const query = new URLSearchParams([...parameters].filter(([name]) => name === "service" || name === "scope"));
  const answer = await ask(image, `${realm}?${query}`, {});
  const token = /"(?:access_)?token"\s*:\s*"([^"]+)"/.exec(answer.body.toString())?.[1];
  if (answer.status === 200 && token !== undefined) return token;
  throw new Fault(`${image}: ${hostIn(realm)} gives no token: it answers ${answer.status} ${answer.statusText}`);
}

const hostIn = (url: string): string => url.split("/")[2] ?? url;

async function ask(image: string, url: string, headers: Readonly<Record<string, string>>) {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(20_000) });
    const { status, statusText } = response;
    return { status, statusText, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error & { code?: string } };
    const why = cause?.code ?? cause?.message ?? message;
    throw new Fault(`${image}: ${hostIn(url)} cannot be reached (${why}): run this where it can be`);
  }
}

/** The lock with one image at another tag. */
export async function pinned(lock: Lock, name: string, tag: string): Promise<Lock> {
  const pin = Object.hasOwn(lock, name) ? lock[name] : undefined;
  if (pin === undefined) throw new Fault(`${name} is not in ${file}: it has ${Object.keys(lock).join(", ")}`);
  return { ...lock, [name]: { ...pin, tag, digest: await digestOf({ ...pin, tag }) } };
}

/** A line for each tag that now has another digest, or that cannot be asked for. */
export async function moved(lock: Lock): Promise<string[]> {
  const lines = await Promise.all(
    Object.entries(lock).map(async ([name, pin]) => {
      try {
        const digest = await digestOf(pin);
        if (digest === pin.digest) return [];
        return [
          `${name}: ${pin.repository}:${pin.tag} is ${digest}, ${file} has ${pin.digest}: find out why, then pin it again`,
        ];
      } catch (error) {
        if (error instanceof Fault) return [error.message];
        throw error;
      }
    }),
  );
  return lines.flat();
}

/** The lock as its file has it: a line an image, so that a change is a line. */
export const print = (lock: Lock): string =>
  `{\n${Object.entries(lock)
    .map(([name, { repository, tag, digest }]) => {
      const fields = Object.entries({ repository, tag, digest }).map(
        ([key, value]) => `"${key}": ${JSON.stringify(value)}`,
      );
      return `  ${JSON.stringify(name)}: { ${fields.join(", ")} }`;
    })
    .join(",\n")}\n}\n`;

/** The command; gives its exit code. */
export async function run(args: readonly string[], path = file): Promise<number> {
  const [name, tag, ...more] = args;
  if (more.length > 0 || (name === undefined) !== (tag === undefined) || name?.startsWith("-")) {
    console.error(usage);
    return 2;
  }
  const lock = JSON.parse(readFileSync(path, "utf8")) as Lock;
  if (name !== undefined && tag !== undefined) {
    writeFileSync(path, print(await pinned(lock, name, tag)));
    return 0;
  }
  const lines = await moved(lock);
  for (const line of lines) console.error(line);
  return lines.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    console.error(error.message);
    return 1;
  });
}
