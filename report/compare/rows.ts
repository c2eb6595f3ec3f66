/** How a comparison's figures are written, in the terminal and on the page. */
import type { ComparedRow, Pair, SideValue } from "../../experiment/compare/compared";
import { armParts } from "../../rehearsal/armId";
import { fixTitle } from "../arms/armTitle";
import { differenceText, nothing, spreadText } from "../figureText";
import type { FigureKind } from "../model";
import { runFigures } from "../arms/figures";

export interface WrittenRow {
    readonly label: string;
    readonly first: string;
    readonly second: string;
    readonly difference: string;
    readonly interval: string;
    readonly effect: ComparedRow["effect"];
}

/** In the order of all reports; figures that no report shows are left out. */
export function writtenRows({ rows }: Pair): readonly WrittenRow[] {
    return runFigures.flatMap(({ id, label, kind }) => {
        const row = rows.find(({ figure }) => figure === id);
        return row === undefined ? [] : [writtenRow(label, kind, row)];
    });
}

function writtenRow(label: string, kind: FigureKind, row: ComparedRow): WrittenRow {
    const { difference, effect } = row;
    const { mean, low = null, high = null } = difference ?? {};
    return {
        ...{ label, effect, first: sideText(kind, row.first), second: sideText(kind, row.second) },
        difference: mean === undefined ? nothing : differenceText(kind, mean),
        interval:
            low === null || high === null
                ? ""
                : `${differenceText(kind, low)} to ${differenceText(kind, high)}`,
    };
}

function sideText(kind: FigureKind, { median, values }: SideValue): string {
    const known = values.filter((value) => value !== null);
    return median === null ? "not reached" : spreadText(kind, median, known);
}

/** `no fix`, `hpa beside limits`. */
export function pairTitle({ first, second }: Pair): string {
    const [one = "", other = ""] = [first, second].map(([run]) => run?.arm);
    return one === other
        ? fixTitle(one)
        : [one, other].map((arm) => `${fixTitle(arm)}${momentOf(arm)}`).join(" beside ");
}

function momentOf(arm: string): string {
    const { moment = "before" } = armParts(arm);
    return moment === "before" ? "" : ` (${moment})`;
}
