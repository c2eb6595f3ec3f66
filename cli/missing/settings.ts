import { readFileSync } from "node:fs";
import { join } from "node:path";

import { declaredKeys, defaultValues } from "../../components/settings/declaration";
import { parseSettings } from "../../components/settings/parse";
import { remediationNames } from "../../scenarios/remediation";
import type { ScenarioRegistry } from "../../scenarios/registry";
import { projectFolder } from "../../tools/projectFolder";
import type { Missing } from "./incident";

const page = "docs/settings.md";
const declarations = "Pulumi.yaml";

/** What is missing of a setting: its declaration, its reader, its default, its row of the page. */
export function missingOfSettings(registry: ScenarioRegistry): readonly Missing[] {
    const read = keysRead(registry);
    const declared = Object.keys(declaredKeys);
    const text = readFileSync(join(projectFolder, page), "utf8");
    const rows = new Map(
        [...text.matchAll(/^\| (\w+) +\|(.*)$/gm)].map(([, key = "", row = ""]) => [key, row]),
    );
    const allowed = (key: string, values: readonly string[]): readonly Missing[] =>
        values
            .filter((value) => !(rows.get(key) ?? "").includes(value))
            .map((value) => ({ where: page, what: `the row of ${key} lacks ${value}` }));
    return [
        ...declared
            .filter((key) => !read.has(key))
            .map((key) => ({
                where: "components/settings/parse.ts",
                what: `nothing reads "${key}", which ${declarations} declares`,
            })),
        ...[...read]
            .filter((key) => !declared.includes(key))
            .map((key) => ({
                where: declarations,
                what: `"${key}" is read but not declared: give it default and description`,
            })),
        ...Object.entries(declaredKeys)
            .filter(([, { description }]) => description.length <= 10)
            .map(([key]) => ({ where: declarations, what: `"${key}" has no description` })),
        ...declared
            .filter((key) => key !== "incident" && !rows.has(key))
            .map((key) => ({ where: page, what: `there is no row for ${key}` })),
        ...[...rows.keys()]
            .filter((key) => key !== "key" && !declared.includes(key))
            .map((key) => ({ where: page, what: `${key} is none of the settings any more` })),
        ...parseSettings({}, registry).problems.map(({ key, why }) => ({
            where: declarations,
            what: `the default of ${key}: ${why}`,
        })),
        ...allowed("remediation", remediationNames),
    ];
}

/** Every key that some incident, or none, has the program ask for. */
function keysRead(registry: ScenarioRegistry): ReadonlySet<string> {
    const read = new Set<string>();
    for (const incident of ["none", ...Object.keys(registry)]) {
        const values = { ...defaultValues, incident };
        const noted = new Proxy<Record<string, string>>(values, {
            get: (target, key: string) => {
                read.add(key);
                return target[key];
            },
        });
        parseSettings(noted, registry);
    }
    return read;
}
