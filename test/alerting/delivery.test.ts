import { vi } from "vitest";
import { productionScenes } from "./delivery/production.ts";
import { failure } from "./delivery/scenes/failure.ts";
import { messages } from "./delivery/scenes/messages.ts";
import { suppression } from "./delivery/scenes/suppression.ts";

// Each scene has its own Alertmanager, and spends its time waiting.
vi.setConfig({ maxConcurrency: 20 });

const play = productionScenes();
messages(play);
suppression(play);
failure(play);
