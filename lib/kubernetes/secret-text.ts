/** A value that only the secret store knows. */
export interface StoredValue {
  /** Its name in the store, below the environment's prefix. */
  readonly stored: string;
  /** What stands in its place where secrets are plain: for development, known to everybody. */
  readonly wellKnown: string;
}

/** A Secret's value: text around stored values. */
export interface SecretText {
  readonly parts: readonly string[];
  readonly values: readonly StoredValue[];
}

/** @example secretText`postgresql://${user}:${password}@${host}/` with `host` a plain string. */
export function secretText(text: TemplateStringsArray, ...holes: readonly (StoredValue | string)[]): SecretText {
  const parts: string[] = [text[0] ?? ""];
  const values: StoredValue[] = [];
  holes.forEach((hole, index) => {
    const after = text[index + 1] ?? "";
    if (typeof hole === "string") parts[parts.length - 1] += hole + after;
    else {
      values.push(hole);
      parts.push(after);
    }
  });
  return { parts, values };
}

/** With the well-known values. */
export const toPlain = ({ parts, values }: SecretText): string =>
  parts.map((part, index) => part + (values[index]?.wellKnown ?? "")).join("");

/**
 * As a template of external-secrets; values within a longer text are escaped for a URL. Go's `urlquery` is for queries, where `+` is a
 * space: in a password it would stay one.
 */
export const toTemplate = ({ parts, values }: SecretText, variable: (value: StoredValue) => string): string => {
  const filter = parts.join("") === "" ? "" : ' | urlquery | replace "+" "%20"';
  return parts
    .map((part, index) => part + (values[index] ? `{{ .${variable(values[index])}${filter} }}` : ""))
    .join("");
};
