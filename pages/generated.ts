import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { deltaOf } from "../plan/delta";
import { deltaLines, inventoryOf } from "../plan/inventory";
import { renderPlan } from "../plan/render";
import { scenarios } from "../scenarios/registry";
import type { Scenario } from "../scenarios/scenario";
import { projectFolder } from "../tools/projectFolder";
import { cellName, cells } from "./cells";
import { documented, documentedMonitors, documentedSlos } from "./documented";
import { factsTable, overviewTable, reasons, withBlock } from "./incidentTables";
import { monitorsPage } from "./monitorsPage";
import { rejected } from "./rejected";
import { runbookPage } from "./runbook";
import { stackFileText } from "./stackFile";

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

const inventories = "test/unit/program/inventory";

/** Where the inventory of a cell is checked in, relative to the project's folder. */
export function inventoryFile(name: string): string {
    return `${inventories}/${name}.txt`;
}

/** Where what an incident changes is checked in, relative to the project's folder. */
export function deltaFile(incident: string): string {
    return `${inventories}/${incident}.delta.txt`;
}

/** A runbook and a stack file for each incident, and what other pages say of all of them. */
export const runbookKind: GeneratedKind = {
    command: "npm run update-runbooks",
    folder: "docs/runbooks",
    files: [
        ...Object.values(scenarios).map((scenario) => ({
            file: `docs/runbooks/${scenario.id}.md`,
            text: () => runbookText(scenario),
        })),
        ...Object.keys(scenarios).map((id) => {
            const file = `Pulumi.${id}.yaml`;
            return { file, text: () => Promise.resolve(stackFileText(id, pathOf(file))) };
        }),
        { file: "docs/monitors.md", text: monitorsText },
        { file: "docs/incidents.md", text: incidentsText },
        { file: "README.md", text: () => pageWith("README.md", { incidents: overviewTable }) },
    ],
};

/**
 * The resources of every incident under every remediation, and what each incident changes of the
 * healthy shop: small enough to be read in a review.
 */
export const inventoryKind: GeneratedKind = {
    command: "npm run update-inventory",
    folder: inventories,
    files: [
        ...cells.map((cell) => ({
            file: inventoryFile(cellName(cell)),
            text: async () => `${inventoryOf(await renderPlan({ ...cell })).join("\n")}\n`,
        })),
        ...Object.keys(scenarios).map((incident) => ({
            file: deltaFile(incident),
            text: async () => {
                const delta = deltaOf(await renderPlan({}), await renderPlan({ incident }));
                return `${deltaLines(delta).join("\n")}\n`;
            },
        })),
    ],
};

/** Where a generated file is on this machine. */
export function pathOf(file: string): string {
    return join(projectFolder, file);
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

function incidentsText(): Promise<string> {
    return pageWith("docs/incidents.md", { facts: factsTable, reasons });
}

/** A page that is written by hand, with its blocks as the records have them today. */
function pageWith(
    file: string,
    blocks: Readonly<Record<string, (incidents: readonly Scenario[]) => string>>,
): Promise<string> {
    const all = Object.values(scenarios);
    return formatted(
        Object.entries(blocks).reduce(
            (page, [name, text]) => withBlock(page, name, text(all)),
            readFileSync(pathOf(file), "utf8"),
        ),
    );
}

async function formatted(page: string): Promise<string> {
    const options = await resolveConfig(pathOf("docs/monitors.md"));
    return format(page, { ...options, parser: "markdown" });
}
