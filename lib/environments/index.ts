import { development } from "./development.ts";
import type { Environment } from "./environment.ts";
import { production } from "./production.ts";
import { staging } from "./staging.ts";

/** Every environment that is rendered, each to its folder of `dist/`; a new one is added here. */
export const environments: readonly Environment[] = [development, staging, production];
