import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StandIn } from "./stand-in.js";

const standIn = new StandIn(() => ({ status: 200, body: "ok" }));

beforeEach(() => standIn.open());
afterEach(() => standIn.close());

test("takes a request", async () => {
  const response = await fetch(`${standIn.url}/hook`, { method: "POST", body: '{"a":1}' });

  expect(response.status).toBe(200);
  expect(standIn.taken.map(({ path, body }) => ({ path, body }))).toEqual([{ path: "/hook", body: { a: 1 } }]);
});

test("a sender that goes away in the middle of a request has sent nothing", async () => {
  const before = standIn.taken.length;
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(standIn.url).port), "127.0.0.1", () => {
      socket.write('POST /hook HTTP/1.1\r\nhost: stand-in\r\ncontent-length: 100\r\n\r\n{"a":', () => {
        socket.resetAndDestroy();
      });
    });
    socket.once("close", () => resolve());
  });
  await fetch(`${standIn.url}/after`);

  expect(standIn.taken.slice(before).map(({ path }) => path)).toEqual(["/after"]);
});
