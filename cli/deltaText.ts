import colors from "picocolors";

import type { Delta, FieldChange } from "../plan/delta";
import { titleOf } from "../plan/inventory";
import type { PlannedResource } from "../plan/plan";
import { wrapped } from "../report/wrap";

/** Of an object that is added, so many fields tell what it is; `--json` has all of them. */
const shownFields = 6;

/** Of a value that is a whole script or the like, the start tells enough. */
const shownLength = 60;

/** A delta as people read it in a terminal of that width; colours only where there are any. */
export function deltaText({ added, changed, removed }: Delta, width: number): string {
    const lines = [
        ...added.flatMap((one) => [colors.green(`+ ${titleOf(one)}`), ...fieldLines(one)]),
        ...changed.flatMap(({ resource, changes }) => [
            colors.yellow(`~ ${titleOf(resource)}`),
            ...changes.map(changeText),
        ]),
        ...removed.map((resource) => colors.red(`- ${titleOf(resource)}`)),
    ];
    return lines.length === 0
        ? "Nothing would change.\n"
        : `${lines.map((line) => withinWidth(line, width)).join("\n")}\n`;
}

function withinWidth(line: string, width: number): string {
    return line.startsWith(indent) ? wrapped(line, width, indent) : line;
}

const indent = "    ";

/** What an object says beside its name. */
function fieldLines({ inputs }: PlannedResource): readonly string[] {
    const fields = leavesOf(inputs).filter(([path]) => !/^(apiVersion|kind|metadata\.)/.test(path));
    const more = fields.length - shownFields;
    return [
        ...fields
            .slice(0, shownFields)
            .map(([path, value]) => `${indent}${shortPath(path)}: ${shown(value)}`),
        ...(more > 0 ? [`${indent}and ${more} more fields`] : []),
    ];
}

function leavesOf(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) =>
              leavesOf(inner, path === "" ? key : `${path}.${key}`),
          )
        : [[path, value]];
}

function changeText({ path, before, after }: FieldChange): string {
    return `${indent}${shortPath(path)}: ${shown(before)} -> ${shown(after)}`;
}

/** The last two parts of a path tell enough: `limits.memory`. */
function shortPath(path: string): string {
    return path.split(".").slice(-2).join(".");
}

function shown(value: unknown): string {
    const text = value === undefined ? "(not set)" : JSON.stringify(value);
    return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** One line that sums a delta up. */
export function deltaSummary({ added, changed, removed }: Delta): string {
    return `${added.length} to add, ${changed.length} to change, ${removed.length} to remove`;
}
