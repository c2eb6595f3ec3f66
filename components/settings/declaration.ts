import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

interface DeclaredKey {
    readonly type?: "string";
    readonly default: unknown;
    readonly description: string;
}

interface ProjectFile {
    readonly name: string;
    readonly config: Readonly<Record<string, DeclaredKey>>;
}

const projectFile = parse(
    readFileSync(join(__dirname, "..", "..", "Pulumi.yaml"), "utf8"),
) as ProjectFile;

export const projectName = projectFile.name;

/** Every key of the stack with its type and default: Pulumi.yaml is the only place for both. */
export const declaredKeys = projectFile.config;

/** The defaults as the engine hands them over: text, and JSON for lists and objects. */
export const defaultValues: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(declaredKeys).map(([key, { default: value }]) => [key, asText(value)]),
);

function asText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}
