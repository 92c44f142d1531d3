/**
 * The JSON of a type of Grafana's SDK: its enumerations as the strings that they stand for, its methods left out.
 *
 * Only types come from the SDK. Its builders take longer to load than three environments take to render.
 */
export type Plain<T> = T extends string
  ? `${T}`
  : T extends number | boolean | null | undefined
    ? T
    : T extends readonly (infer Each)[]
      ? readonly Plain<Each>[]
      : { readonly [K in keyof T as T[K] extends (...args: never) => unknown ? never : K]: Plain<T[K]> };
