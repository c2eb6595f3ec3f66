import { readdirSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { inventoryOf } from "../plan/inventory";
import { renderPlan } from "../plan/render";
import { scenarios } from "../scenarios/registry";
import type { Scenario } from "../scenarios/scenario";
import { cellName, cells } from "./cells";
import { documented, documentedMonitors, documentedSlos } from "./documented";
import { monitorsPage } from "./monitorsPage";
import { rejected } from "./rejected";
import { runbookPage } from "./runbook";

/** A file that is checked in and follows from the code. */
export interface GeneratedFile {
    /** Relative to the project's folder. */
    readonly file: string;
    /** What it has to hold today. */
    readonly text: () => Promise<string>;
}

/** Files of one kind, all of which live in one folder or are one file. */
export interface GeneratedKind {
    /** The command that writes them. */
    readonly command: string;
    readonly files: readonly GeneratedFile[];
    /** The folder in which nothing else may lie; undefined: others may. */
    readonly folder?: string;
}

const project = join(__dirname, "..");

const inventories = "test/unit/program/inventory";

/** Where the inventory of a cell is checked in, relative to the project's folder. */
export function inventoryFile(name: string): string {
    return `${inventories}/${name}.txt`;
}

/** A runbook for each incident, and the page about the monitors. */
export const runbookKind: GeneratedKind = {
    command: "npm run update-runbooks",
    folder: "docs/runbooks",
    files: [
        ...Object.values(scenarios).map((scenario) => ({
            file: `docs/runbooks/${scenario.id}.md`,
            text: () => runbookText(scenario),
        })),
        { file: "docs/monitors.md", text: monitorsText },
    ],
};

/** The resources of every incident under every remediation, small enough to be read in a review. */
export const inventoryKind: GeneratedKind = {
    command: "npm run update-inventory",
    folder: inventories,
    files: cells.map((cell) => ({
        file: inventoryFile(cellName(cell)),
        text: async () => `${inventoryOf(await renderPlan({ ...cell })).join("\n")}\n`,
    })),
};

/** Where a generated file is on this machine. */
export function pathOf(file: string): string {
    return join(project, file);
}

/** What lies in the folder of a kind and belongs to nothing any more. */
export function leftovers({ folder, files }: GeneratedKind): readonly string[] {
    const known = new Set(files.map(({ file }) => file));
    return folder === undefined
        ? []
        : readdirSync(pathOf(folder))
              .map((name) => `${folder}/${name}`)
              .filter((file) => !known.has(file));
}

/** The runbook of an incident as it is checked in. */
export async function runbookText(
    scenario: Scenario,
    incidents: readonly Scenario[] = Object.values(scenarios),
): Promise<string> {
    return formatted(runbookPage(scenario, documentedMonitors(incidents), documented.namespace));
}

async function monitorsText(): Promise<string> {
    const all = documentedMonitors(Object.values(scenarios));
    return formatted(monitorsPage(all, documentedSlos, rejected));
}

async function formatted(page: string): Promise<string> {
    const options = await resolveConfig(pathOf("docs/monitors.md"));
    return format(page, { ...options, parser: "markdown" });
}
