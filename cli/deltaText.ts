import colors from "picocolors";

import type { Delta, FieldChange } from "../plan/delta";
import { titleOf } from "../plan/inventory";
import type { PlannedResource } from "../plan/plan";
import { wrapped } from "../report/wrap";

/** Of an object that is added, so many fields tell what it is. */
const shownFields = 6;

/** Of a value that is a whole script or the like, the start tells enough. */
const shownLength = 60;

/**
 * A delta as people read it in a terminal of that width; colours only where there are any.
 * @param isFull with every field of what is added, and values as they are, however long
 */
export function deltaText(
    { added, changed, removed }: Delta,
    width: number,
    isFull: boolean,
): string {
    const shown = isFull ? whole : shortened;
    const lines = [
        ...added.flatMap((one) => [
            colors.green(`+ ${titleOf(one)}`),
            ...(isFull ? allFields(one) : fewFields(one)),
        ]),
        ...changed.flatMap(({ resource, changes }) => [
            colors.yellow(`~ ${titleOf(resource)}`),
            ...changes.map((change) => changeText(change, shown)),
        ]),
        ...removed.map((resource) => colors.red(`- ${titleOf(resource)}`)),
    ];
    return lines.length === 0
        ? "Nothing would change.\n"
        : `${lines.map((line) => (isFull ? line : withinWidth(line, width))).join("\n")}\n`;
}

function withinWidth(line: string, width: number): string {
    const further = "  ";
    return line.startsWith(indent)
        ? wrapped(line, width - further.length, indent).replaceAll("\n", `\n${further}`)
        : line;
}

const indent = "    ";

function allFields({ inputs }: PlannedResource): readonly string[] {
    return leavesOf(inputs).map(([path, value]) => `${indent}${path}: ${whole(value)}`);
}

/** What an object says beside its name and its labels. */
function fewFields({ inputs }: PlannedResource): readonly string[] {
    const all = leavesOf(inputs);
    const fields = all.filter(([path]) => !/^(apiVersion|kind)$|(^|\.)metadata\./.test(path));
    const few = fields.slice(0, shownFields);
    const more = all.length - few.length;
    return [
        ...few.map(([path, value]) => `${indent}${path}: ${shortened(value)}`),
        ...(more > 0 ? [`${indent}and ${more} more fields: --full shows them`] : []),
    ];
}

function leavesOf(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) =>
              leavesOf(inner, path === "" ? key : `${path}.${key}`),
          )
        : [[path, value]];
}

function changeText(
    { path, before, after }: FieldChange,
    shown: (value: unknown) => string,
): string {
    return `${indent}${path}: ${shown(before)} -> ${shown(after)}`;
}

function whole(value: unknown): string {
    return value === undefined ? "(not set)" : JSON.stringify(value);
}

function shortened(value: unknown): string {
    const text = whole(value);
    return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** One line that sums a delta up. */
export function deltaSummary({ added, changed, removed }: Delta): string {
    return `${added.length} to add, ${changed.length} to change, ${removed.length} to remove`;
}
