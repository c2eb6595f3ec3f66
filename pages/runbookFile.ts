import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { monitors } from "../components/observability/catalogue/catalogue";
import type { Monitor } from "../components/observability/catalogue/definition";
import { rejected } from "./rejected";
import { slos } from "../components/observability/catalogue/slos";
import { monitorsPage } from "./monitorsPage";
import { runbookPage } from "./runbook";
import { scenarios } from "../scenarios/registry";
import type { Scenario } from "../scenarios/scenario";

/** Where the runbook of an incident is checked in. */
export function runbookFile(incident: string): string {
    return join(__dirname, "..", "docs", "runbooks", `${incident}.md`);
}

/** The stack as it is by default. */
const documented = {
    namespace: "sock-shop",
    env: "dev",
    latencySource: "openmetrics",
    containers: 15,
} as const;

/** The monitors that watch for these incidents, as the stack has them by default. */
export function documentedMonitors(incidents: readonly Scenario[]): readonly Monitor[] {
    return monitors(documented, incidents);
}

/** The page as it is checked in. */
export async function runbookText(
    scenario: Scenario,
    incidents: readonly Scenario[] = Object.values(scenarios),
): Promise<string> {
    return formatted(runbookPage(scenario, documentedMonitors(incidents), documented.namespace));
}

/** Where the page about the monitors is checked in. */
export const monitorsFile = join(__dirname, "..", "docs", "monitors.md");

/** The page about the monitors as it is checked in. */
export async function monitorsText(): Promise<string> {
    const all = documentedMonitors(Object.values(scenarios));
    return formatted(monitorsPage(all, slos(documented), rejected));
}

async function formatted(page: string): Promise<string> {
    return format(page, { ...(await resolveConfig(monitorsFile)), parser: "markdown" });
}
