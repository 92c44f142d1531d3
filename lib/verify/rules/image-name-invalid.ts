import { type Image, imagesIn } from "../model/pods/images.ts";
import type { Rule } from "../rule.ts";

/** An image that cannot be asked for. */
export const imageNameInvalid: Rule = {
  id: "image-name-invalid",
  topic: "objects",
  severity: "error",
  sentence: "An image is written as a registry and a container runtime understand it.",
  why: "The kubelet cannot pull it: the pods wait with InvalidImageName.",
  remedy: "write it as REGISTRY/NAME:TAG@sha256:..., its name in lower case",
  *check(cluster) {
    for (const { image, at } of imagesIn(cluster)) {
      const what = faultOf(at.value, image);
      if (what !== undefined)
        yield { ...at, what, ...(isPlaceholder(at.value) && { uncertain: "somebody may put an image in its place" }) };
    }
  },
};

/** What kustomize, envsubst, Helm, ko or somebody's script exchange; no image holds any of it, while other values may. */
const isPlaceholder = (text: string) =>
  /\$|\{\{|^ko:|^[A-Z_]+$|(?:^[a-z].*[/:@]|^)[A-Z]+_[A-Z_]*[A-Z](?:[/:@]|$)/.test(text);

const host = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d+)?$/i;
const path = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** Source: the grammar and the normalization in github.com/distribution/reference, by which the kubelet reads names. */
function faultOf(text: string, { name, tag, digest }: Image): string | undefined {
  if (text.trim() !== text) return "a space stands before or after it, which the API server refuses";
  if (/^[a-z]+:\/\//.test(text)) return "it is an address: a name has no scheme";
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return tag === "" ? "its tag is empty" : `${tag} is no tag`;
  const fault = digest === undefined ? undefined : digestFault(digest);
  if (fault !== undefined) return fault;
  const [first = "", ...rest] = name.split("/");
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase());
  const wrong = (hasHost ? rest : [first, ...rest]).find((part) => !path.test(part));
  if (hasHost && !host.test(first)) return `${first} is no host`;
  if (wrong === "") return "a part of its name is empty";
  if (wrong !== undefined && path.test(wrong.toLowerCase())) return `${wrong} is not in lower case`;
  if (wrong !== undefined) return `${wrong} is no part of a name`;
  if (/^[a-f0-9]{64}$/.test(text)) return "it is taken for the digits of a digest";
  if (name.length > 255) return `its name has ${name.length} characters, and may have 255`;
  return undefined;
}

/** Hexadecimal digits of what the kubelet knows. */
const digits: ReadonlyMap<string, number> = new Map([
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128],
]);

function digestFault(digest: string): string | undefined {
  const [, algorithm = "", hexadecimal = ""] = /^(\w+):([a-f0-9]+)$/.exec(digest) ?? [];
  const due = digits.get(algorithm);
  if (due === undefined) return `${digest} is no digest`;
  return hexadecimal.length === due
    ? undefined
    : `its digest has ${hexadecimal.length} digits, and ${algorithm} has ${due}`;
}
