/** Something that is put in place before an object is applied, as a pattern. */
const placeholder = new RegExp(
  [
    // Flux and envsubst: https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
    /\$\{[A-Za-z_]\w*[^{}]*\}/,
    // People, and the plug-in for Vault of Argo CD.
    /<[A-Za-z][\w.:/#-]*>/,
    /__[A-Z][A-Z\d_]*__/,
    // Programs that make files of files; Prometheus and Alertmanager have $ or a point there.
    /\{\{\s*(?:\.Values\.)?[A-Za-z_][\w.]*\s*\}\}/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** What of a text is filled in by others; nothing where all of it is meant as it is written. */
export const placeholderIn = (text: string): string | undefined => placeholder.exec(text)?.[0];

/** The same where no text of its own has variables, as those of Grafana do: envsubst and Python take them without braces as well. */
export const variableIn = (text: string): string | undefined =>
  placeholderIn(text) ?? /\$\(?[A-Za-z_]\w+\)?/.exec(text)?.[0];
