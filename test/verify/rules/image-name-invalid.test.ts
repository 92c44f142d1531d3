import { expect, it } from "vitest";
import { imageNameInvalid } from "../../../lib/verify/rules/image-name-invalid.ts";
import { said } from "../given.ts";
import { pod } from "./table.ts";

const judged = (image: string) =>
  said(imageNameInvalid, pod(`containers: [{ name: web, image: ${JSON.stringify(image)} }]`), { complete: true });

const digits = "0123456789abcdef".repeat(4);

it.each([
  "web",
  "shop/web:1.2",
  "localhost/web",
  "Registry.example:5000/shop/web_server--x.y__z:v1_2-3",
  // An upper-case first part is a host.
  "Shop/web",
  "[::1]:5000/web",
  `web@sha256:${digits}`,
  `web:1@sha512:${digits}${digits}`,
])("takes %s", (image) => expect(judged(image)).toEqual([]));

it.each([
  ["Web:1", "Web is not in lower case"],
  ["registry.example/Shop/web:1", "Shop is not in lower case"],
  ["https://registry.example/web:1", "it is an address: a name has no scheme"],
  ["web:1 ", "a space stands before or after it, which the API server refuses"],
  ["web:", "its tag is empty"],
  ["web:1+2", "1+2 is no tag"],
  [`web:${"1".repeat(129)}`, `${"1".repeat(129)} is no tag`],
  [":1.2", "a part of its name is empty"],
  ["registry.example//web", "a part of its name is empty"],
  ["-registry.example/web", "-registry.example is no host"],
  ["shop/web-", "web- is no part of a name"],
  ["we b", "we b is no part of a name"],
  [`web@sha256:${digits.slice(1)}`, "its digest has 63 digits, and sha256 has 64"],
  [`web@sha256:${digits.toUpperCase()}`, `sha256:${digits.toUpperCase()} is no digest`],
  ["web@latest", "latest is no digest"],
  [`web@md5:${digits.slice(32)}`, `md5:${digits.slice(32)} is no digest`],
  [digits, "it is taken for the digits of a digest"],
  [`${"a/".repeat(130)}b`, "its name has 261 characters, and may have 255"],
])("refuses %s", (image, what) =>
  expect(judged(image)).toEqual([`Pod web | spec.containers[0].image | ${image} | ${what}`]),
);

it.each([
  ...["${IMAGE}", "$(IMAGE):1", "ko://example.com/web", "IMAGE", "{{ .Values.image }}"],
  ...["gcr.io/MY_PROJECT/web:1", "YOUR_NAME/web:1", "registry.example/web@sha256:REPLACE_WITH_DIGEST"],
])("doubts what somebody exchanges: %s", (image) =>
  expect(judged(image).join()).toMatch(/^\(Pod web .*somebody may put an image in its place/),
);
