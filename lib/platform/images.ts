import lock from "../../imports/images.json" with { type: "json" };

/** A program whose image the lock file pins. */
export type Program = keyof typeof lock;

/** The pinned image: the tag for people, the digest for the container runtime. */
export const image = (program: Program): string =>
  `${lock[program].repository}:${lock[program].tag}@${lock[program].digest}`;

/** The program's version as its makers write it, without a `v`. */
export const versionOf = (program: Program): string => lock[program].tag.replace(/^v/, "").replace(/-alpine$/, "");

/** The whole lock, for checks. */
export const images: Readonly<
  Record<Program, { readonly repository: string; readonly tag: string; readonly digest: string }>
> = lock;
