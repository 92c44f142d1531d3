import type { Found } from "../../rule.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { nameOf } from "../manifest.ts";
import { type Selector, selectorText } from "../selector.ts";
import { fields, type Selected, selectingOf, selectionOf, selectorsOf } from "./selection.ts";

const text = (selector: Selector | undefined, absent: string) =>
  selector === undefined ? absent : `selects ${selectorText(selector)}`;

/** The objects of a kind that nobody selects, each with the nearest reason. */
export function* unselected(
  cluster: Cluster,
  { complete }: World,
  kind: Selected["kind"],
  who: string,
): Generator<Found> {
  const selecting = selectingOf(cluster, kind);
  for (const object of cluster.all(kind) as readonly Selected[]) {
    const { by, perhaps, not } = selectionOf(cluster, object);
    if (by.length > 0) continue;
    if (selecting.length === 0) {
      const reason = complete ? {} : { uncertain: `no ${who} is among the objects` };
      yield { object, field: "", what: `there is no ${who} that could select it`, ...reason };
      continue;
    }
    if (perhaps[0] !== undefined) {
      const uncertain = `the labels of namespace ${object.namespace} are not among the objects`;
      yield {
        object,
        field: "metadata.namespace",
        value: object.namespace ?? "",
        what: `${nameOf(perhaps[0])} selects namespaces by labels that no object gives to this one`,
        ...(!complete && { uncertain }),
      };
      continue;
    }
    // Whoever selects its labels is the nearest to selecting it.
    const nearest = not.find(({ field }) => field === "namespace") ?? not[0];
    if (nearest === undefined) continue;
    const { objects, namespaces } = selectorsOf(nearest.who, kind);
    const name = fields[kind];
    yield nearest.field === "namespace"
      ? {
          object,
          field: "metadata.namespace",
          value: object.namespace ?? "",
          what: `${nameOf(nearest.who)} does not look there: its ${name}NamespaceSelector ${text(namespaces, "is absent, which means its own namespace")}`,
          remedy: `label the namespace, move the object, or set spec.${name}NamespaceSelector`,
        }
      : {
          object,
          field: "metadata.labels",
          value: selectorText({ matchLabels: object.labels }).replace(/^everything$/, "none"),
          what: `${nameOf(nearest.who)} does not select these labels: its ${name}Selector ${text(objects, "is absent, which means nothing")}`,
          remedy:
            objects === undefined
              ? `set spec.${name}Selector, {} for everything`
              : `add the labels ${selectorText(objects)}`,
        };
  }
}
