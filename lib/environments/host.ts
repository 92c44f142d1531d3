const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const ofCluster = /(^|\.)(localhost|svc|svc\.[a-z0-9.-]+|cluster\.local)$/i;

/** A full name that a public or a company's name server knows: no scheme, port or path, no address, no name of the cluster. */
export function isOutsideName(host: string): boolean {
  const labels = host.split(".");
  const isName = host.length <= 253 && labels.length > 1 && labels.every((each) => label.test(each));
  const isAddress = /^\d+$/.test(labels.at(-1) ?? "");
  return isName && !isAddress && !ofCluster.test(host);
}

/** The host of a URL; undefined where it is none. */
export const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined);
