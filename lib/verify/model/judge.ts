import type { SyntaxNode } from "@lezer/common";
import { shapeOf } from "../../promql/analysis.ts";
import { type Shape, ShapeFault } from "../../promql/shape.ts";
import { suggestion } from "../../suggestion.ts";
import type { World } from "../world.ts";
import { carried, narrowed } from "./carried.ts";
import type { Cluster } from "./cluster.ts";
import { type Matcher, parse, selectorAt } from "./expression.ts";
import { exactly, valuesOf } from "./relabelling.ts";
import { isOfScrape, ofTarget, Scraped } from "./series.ts";
import { anything, canMatch, fixedLabels, merged, type Selection, type Source, unclear } from "./source.ts";
import { either, type Values } from "./values.ts";
import type { View } from "./view.ts";
import { narrowness, windowOf } from "./windows.ts";

/** What kind of fault it is. */
export type About = ShapeFault["about"] | "syntax" | "series" | "value" | "window" | "narrow" | "shown";

/** A fault of an expression. */
export interface Verdict {
  readonly about: About;
  readonly value?: string;
  readonly what: string;
  readonly remedy?: string;
  readonly uncertain?: string;
}

/** What an expression gives, and what is wrong with it. */
export interface Judged {
  readonly shape: Shape;
  readonly verdicts: readonly Verdict[];
  /** Something that it asks for is not surely known. */
  readonly unsure: boolean;
}

/** Says of each expression what it gives and what is wrong with it, once. */
export class Judge {
  private readonly view: View;
  readonly scraped: Scraped;
  private readonly known = new Map<string, Judged>();
  private readonly sources = new Map<string, readonly Source[]>();
  private readonly selections = new Map<string, Selection>();
  private readonly open = new Set<string>();
  private names: readonly string[] | undefined;

  constructor(cluster: Cluster, world: World, view: View) {
    this.view = view;
    this.scraped = new Scraped(cluster, world, view.targets);
  }

  judged(expression: string): Judged {
    const known = this.known.get(expression) ?? this.judge(expression);
    this.known.set(expression, known);
    return known;
  }

  private judge(expression: string): Judged {
    const parsed = parse(expression);
    if (typeof parsed === "string")
      return {
        shape: { type: "unknown" },
        unsure: true,
        verdicts: [{ about: "syntax", value: expression.slice(0, 80), what: `it does not parse near "${parsed}"` }],
      };
    const verdicts: Verdict[] = [];
    const asked = new Set<string>();
    const shape = shapeOf(parsed.root, {
      text: expression,
      family: () => {
        throw new ShapeFault("a selector that is not read");
      },
      selector: (node) => this.select(node, expression, verdicts, asked),
      fault: ({ message, about }) => verdicts.push({ about, value: expression.slice(0, 80), what: message }),
    });
    const unsure =
      isUnsure(verdicts) || [...asked].some((name) => this.sourcesOf(name).some((each) => each.vague || each.unsure));
    return { shape, verdicts: verdicts.map((each) => doubted(each, unsure)), unsure };
  }

  private select(node: SyntaxNode, text: string, verdicts: Verdict[], asked: Set<string>): Shape {
    const { name, matchers } = selectorAt(node, text);
    if (name === undefined || /[$[]/.test(name)) return unclear(undefined, matchers);
    asked.add(name);
    const sources = this.sourcesOf(name);
    if (sources.length === 0) {
      verdicts.push(this.unknown(name));
      return unclear(name, matchers);
    }
    const selector = text.slice(node.from, node.to);
    const { left, shape } = this.selections.get(selector) ?? this.selection(selector, name, matchers);
    if (left.length === 0) {
      verdicts.push(this.unmatched(name, matchers, sources));
      return unclear(name, matchers);
    }
    const window = windowOf(node, text);
    const interval = Math.max(0, ...left.map(({ interval = 0 }) => interval));
    const verdict = window && interval > 0 ? narrowness(window, interval, name) : undefined;
    if (verdict) verdicts.push(verdict);
    return shape;
  }

  private selection(selector: string, name: string, matchers: readonly Matcher[]): Selection {
    const left = this.sourcesOf(name).filter(({ labelled }) =>
      matchers.every((matcher) => canMatch(matcher, labelled)),
    );
    const found = { left, shape: merged(name, left, matchers) };
    // While a name is open, what gives it is not yet known.
    if (this.open.size === 0) this.selections.set(selector, found);
    return found;
  }

  private sourcesOf(name: string): readonly Source[] {
    const known = this.sources.get(name);
    if (known !== undefined) return known;
    // A rule that asks for itself, over others perhaps, is open as long as it is looked at.
    if (this.open.has(name)) return [{ labelled: anything, kind: "unknown", key: [], vague: true }];
    this.open.add(name);
    const found = [...this.made(name), ...this.recorded(name), ...this.exported(name)];
    this.open.delete(name);
    this.sources.set(name, found);
    return found;
  }

  /** What Prometheus itself makes. */
  private made(name: string): readonly Source[] {
    if (isOfScrape(name))
      return this.view.targets.map((target) => ({
        labelled: ofTarget(target),
        kind: "gauge",
        key: ["instance", "job"],
        vague: false,
        interval: target.interval,
      }));
    if (name !== "ALERTS" && name !== "ALERTS_FOR_STATE") return [];
    const alerts = this.view.rules.flatMap(({ alert, labels }) => (alert === undefined ? [] : [{ alert, labels }]));
    return alerts.map(({ alert, labels }) => ({
      labelled: {
        labels: new Map<string, Values>([
          ...fixedLabels(labels),
          ["alertname", [alert]],
          ...(name === "ALERTS" ? [["alertstate", ["firing", "pending"]] as [string, Values]] : []),
        ]),
        rest: () => "open",
      },
      kind: "gauge",
      key: [],
      vague: true,
    }));
  }

  private recorded(name: string): readonly Source[] {
    return (this.view.recordings.get(name) ?? []).map(({ expr, labels }): Source => {
      const { shape, unsure } = this.judged(expr);
      if (shape.type === "scalar")
        return { labelled: exactly(new Map(fixedLabels(labels))), kind: "gauge", key: [], vague: false };
      if (shape.type !== "vector") return { labelled: anything, kind: "unknown", key: [], vague: true };
      const own = [...shape.labels].map((label): [string, Values] => [label, this.carried(expr, label)]);
      const known = new Map<string, Values>([...own, ...fixedLabels(labels)]);
      return {
        labelled: shape.more ? { labels: known, rest: () => "open" } : exactly(known),
        kind: shape.kind,
        key: [...shape.key],
        vague: shape.more === true,
        unsure,
      };
    });
  }

  /** What a label of a recorded series can be, as far as what it is made of tells. */
  private carried(expression: string, label: string): Values {
    const parsed = parse(expression);
    if (typeof parsed === "string") return "open";
    return carried(parsed.root, expression, label, (node) => {
      const { name, matchers } = selectorAt(node, expression);
      // While a name is open, what gives it is not yet known.
      if (name === undefined || this.open.has(name)) return "open";
      const sources = this.sourcesOf(name).filter(({ labelled }) => matchers.every((each) => canMatch(each, labelled)));
      if (sources.length === 0 || sources.some(({ vague, unsure }) => vague || unsure)) return "open";
      const values = sources.map(({ labelled }) => valuesOf(labelled, label)).reduce(either);
      const own = matchers.filter((each) => each.label === label);
      return narrowed(values, own);
    });
  }

  private exported(name: string): readonly Source[] {
    return this.scraped.named(name).answers.map(({ target, ...answer }) => ({ ...answer, interval: target.interval }));
  }

  private unknown(name: string): Verdict {
    const { gone } = this.scraped.named(name);
    if (gone.length > 0) return { about: "series", value: name, what: gone[0] ?? "" };
    const doubt = this.doubt(name);
    const verdict = {
      about: "series" as const,
      value: name,
      what: "no recording rule and no scraped exporter gives this series",
    };
    // To look for the near name among thousands takes time, and who is not sure gives no advice.
    if (doubt.uncertain !== undefined) return { ...verdict, ...doubt };
    if (this.scraped.named(`${name}_bucket`).answers.length > 0)
      return { ...verdict, remedy: `did you mean ${name}_bucket? Without it, it would be a native histogram` };
    this.names ??= [...this.view.recordings.keys(), ...this.scraped.names()];
    const near = suggestion(
      name,
      this.names.filter((each) => each[0] === name[0] && Math.abs(each.length - name.length) < 6),
    );
    return { ...verdict, ...(near !== undefined && { remedy: `did you mean ${near}?` }) };
  }

  /** Why a name that nobody is known to give may be there all the same. */
  private doubt(name: string): Pick<Verdict, "uncertain"> {
    // The names of recording rules have colons; exporters give none.
    if (name.includes(":") && this.view.recordings.size > 0) return {};
    if (this.scraped.owner(name) !== undefined) return {};
    const { vague, unfound } = this.scraped;
    const [first, ...others] = [...new Set(isOfScrape(name) ? unfound : [...vague, ...unfound])];
    if (first === undefined && this.view.targets.length > 0) return {};
    if (first === undefined) return { uncertain: "nothing that is scraped is among the objects" };
    return { uncertain: others.length === 0 ? first : `${first}; and ${others.length} more` };
  }

  private unmatched(name: string, matchers: readonly Matcher[], sources: readonly Source[]): Verdict {
    const worst = matchers.find((matcher) => sources.every(({ labelled }) => !canMatch(matcher, labelled)));
    const all = worst && sources.map(({ labelled }) => valuesOf(labelled, worst.label));
    const values = [...new Set(all?.flatMap((each) => (each === "open" ? [] : each)))].filter((each) => each !== "");
    const near = worst && suggestion(worst.value, values);
    const labels = [...new Set(sources.flatMap(({ labelled }) => [...labelled.labels.keys()]))];
    const nearLabel = worst && values.length === 0 ? suggestion(worst.label, labels) : undefined;
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
      ...this.doubt(name),
    };
  }
}

const isUnsure = (verdicts: readonly Verdict[]) =>
  verdicts.some(({ about }) => about === "series" || about === "value");

/** What depends on every label of every operand is not sure where one of them is not; labels of a whole cluster may come from outside. */
function doubted(verdict: Verdict, unsure: boolean): Verdict {
  const { about, what } = verdict;
  if (unsure && (about === "many-to-many" || about === "matching"))
    return { ...verdict, uncertain: "not all of its series are surely known" };
  if (about === "many-to-many" && /agree in [^;]*\bpod\b.* since instance tells/.test(what))
    return { ...verdict, uncertain: "a pod that is scraped at one port has one instance" };
  return about === "label" && /\bcluster\b/.test(what.split(",")[0] ?? "")
    ? { ...verdict, uncertain: "an external label may be added where several clusters meet" }
    : verdict;
}
