import { existsSync, readFileSync } from "node:fs";

import { parse } from "yaml";

import { projectName } from "../components/settings/declaration";

/** The settings that make a stack file that of an incident, on top of the shop in dev. */
function wanted(incident: string): Readonly<Record<string, string>> {
    return { [`${projectName}:incident`]: incident, [`${projectName}:baseStack`]: "dev" };
}

/** A stack file for an incident's own stack: as it is there, if it is one, with all that was set. */
export function stackFileText(incident: string, path: string): string {
    const there = existsSync(path) ? readFileSync(path, "utf8") : "";
    const { config } = (parse(there) ?? {}) as { config?: Readonly<Record<string, unknown>> };
    const settings = Object.entries(wanted(incident));
    if (settings.every(([key, value]) => config?.[key] === value)) {
        return there;
    }
    return [
        `# The incident's own stack: pulumi up -s ${incident} injects, pulumi destroy -s ${incident} recovers.`,
        "config:",
        ...settings.map(([key, value]) => `    ${key}: ${value}`),
        "",
    ].join("\n");
}
