import type pico from "picocolors";

import { directionOf, nothing, spreadText, valueText } from "../figureText";
import { judgeArm, judgementText, leadFigure } from "../judgement";
import type { Arm, Figure, ReportBody } from "../model";
import { elapsed } from "../numbers";

export type Colours = ReturnType<typeof pico.createColors>;

/** A column of the terminal's table of fixes. */
export interface ArmsColumn {
    readonly head: string;
    /** Of the arm of a row; the arm without a fix is in every group. */
    readonly text: (arm: Arm, colours: Colours) => string;
}

/**
 * The figure that the incident is about, from when the fix is there; with `hasSpread` how far the
 * seeds lie apart. `sample` is one of the fixes below it.
 */
export function leadColumn(
    model: ReportBody,
    sample: Arm | undefined,
    hasSpread: boolean,
): ArmsColumn {
    const figure = leadFigure(model);
    const isLater = (sample?.fix?.atSeconds ?? 0) > 0;
    const isState = model.lead === "unshippedOrders";
    const when = isState ? "at the end" : isLater ? "from then on" : "in all";
    return {
        head: `${leadHeads[model.lead]}\n${when}`,
        text: ({ fix, id }) => {
            const { kind, cells } = figure;
            if (fix === undefined) {
                // The same figure as beside it: over the same time, and of the same kind.
                const isOther = isLater || model.lead === "p95Ms";
                const value = isOther ? sample?.fix?.without : cells[id]?.value;
                return valueText(kind, value);
            }
            const values = fix.seeds.map(({ value }) => value);
            return hasSpread ? spreadText(kind, fix.value, values) : valueText(kind, fix.value);
        },
    };
}

/** The figure that fixes are judged by, in a word or two. */
export const leadHeads: Readonly<Record<ReportBody["lead"], string>> = {
    requestFailureRatio: "failed",
    orderFailureRatio: "orders failed",
    unshippedOrders: "unshipped",
    p95Ms: "p95, mostly",
};

export const servedWell: ArmsColumn = {
    head: "served\nwell after",
    text: ({ fix }) => {
        if (fix === undefined) {
            return "";
        }
        const { servedWellSeconds, servedWellSeeds, seeds, atSeconds } = fix;
        if (atSeconds === undefined) {
            return nothing;
        }
        if (servedWellSeconds === undefined) {
            return "never";
        }
        const often = servedWellSeeds < seeds.length ? `, ${servedWellSeeds}/${seeds.length}` : "";
        return `${elapsed(servedWellSeconds)}${often}`;
    },
};

export const verdictColumn = (model: ReportBody): ArmsColumn => ({
    head: "verdict",
    text: ({ id }, colours) => verdictText(model, id, colours),
});

/** In order of rank: on a narrow terminal the last ones fall off first. */
const furtherFigures: readonly (readonly [figure: string, head: string])[] = [
    ["frontEndRestarts", "front-end\nrestarts"],
    ["p95Ms", "p95\nresponse"],
    ["firstScaleOutSeconds", "scales\nout after"],
    ["successesPerSecond", "answered\nwell"],
    ["peakAddedCpuRequestCores", "more CPU\nrequested"],
];

/** Figures of whole runs, for fixes that were there from the beginning. */
export function furtherColumns(model: ReportBody): readonly ArmsColumn[] {
    return furtherFigures.flatMap(([id, head]): ArmsColumn[] => {
        const figure = model.figures.find((one) => one.id === id);
        const isKnown = figure !== undefined && figure.id !== model.lead && !isTrivial(figure);
        return isKnown
            ? [{ head, text: ({ id: arm }, colours) => cellText(figure, arm, colours) }]
            : [];
    });
}

/** The same for every arm and nothing: a column of it tells nothing. */
function isTrivial({ cells }: Figure): boolean {
    return Object.values(cells).every(({ value }) => value === undefined || value === 0);
}

function cellText(figure: Figure, arm: string, colours: Colours): string {
    const cell = figure.cells[arm];
    const text = valueText(figure.kind, cell?.value);
    switch (cell?.effect === undefined ? "neutral" : directionOf(figure, cell.effect)) {
        case "better":
            return colours.green(text);
        case "worse":
            return colours.red(text);
        default:
            return text;
    }
}

function verdictText(model: ReportBody, id: string, colours: Colours): string {
    const text = judgementText(model, id);
    switch (judgeArm(model, id)) {
        case undefined:
            return "";
        case "cures":
        case "helps":
            return colours.green(text);
        case "makes it worse":
            return colours.red(text);
        default:
            return colours.yellow(text);
    }
}
