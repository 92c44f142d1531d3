import { shapeOf } from "../../../promql/analysis.ts";
import { type Shape, ShapeFault } from "../../../promql/shape.ts";
import type { Matcher, Selector } from "../../../promql/syntax/expression.ts";
import { syntaxOf } from "../../../promql/syntax/syntax.ts";
import { SyntaxFault } from "../../../promql/syntax/syntax-fault.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { faultOfPattern } from "../pattern.ts";
import { exactly, valuesOf } from "../scraping/relabelling.ts";
import { isOfScrape, Scraped } from "../scraping/series.ts";
import { anything, canMatch, fixedLabels, merged, type Selection, type Source, unclear } from "../scraping/source.ts";
import type { View } from "../scraping/view.ts";
import { carried, narrowed } from "./carried.ts";
import { contradictionIn } from "./contradiction.ts";
import { brief } from "./expression.ts";
import { Unanswered } from "./unanswered.ts";
import { either, type Values } from "./values.ts";
import type { Verdict } from "./verdict.ts";
import { narrowness, type Window, windowsIn } from "./windows.ts";

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
  private readonly unanswered: Unanswered;
  private readonly known = new Map<string, Judged>();
  private readonly sources = new Map<string, readonly Source[]>();
  private readonly selections = new Map<string, Selection>();
  private readonly open = new Set<string>();

  constructor(cluster: Cluster, world: World, view: View) {
    this.view = view;
    this.scraped = new Scraped(cluster, world, view.targets);
    this.unanswered = new Unanswered(view, this.scraped);
  }

  judged(expression: string): Judged {
    const known = this.known.get(expression) ?? this.judge(expression);
    this.known.set(expression, known);
    return known;
  }

  private judge(expression: string): Judged {
    const root = syntaxOf(expression);
    if (root instanceof SyntaxFault)
      return {
        shape: { type: "unknown" },
        unsure: true,
        verdicts: [{ about: "syntax", value: brief(expression), what: root.message }],
      };
    const verdicts: Verdict[] = [];
    const asked = new Set<string>();
    const shape = shapeOf(root, {
      family: () => {
        throw new ShapeFault("a selector that is not read");
      },
      selector: (selector) => this.select(selector, verdicts, asked),
      fault: (fault) => verdicts.push({ ...verdictOn(fault), value: brief(expression) }),
    });
    for (const window of windowsIn(root)) verdicts.push(...this.narrow(window));
    const unsure =
      isUnsure(verdicts) || [...asked].some((name) => this.sourcesOf(name).some((each) => each.vague || each.unsure));
    return { shape, verdicts: verdicts.map((each) => doubted(each, unsure)), unsure };
  }

  /** With what the operator adds, in place of what is written there. */
  private enforced(matchers: readonly Matcher[]): readonly Matcher[] {
    const { enforced } = this.view;
    return enforced ? [...matchers.filter(({ label }) => label !== enforced.label), enforced] : matchers;
  }

  private select({ name, matchers: written, selection }: Selector, verdicts: Verdict[], asked: Set<string>): Shape {
    const matchers = this.enforced(written);
    if (name === undefined || /[$[]/.test(name)) return unclear(undefined, matchers);
    asked.add(name);
    const refused = refusedIn(matchers);
    if (refused !== undefined) {
      verdicts.push(refused);
      return unclear(name, matchers);
    }
    const contradiction = contradictionIn(matchers);
    if (contradiction !== undefined) {
      verdicts.push({ about: "value", ...contradiction });
      return unclear(name, matchers);
    }
    const sources = this.sourcesOf(name);
    if (sources.length === 0) {
      verdicts.push(this.unanswered.unknown(name, matchers));
      return unclear(name, matchers);
    }
    const { left, shape } = this.selectionOf(selection, name, matchers);
    if (left.length === 0) {
      const { what, ...verdict } = this.unanswered.unmatched(name, matchers, sources);
      const by = this.view.enforced && `; the operator asks for ${this.view.enforced.text} in each selector`;
      verdicts.push({ ...verdict, what: `${what}${by ?? ""}` });
      return unclear(name, matchers);
    }
    return shape;
  }

  private narrow(window: Window): readonly Verdict[] {
    const { name, matchers, selection } = window.range.selector;
    if (name === undefined) return [];
    const { left } = this.selectionOf(selection, name, this.enforced(matchers));
    const verdict = narrowness(window, Math.max(0, ...left.map(({ interval = 0 }) => interval)), name);
    return verdict ? [verdict] : [];
  }

  private selectionOf(selector: string, name: string, matchers: readonly Matcher[]): Selection {
    const known = this.selections.get(selector);
    if (known !== undefined) return known;
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
        labelled: target.labels,
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
    const root = syntaxOf(expression);
    if (root instanceof SyntaxFault) return "open";
    return carried(root, label, ({ name, matchers }) => {
      if (name === undefined) return "open";
      const asked = this.enforced(matchers);
      const sources = this.sourcesOf(name).filter(({ labelled }) => asked.every((each) => canMatch(each, labelled)));
      if (sources.length === 0 || sources.some(({ vague, unsure }) => vague || unsure)) return "open";
      const values = sources.map(({ labelled }) => valuesOf(labelled, label)).reduce(either);
      const own = asked.filter((each) => each.label === label);
      return narrowed(values, own);
    });
  }

  private exported(name: string): readonly Source[] {
    return this.scraped.named(name).answers.map(({ target, ...answer }) => ({ ...answer, interval: target.interval }));
  }
}

/** A matcher with a pattern that Prometheus cannot compile; Grafana's variables may become anything. */
function refusedIn(matchers: readonly Matcher[]): Verdict | undefined {
  for (const { label, operator, value } of matchers) {
    const reason = operator.endsWith("~") && !/\$\{?\w|\[\[/.test(value) ? faultOfPattern(value) : undefined;
    if (reason !== undefined)
      return {
        about: "syntax",
        value: `${label}${operator}"${value}"`,
        what: `it is no regular expression: ${reason}`,
      };
  }
  return undefined;
}

const isUnsure = (verdicts: readonly Verdict[]) =>
  verdicts.some(({ about }) => about === "series" || about === "value");

/** A pod has one instance where one port of it is scraped. */
function verdictOn({ message, about, labels: { lacking = [], paired, apart } }: ShapeFault): Verdict {
  const verdict = { about, what: message, ...(lacking.length > 0 && { lacks: lacking }) };
  if (paired?.has("pod") && apart?.size === 1 && apart.has("instance"))
    return { ...verdict, uncertain: "a pod that is scraped at one port has one instance" };
  return verdict;
}

/** What depends on every label of every operand is not sure where one of them is not. */
const doubted = (verdict: Verdict, unsure: boolean): Verdict =>
  unsure && (verdict.about === "many-to-many" || verdict.about === "matching")
    ? { ...verdict, uncertain: "not all of its series are surely known" }
    : verdict;
