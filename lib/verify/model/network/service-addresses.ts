/** The full name of a Service, with the port if one is named: `redis.shop.svc.cluster.local:6379`. */
export interface ServiceAddress {
  readonly name: string;
  readonly namespace: string;
  /** As it is written, or that of the scheme. */
  readonly port?: number;
  /** As it stands there, without what only says the protocol. */
  readonly text: string;
}

/** Longer texts are data, not configuration. */
const longest = 100_000;

/**
 * The addresses in a text that are certainly those of Services: they end with `.svc` or `.svc.cluster.local`. What a program fills in
 * first, such as `${HOST}.shop.svc`, is none.
 */
export function serviceAddressesIn(text: string): readonly ServiceAddress[] {
  if (text.length > longest || !text.includes(".svc")) return [];
  return text
    .replace(newline, "\n")
    .split("\n")
    .filter((line) => line.includes(".svc"))
    .flatMap((line) =>
      [...line.replace(comment, "").matchAll(address)].flatMap((match) => read(match, assignment.test(line))),
    );
}

/** What nginx keeps for another line may get its port there: `proxy_pass $backend:3100`. */
const assignment = /^\s*set\s+\$/;

/** The end of a line within a text in quotes. */
const newline = /\\[nrt]/g;
const comment = /^\s*;.*$|(^|\s)(#|\/\/).*$/;

/** A scheme, credentials, labels, the end of each Service's name, and a port, be it one that is filled in. */
const address =
  /(?:([a-z][a-z0-9+.-]{0,20}):\/\/)?(?:[^\s/@"'=,]{1,200}@)?([^\s/@"'`=,;:|<>[\]\\]{1,250}?)\.svc(?:\.cluster\.local\.?)?(?![\w-]|\.[\w-])(?::(\d{1,5})(?![\w$%{]|[.-]\w)|([:$%{<]))?/gi;

const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

function read(
  [whole, scheme, labels = "", port, filled]: RegExpMatchArray,
  isKept: boolean,
): readonly ServiceAddress[] {
  // Before the name of a Service, that of one of its pods may stand, or of one of its ports.
  const [namespace = "", name = ""] = labels.split(".").reverse();
  if (!label.test(name) || !label.test(namespace)) return [];
  const usual = filled === undefined && !isKept ? portOfScheme(scheme) : undefined;
  const number = port === undefined ? usual : Number(port);
  const text = whole.replace(/^.*(?:\/\/|@)|[:$%{<]$/g, "");
  return [{ name, namespace, text, ...(number !== undefined && { port: number }) }];
}

/** Where programs connect to that are told a scheme and no port; of `postgresql+asyncpg` the first part counts. */
export const portOfScheme = (scheme = ""): number | undefined => ports[scheme.split("+")[0] ?? ""];

const ports: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
};
