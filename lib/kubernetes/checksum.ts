import { createHash } from "node:crypto";

/** Changes when the data change: as a pod's annotation it restarts programs that read their configuration only once. */
export const checksum = (data: Readonly<Record<string, string>>): string =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(data).sort()))
    .digest("hex")
    .slice(0, 16);
