import { names } from "../../shop/names";
import type { MonitorRun } from "../../verdict/monitors/monitorRun";

/** Of composites, followed by the id of the incident that they name. */
const prefix = names.composite("");

/**
 * Which composite went off in which run, a line for each: a diagonal where every incident is named by
 * its own alone. Empty without several of them that were looked at in several runs.
 */
export function identityLines(
    runs: readonly MonitorRun[],
    signs: { readonly named: string; readonly silent: string },
): readonly string[] {
    const ids = [...new Set(runs.flatMap(({ rows }) => rows.map(({ monitor }) => monitor)))];
    const rowOf = ({ rows }: MonitorRun, id: string): MonitorRun["rows"][number] | undefined =>
        rows.find(({ monitor }) => monitor === id);
    const composites = ids.filter(
        (id) => id.startsWith(prefix) && runs.every((run) => rowOf(run, id) !== undefined),
    );
    if (composites.length < 2 || runs.length < 2) {
        return [];
    }
    const width = Math.max(...composites.map(({ length }) => length));
    const numbers = runs.map((_, index) => String(index + 1).padStart(3)).join("");
    return [
        "",
        "Which composite goes off in which run:",
        `${" ".repeat(width)}${numbers}`,
        ...composites.map((id) => {
            const marks = runs.map((run) => {
                const isNamed = rowOf(run, id)?.firstAlertAt !== undefined;
                return (isNamed ? signs.named : signs.silent).padStart(3);
            });
            return `${id.padEnd(width)}${marks.join("")}`;
        }),
        `Runs: ${runs.map(({ name }, index) => `${index + 1} ${name}`).join(", ")}`,
    ];
}
