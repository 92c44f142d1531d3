import type { World } from "../../world.ts";
import type { Known } from "../manifest.ts";
import type { Fault } from "./fault.ts";

/** What Go reads as base64: breaks of lines count for nothing, spaces do. Source: encoding/base64, StdEncoding. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Data that is to be base64 and is not. What it holds stays unsaid. */
export function refusedInData(object: Known<"Secret" | "ConfigMap">, { complete }: World): readonly Fault[] {
  // A file of sops is decrypted before it is applied.
  if ("sops" in object.body) return [];
  const [map, instead] =
    object.kind === "Secret" ? (["data", "stringData"] as const) : (["binaryData", "data"] as const);
  const entries = (object.body as { readonly [map in typeof map]?: Readonly<Record<string, string>> })[map] ?? {};
  return Object.entries(entries)
    .filter(([, text]) => !base64.test(text.replace(/[\r\n]/g, "")))
    .map(([key, text]) => ({
      field: `${map}["${key}"]`,
      what: "it is no base64",
      remedy: `encode it, or write it in ${instead}`,
      ...(!complete && isStandIn(text) && { uncertain: "it looks like something that is filled in" }),
    }));
}

/** What people write where a secret belongs, and what is found by a reference: `<password>`, `CHANGE_ME`, `ref+vault://...`. */
const isStandIn = (text: string): boolean =>
  text.trim() === "" ||
  /[<>{}[\]$%]|\.\.\.|\w+:\/\/|change|replace|your|insert|example|todo|placeholder|base64|encoded|secret|redacted|xxx/i.test(
    text,
  );
