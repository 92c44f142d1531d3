import type { Scene } from "./scene.ts";

/** What arrived, as people read it, without what differs from run to run. */
export function transcript(scene: Scene): string {
  const messages = ["incidents", "on-call"].map((receiver) => {
    const texts = scene
      .messages(receiver)
      .map(({ title, text, links, color, fallback }) =>
        [
          ...(fallback === undefined ? [] : [`(on a locked telephone) ${fallback}`]),
          title + (color === undefined ? "" : ` (${color})`),
          text.trim(),
          ...(color === undefined ? [] : Object.entries(links).map(([word, url]) => `[${word}] ${url}`)),
        ].join("\n"),
      );
    return [`=== ${receiver}`, ...texts.sort()];
  });
  const tickets = scene.tickets.all.map(({ summary, description, labels, status, history }) =>
    [`${summary} (${status}: ${history.join(", ")})`, labels.join(" "), description].join("\n"),
  );
  return withoutTimes([...messages.flat(), "=== tickets", ...tickets.sort(), ""].join("\n\n"));
}

const withoutTimes = (text: string): string =>
  text
    .replace(/\d+ [A-Z][a-z]{2} \d\d:\d\d UTC/g, "DAY TIME UTC")
    .replace(/<!date\^\d+\^/g, "<!date^SECONDS^")
    .replace(/ALERT\{\w+\}/g, "ALERT{HASH}");
