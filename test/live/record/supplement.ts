import type { Supplement } from "./contract.ts";

/** By the contract's file: families that cannot be provoked. */
export const supplement: Readonly<Record<string, readonly Supplement[]>> = {};
