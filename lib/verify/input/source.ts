import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { Fault } from "../../fault.ts";

/** Text and where it is from. */
export interface Source {
  /** As messages name it: a path as it was given or found, `-` for standard input. */
  readonly file: string;
  readonly text: string;
}

/** More than any release renders; a text of this size still parses within seconds. */
const mostMebibytes = 40;
const most = mostMebibytes * 2 ** 20;

/** One for all files: most are far smaller, and to allocate as much for each takes longer than to read them. */
const buffer = Buffer.allocUnsafe(2 ** 18);

/**
 * A file's text, or a pipe's.
 *
 * @throws Fault where it cannot be read or is no text.
 */
export function readSource(file: string): Source {
  const chunks: Buffer[] = [];
  try {
    const descriptor = openSync(file, "r");
    try {
      let size = 0;
      for (let length = -1; length !== 0 && size <= most; size += length) {
        length = readSync(descriptor, buffer);
        chunks.push(Buffer.from(buffer.subarray(0, length)));
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  return { file, text: textOf(file, Buffer.concat(chunks)) };
}

/**
 * The text that somebody pipes into the program.
 *
 * @throws Fault where it is no text.
 */
export async function readStream(stream: AsyncIterable<Buffer>): Promise<Source> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > most) break;
  }
  return { file: "-", text: textOf("-", Buffer.concat(chunks)) };
}

/** One line for what the system says. */
export function unreadable(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  const reason = { ENOENT: "it is not there", EACCES: "it may not be read", EPERM: "it may not be read" }[code];
  return new Fault(
    `${path}: ${reason ?? `it cannot be read (${code})`}: name a folder, a file, or - for standard input`,
  );
}

/** @throws Fault where bytes are too many or no UTF-8. */
export function textOf(file: string, bytes: Buffer): string {
  if (bytes.length > most)
    throw new Fault(`${file}: it is larger than ${mostMebibytes} MiB: split it, or name only what belongs together`);
  if (isUtf16(bytes)) throw new Fault(`${file}:1:1: it is UTF-16: save it as UTF-8`);
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  // What else no text has, the parser refuses where it matters.
  if (isUtf8(bytes) && !bytes.includes(0)) return text;
  const odd = unprintable.exec(text);
  if (odd !== null && odd[0] !== "\ufffd")
    throw new Fault(`${position(file, text, odd.index)}: it is no text: name YAML or JSON`);
  if (odd !== null && !bytes.includes("\ufffd"))
    throw new Fault(`${position(file, text, odd.index)}: it is no UTF-8: save it as UTF-8`);
  return text;
}

/** What no YAML may have, and what takes the place of bytes that are no UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]/;

const isUtf16 = (bytes: Buffer) => (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

function position(file: string, text: string, index: number): string {
  const before = text.slice(0, index).split("\n");
  return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
