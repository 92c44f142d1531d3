import type { Matcher } from "../../../promql/syntax/expression.ts";
import { nameOf } from "../manifest.ts";
import { guess } from "../near.ts";
import { valuesOf } from "../scraping/relabelling.ts";
import { isOfScrape, type Scraped } from "../scraping/series.ts";
import { canMatch, type Source } from "../scraping/source.ts";
import type { View } from "../scraping/view.ts";
import type { Verdict } from "./verdict.ts";

/** Says of selectors that nothing answers what may have been meant, and why something may answer all the same. */
export class Unanswered {
  private readonly view: View;
  private readonly scraped: Scraped;
  private readonly unfound: readonly string[];
  private readonly uncertain: readonly string[];
  private names: readonly string[] | undefined;

  constructor(view: View, scraped: Scraped) {
    this.view = view;
    this.scraped = scraped;
    const { vague, unfound } = scraped;
    this.unfound = [...new Set(unfound)];
    this.uncertain = [...new Set([...vague, ...unfound])];
  }

  /** Of a name that nothing gives. */
  unknown(name: string, matchers: readonly Matcher[]): Verdict {
    const { gone } = this.scraped.named(name);
    const jobs = matchers.filter(({ label }) => label === "job");
    const meant = gone.find(({ target }) => jobs.every((matcher) => canMatch(matcher, target.labels)));
    // Who asks for its job means this one.
    const doubt = meant && jobs.length > 0 ? {} : this.doubt(name);
    const [first] = gone;
    if (first) return { about: "series", value: name, what: (meant ?? first).what, ...doubt };
    const verdict = {
      about: "series" as const,
      value: name,
      what: "no recording rule and no scraped exporter gives this series",
    };
    // To look for the near name among thousands takes time, and who is not sure gives no advice.
    if (doubt.uncertain !== undefined) return { ...verdict, ...doubt };
    if (this.scraped.named(`${name}_bucket`).answers.length > 0)
      return this.scraped.native
        ? { ...verdict, uncertain: `${nameOf(this.scraped.native)} takes native histograms, of which this may be one` }
        : { ...verdict, remedy: `did you mean ${name}_bucket? Without it, it would be a native histogram` };
    this.names ??= [...this.view.recordings.keys(), ...this.scraped.names()];
    const near = guess(
      name,
      this.names.filter((each) => each[0] === name[0] && Math.abs(each.length - name.length) < 6),
    );
    return { ...verdict, ...(near !== undefined && { remedy: `did you mean ${near}?` }) };
  }

  /** Why a name that nobody is known to give may be there all the same. */
  private doubt(name: string): Pick<Verdict, "uncertain"> {
    // The names of recording rules have colons; exporters give none.
    if (name.includes(":") && this.view.recordings.size > 0) {
      const [uncertain] = this.scraped.outside;
      return uncertain === undefined ? {} : { uncertain };
    }
    if (this.scraped.isOwned(name)) return {};
    const [first, ...others] = isOfScrape(name) ? this.unfound : this.uncertain;
    if (first === undefined && this.view.targets.length > 0) return {};
    if (first === undefined) return { uncertain: "nothing that is scraped is among the objects" };
    return { uncertain: others.length === 0 ? first : `${first}; and ${others.length} more` };
  }

  /** Of matchers that leave none of the series of a name. */
  unmatched(name: string, matchers: readonly Matcher[], sources: readonly Source[]): Verdict {
    const worst = matchers.find((matcher) => sources.every(({ labelled }) => !canMatch(matcher, labelled)));
    const all = worst && sources.map(({ labelled }) => valuesOf(labelled, worst.label));
    const values = [...new Set(all?.flatMap((each) => (each === "open" ? [] : each)))].filter((each) => each !== "");
    if (worst?.label === "job" && worst.operator === "=" && this.scraped.jobs.has(worst.value))
      return {
        about: "value",
        value: `job="${worst.value}"`,
        what: `the job ${worst.value} finds no target`,
        remedy: "let its discovery and its relabelling find what it is for: no object is as they ask",
        ...this.doubt(name),
      };
    const near = worst && guess(worst.value, values);
    const labels = [...new Set(sources.flatMap(({ labelled }) => [...labelled.labels.keys()]))];
    const nearLabel = worst && values.length === 0 ? guess(worst.label, labels) : undefined;
    const remedy = near ?? nearLabel;
    return {
      about: "value",
      value: worst ? `${worst.label}${worst.operator}"${worst.value}"` : matchers.map(({ label }) => label).join(", "),
      what:
        worst === undefined
          ? `no series of ${name} matches all of these`
          : values.length === 0
            ? `${name} has no label ${worst.label}`
            : `${name} has no such ${worst.label}: it has ${values.slice(0, 6).join(", ")}`,
      ...(remedy !== undefined && { remedy: `did you mean ${remedy}?` }),
      ...(worst !== undefined && values.length === 0 && { lacks: [worst.label] }),
      ...this.doubt(name),
    };
  }
}
