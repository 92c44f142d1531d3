import { type Breakage, type Breaker, type MutableObject, named } from "./fault.ts";

const asksFor = (rule: MutableObject, record: string | undefined) =>
  record !== undefined && new RegExp(`(?<![\\w:])${record}(?![\\w:])`).test(rule.expr);

const groupsOf = (objects: readonly MutableObject[]): { object: MutableObject; rules: MutableObject[] }[] =>
  objects
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap((object) => object.spec.groups.map(({ rules }: MutableObject) => ({ object, rules })));

/** Two recording rules of one group, in the other order. */
const reordered: Breaker = (objects) =>
  groupsOf(objects).flatMap(({ object, rules }) =>
    rules.flatMap((rule: MutableObject, index: number): Breakage[] => {
      const { record } = rule;
      const asking = rules.findIndex((other: MutableObject) => asksFor(other, record) && !asksFor(rule, other.record));
      if (record === undefined || asking <= index) return [];
      return [
        {
          rule: "recording-order",
          what: `records ${record} last`,
          object: named(object),
          apply: () => rules.push(...rules.splice(index, 1)),
        },
      ];
    }),
  );

/** A recording rule that stands in its group twice. */
const recordedTwice: Breaker = (objects) =>
  groupsOf(objects).flatMap(({ object, rules }) =>
    rules
      .filter(({ record }) => record !== undefined)
      .map((rule) => ({
        rule: "recording-twice",
        what: `records ${rule.record} twice`,
        object: named(object),
        apply: () => rules.push({ ...rule }),
      })),
  );

/** A recording rule that asks for one which is computed from it. */
const circle: Breaker = (objects) =>
  groupsOf(objects).flatMap(({ object, rules }) =>
    rules.flatMap((rule): Breakage[] => {
      const asking = rules.find((other) => other !== rule && other.record !== undefined && asksFor(other, rule.record));
      if (asking === undefined) return [];
      return [
        {
          rule: "recording-cycle",
          what: `computes ${rule.record} from ${asking.record}, too`,
          object: named(object),
          apply: () => {
            rule.expr = `(${rule.expr}) or ${asking.record}`;
          },
        },
      ];
    }),
  );

/** A group or a rule that Prometheus does not load. */
const refused: Breaker = (objects) =>
  groupsOf(objects)
    .filter(({ rules, object }) => object.spec.groups[0].rules === rules)
    .flatMap(({ object, rules }) => {
      const broken = (what: string, apply: () => void): Breakage => ({
        rule: "rule-refused",
        what,
        object: named(object),
        apply,
      });
      return [
        broken("writes a group twice", () => void object.spec.groups.push(structuredClone(object.spec.groups[0]))),
        broken("takes a rule's name", () => {
          delete rules[0].alert;
          delete rules[0].record;
        }),
        broken("records and waits", () => void rules.push({ record: "a:b", expr: "sum(up)", for: "5m" })),
      ];
    });

/** All places where a group of rules can be broken. */
export const ruleGroupsFaults: Breaker = (objects) =>
  [reordered, recordedTwice, circle, refused].flatMap((breaker) => breaker(objects));
