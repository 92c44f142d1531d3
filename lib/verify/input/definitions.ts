/**
 * The text without the schemas of custom resource definitions, which no rule reads: four fifths of kube-prometheus's manifests are
 * schemas. Their lines stay, so that a position is still the file's, and in place of a schema stands how many bytes it has at least.
 */
export function withoutSchemas(text: string): string {
  if (!/^kind: *CustomResourceDefinition *\r?$/m.test(text)) return text;
  const schema = /^( *)openAPIV3Schema: *\r?\n/gm;
  let kept = "";
  let from = 0;
  for (let match = schema.exec(text); match !== null; match = schema.exec(text)) {
    const { end, lines, bytes } = deeper(text, schema.lastIndex, match[1]?.length ?? 0);
    kept += `${text.slice(from, schema.lastIndex).trimEnd()} ${bytes}\n${"\n".repeat(lines)}`;
    from = end;
    schema.lastIndex = end;
  }
  return kept + text.slice(from);
}

/** Where the lines end that are empty or deeper than an indentation, how many there are, and what they hold without indentation. */
function deeper(text: string, start: number, indentation: number): { end: number; lines: number; bytes: number } {
  const space = 0x20;
  let lines = 0;
  let bytes = 0;
  let end = start;
  while (end < text.length) {
    let at = end;
    while (text.charCodeAt(at) === space) at += 1;
    const isBlank = text[at] === "\n" || text[at] === "\r" || at === text.length;
    if (!isBlank && at - end <= indentation) break;
    const next = text.indexOf("\n", at);
    if (next === -1) return { end: text.length, lines, bytes };
    bytes += next - at;
    end = next + 1;
    lines += 1;
  }
  return { end, lines, bytes };
}
