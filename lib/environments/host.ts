const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const domainName = new RegExp(`^(?=.{1,253}$)(${label}\\.)+(?![0-9]+$)${label}$`, "i");
const ofCluster = /(^|\.)(localhost|svc|svc\.[a-z0-9.-]+|cluster\.local)$/i;

/** A full name that a public or a company's name server knows: no scheme, port or path, no address, no name of the cluster. */
export const isOutsideName = (host: string): boolean => domainName.test(host) && !ofCluster.test(host);

/** The host of a URL; undefined where it is none. */
export const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined);
