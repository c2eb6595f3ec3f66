import colors from "picocolors";
import { table } from "table";

import type { Delta, FieldChange } from "../plan/delta";
import { titleOf } from "../plan/inventory";

/** A delta as people read it in a terminal; colours only where the terminal has them. */
export function deltaText({ added, changed, removed }: Delta): string {
    const lines = [
        ...added.map((resource) => [colors.green("+ add"), titleOf(resource), ""]),
        ...changed.map(({ resource, changes }) => [
            colors.yellow("~ change"),
            titleOf(resource),
            changes.map(changeText).join("\n"),
        ]),
        ...removed.map((resource) => [colors.red("- remove"), titleOf(resource), ""]),
    ];
    if (lines.length === 0) {
        return "Nothing would change.\n";
    }
    return table(lines, {
        columns: { 2: { width: 70, wrapWord: false } },
        drawHorizontalLine: (index, count) => index === 0 || index === count,
    });
}

/** The last two parts of a path tell enough: `limits.memory`. */
function changeText({ path, before, after }: FieldChange): string {
    const short = path.split(".").slice(-2).join(".");
    return `${short}: ${shown(before)} -> ${shown(after)}`;
}

function shown(value: unknown): string {
    return value === undefined ? "(not set)" : JSON.stringify(value);
}

/** One line that sums a delta up. */
export function deltaSummary({ added, changed, removed }: Delta): string {
    return `${added.length} to add, ${changed.length} to change, ${removed.length} to remove`;
}
