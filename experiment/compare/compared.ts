/** Two folders of evidence side by side. */
import { resolve } from "node:path";

import type { Evidence } from "../../evidence/evidence";
import { EvidenceError } from "../../evidence/files";
import { medianOrNull } from "../../verdict/chance";
import { betterWay, type ComparedFigure, comparedFigures } from "../../verdict/compare";
import { type Interval, welchInterval } from "../../verdict/student";
import type { Side, SideRun } from "./side";

/** What one side's runs of an arm say of a figure. */
export interface SideValue {
    /** Null: not reached in most of the runs. */
    readonly median: number | null;
    /** Of each run. */
    readonly values: readonly (number | null)[];
}

export interface ComparedRow {
    readonly figure: ComparedFigure;
    readonly first: SideValue;
    readonly second: SideValue;
    /** Second less first, with its 95 % interval; null: a run did not come to it. */
    readonly difference: Interval | null;
    /** Of the second beside the first; unclear: it may be chance. */
    readonly effect: "better" | "worse" | "unclear";
}

/** An arm of one side beside one of the other. */
export interface Pair {
    readonly first: readonly SideRun[];
    readonly second: readonly SideRun[];
    readonly rows: readonly ComparedRow[];
}

export interface Compared {
    readonly folders: readonly [first: string, second: string];
    readonly origins: readonly Evidence["origin"][];
    /** What else differs, and what was left out: a sentence each. */
    readonly notes: readonly string[];
    readonly pairs: readonly Pair[];
}

/** Throws an EvidenceError, with why, where there is nothing that could be set side by side. */
export function compareSides(first: Side, second: Side): Compared {
    if (resolve(first.folder) === resolve(second.folder)) {
        throw new EvidenceError(`${first.folder}: that is the same folder twice.`);
    }
    const pairs = pairsOf(first, second);
    const all = [...first.runs, ...second.runs];
    return {
        folders: [first.folder, second.folder],
        origins: [...new Set(all.map(({ evidence }) => evidence.origin))],
        notes: notesOn(first, second, pairs),
        pairs,
    };
}

const armsOf = ({ runs }: Side): readonly string[] => [...new Set(runs.map(({ arm }) => arm))];

function pairsOf(first: Side, second: Side): readonly Pair[] {
    const [one, other] = [armsOf(first), armsOf(second)];
    // Of two single arms it is clear which is meant, whatever they are called.
    const isClear = one.length === 1 && other.length === 1;
    const common = isClear ? one : one.filter((arm) => other.includes(arm));
    if (common.length === 0) {
        throw new EvidenceError(
            `${first.folder} and ${second.folder} have no fix in common: ${one.join(" | ")} beside ` +
                `${other.join(" | ")}. Name the folder of one arm on each side.`,
        );
    }
    return common.map((arm) => {
        const own = first.runs.filter((run) => run.arm === arm);
        const others = isClear ? second.runs : second.runs.filter((run) => run.arm === arm);
        return {
            ...{ first: own, second: others },
            rows: comparedFigures
                .map((figure) => rowOf(figure, own, others))
                .filter((row) => row.first.median !== null || row.second.median !== null),
        };
    });
}

function rowOf(
    figure: ComparedFigure,
    first: readonly SideRun[],
    second: readonly SideRun[],
): ComparedRow {
    const [one, other] = [valueOf(figure, first), valueOf(figure, second)];
    const [values, others] = [one, other].map((side) =>
        side.values.filter((value) => value !== null),
    ) as [number[], number[]];
    const isWhole = values.length === first.length && others.length === second.length;
    const difference = isWhole ? welchInterval(values, others) : null;
    return { figure, first: one, second: other, difference, effect: effectOf(figure, difference) };
}

function valueOf(figure: ComparedFigure, runs: readonly SideRun[]): SideValue {
    const values = runs.map(({ figures }) => figures[figure]);
    return { median: medianOrNull(values), values };
}

function effectOf(figure: ComparedFigure, difference: Interval | null): ComparedRow["effect"] {
    const { low = null, high = null } = difference ?? {};
    const way = betterWay[figure];
    if (low === null || high === null || way === undefined || (low <= 0 && high >= 0)) {
        return "unclear";
    }
    return high < 0 === (way === "lower") ? "better" : "worse";
}

/** What one must know before one believes a difference. */
function notesOn(first: Side, second: Side, pairs: readonly Pair[]): readonly string[] {
    const facts: readonly (readonly [what: string, of: (evidence: Evidence) => string])[] = [
        ["incident", ({ run }) => run.incident],
        ["origin", ({ origin }) => origin],
        ["fix", ({ run }) => run.remediation],
        ["moment of the fix", ({ run }) => run.fixAt ?? "before"],
        ["settings", ({ run }) => settingsText(run.settings)],
        ["host speed", ({ run }) => run.hostSpeed ?? "its own"],
        ["CPUs of the node", ({ run }) => String(run.nodeCpus ?? "its own")],
    ];
    const different = facts.flatMap(([what, of]) => {
        const [one, other] = [first, second].map(({ runs }) =>
            [...new Set(runs.map(({ evidence }) => of(evidence)))].sort().join(", "),
        );
        const isFix = what === "fix" && pairs.length > 1;
        return one === other || isFix ? [] : [`Different ${what}: ${one} beside ${other}.`];
    });
    const paired = new Set(pairs.flatMap((pair) => [...pair.first, ...pair.second]));
    const alone = [first, second].flatMap(({ folder, runs }) => {
        const arms = new Set(runs.filter((run) => !paired.has(run)).map(({ arm }) => arm));
        return arms.size === 0 ? [] : [`Only in ${folder}: ${[...arms].join(", ")}.`];
    });
    const leftOut = [first, second].flatMap(({ folder, leftOut: names }) =>
        names.map((name) => `Left out of ${folder}: ${name}.`),
    );
    const few = pairs.some((pair) => pair.first.length < 2 || pair.second.length < 2);
    return [
        ...[...different, ...alone, ...leftOut],
        ...(few ? ["One run on a side: a difference may be chance, and has no interval."] : []),
    ];
}

function settingsText(settings: Readonly<Record<string, string>>): string {
    const texts = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    return texts.length === 0 ? "the defaults" : texts.sort().join(" ");
}
