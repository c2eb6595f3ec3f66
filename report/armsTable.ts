import pico from "picocolors";
import { getBorderCharacters, table } from "table";

import { armTitle } from "./armTitle";
import { directionOf, valueText } from "./figureText";
import { judgeArm, type Judgement } from "./judgement";
import type { Arm, Figure, ReportModel } from "./model";
import { elapsed } from "./numbers";
import type { TextStyle } from "./text";

/** In order of rank: on a narrow terminal the last ones fall off first. */
const figureColumns: readonly (readonly [figure: string, head: string])[] = [
    ["orderFailureRatio", "orders\nfailed"],
    ["requestFailureRatio", "requests\nfailed"],
    ["frontEndRestarts", "front-end\nrestarts"],
    ["p95Ms", "p95\nresponse"],
    ["firstScaleOutSeconds", "scales\nout after"],
    ["successesPerSecond", "answered\nwell"],
    ["peakAddedCpuRequestCores", "more CPU\nrequested"],
];

interface Column {
    readonly head: string;
    readonly text: (arm: Arm, colours: Colours) => string;
}

/** A line per arm with its telling figures and what the fix is worth. */
export function armsTable(model: ReportModel, style: TextStyle): string {
    const columns = columnsOf(model);
    for (let many = columns.length; many > 1; many--) {
        const text = drawn(model, columns.slice(0, many), style.hasColour);
        if (widthOf(text) <= style.width) {
            return text;
        }
    }
    return drawn(model, columns.slice(0, 1), style.hasColour);
}

function columnsOf(model: ReportModel): readonly Column[] {
    const columns = figureColumns.flatMap(([id, head]): Column[] => {
        const figure = model.figures.find((one) => one.id === id);
        return figure === undefined || isTrivial(figure)
            ? []
            : [{ head, text: (arm, colours) => cellText(figure, arm, colours) }];
    });
    const hasMonitors = model.arms.some(({ monitors }) => monitors !== undefined);
    return hasMonitors ? [...columns.slice(0, 3), detection, ...columns.slice(3)] : columns;
}

/** From the first harm to the first monitor that alerts. */
const detection: Column = {
    head: "monitor\ntells after",
    text: ({ monitors }) => {
        const seconds = monitors?.first?.seconds;
        return seconds === undefined ? "never" : elapsed(seconds);
    },
};

/** The same for every arm and nothing: a column of it tells nothing. */
function isTrivial({ cells }: Figure): boolean {
    return Object.values(cells).every(({ value }) => value === undefined || value === 0);
}

function drawn(model: ReportModel, shown: readonly Column[], hasColour: boolean): string {
    const colours = pico.createColors(hasColour);
    const head = ["simulated", ...shown.map(({ head: text }) => text), "verdict"];
    const rows = model.arms.map((arm) => [
        arm.id === "none" ? armTitle(arm.id) : colours.bold(armTitle(arm.id)),
        ...shown.map(({ text }) => text(arm, colours)),
        verdictText(judgeArm(model, arm.id), colours),
    ]);
    const text = table([head.map(colours.dim), ...rows], {
        border: getBorderCharacters("norc"),
        drawVerticalLine: () => false,
        drawHorizontalLine: (index, size) => index <= 1 || index === size,
        columnDefault: { paddingLeft: 0, paddingRight: 2, alignment: "left" },
    });
    return text.replace(/ +$/gm, "");
}

type Colours = ReturnType<typeof pico.createColors>;

function cellText(figure: Figure, { id }: Arm, colours: Colours): string {
    const cell = figure.cells[id];
    const text = valueText(figure.kind, cell?.value);
    const direction = cell?.effect === undefined ? "neutral" : directionOf(figure, cell.effect);
    switch (direction) {
        case "better":
            return colours.green(text);
        case "worse":
            return colours.red(text);
        default:
            return text;
    }
}

function verdictText(judgement: Judgement | undefined, colours: Colours): string {
    switch (judgement) {
        case undefined:
            return "";
        case "cures":
        case "helps":
            return colours.green(judgement);
        case "makes it worse":
            return colours.red(judgement);
        default:
            return colours.yellow(judgement);
    }
}

const colourCodes = /\u001b\[\d+m/g;

function widthOf(text: string): number {
    return Math.max(...text.split("\n").map((line) => line.replace(colourCodes, "").length));
}
