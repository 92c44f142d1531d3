/**
 * Plain text of YAML as Kubernetes takes it, `undefined` where it is text: like YAML 1.1, `on` is true and 0644 is octal, but
 * neither 1:20 nor a date is a number.
 * https://github.com/kubernetes-sigs/yaml/blob/v1.6.0/goyaml.v2/resolve.go
 */
export function scalar(text: string): boolean | number | null | undefined {
  const first = text.charCodeAt(0);
  // Most values are text that begins with another letter.
  if (first > 0x2d && first < 0x3a) return number(text);
  if (first === 0x2b || first === 0x2d) return number(text);
  return words.get(text);
}

const words = new Map<string, boolean | number | null>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...["~", "null", "Null", "NULL"].map((word) => [word, null] as const),
]);

const infinite = new Map([
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
]);

const integer = /^[-+]?(?:0|[1-9]\d*|0b[01]+|0o?[0-7]+|0x[\da-f]+)$/i;
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i;

function number(text: string): number | undefined {
  const plain = text.includes("_") ? text.replaceAll("_", "") : text;
  if (integer.test(plain)) return integerOf(plain);
  if (float.test(plain)) return Number.parseFloat(plain);
  return infinite.get(text);
}

function integerOf(text: string): number {
  const digits = text.replace(/^[-+]/, "");
  const octal = /^0o?(?=[0-7])/i.exec(digits)?.[0];
  const value = octal === undefined ? Number(digits) : Number.parseInt(digits.slice(octal.length), 8);
  return text.startsWith("-") ? -value : value;
}
