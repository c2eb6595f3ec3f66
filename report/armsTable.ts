import { stripVTControlCharacters } from "node:util";

import pico from "picocolors";
import { getBorderCharacters, type SpanningCellConfig, table } from "table";

import { fixTitle, momentHead, partsOf } from "./armTitle";
import { directionOf, nothing, spreadText, valueText } from "./figureText";
import { armsAt, judgeArm, judgementText, leadFigure, momentsOf } from "./judgement";
import type { Arm, Figure, ReportModel } from "./model";
import { elapsed } from "./numbers";

/** How a table is to look. */
export interface TableStyle {
    /** Columns of the terminal. */
    readonly width: number;
    readonly hasColour: boolean;
}

type Colours = ReturnType<typeof pico.createColors>;

interface Column {
    readonly head: string;
    /** Of the arm of a row; the arm without a fix is in every group. */
    readonly text: (arm: Arm, colours: Colours) => string;
}

/** Columns that stand under one heading. */
interface Group {
    readonly title: string;
    readonly arms: readonly Arm[];
    readonly columns: readonly Column[];
}

/**
 * A line per fix: what it is worth when it was in place before, beside what it is worth when it
 * comes while the incident runs. Where that is too wide, one table below the other.
 */
export function armsTable(model: ReportModel, style: TableStyle): string {
    const moments = momentsOf(model);
    const groups = moments.map((moment) => groupOf(model, moment));
    const isNarrower = ({ columns, ...group }: Group): Group => ({
        ...group,
        columns: columns.filter((column) => column !== servedWell),
    });
    const together = [groups, groups.map(isNarrower)]
        .map((some) => drawn(model, some, style))
        .find((text) => widthOf(text) <= style.width);
    if (groups.length > 1 && together !== undefined) {
        return together;
    }
    return (groups.length === 0 ? [groupOf(model, undefined)] : groups)
        .map((group) => fitted(model, group, style))
        .join("\n");
}

function groupOf(model: ReportModel, moment: string | undefined): Group {
    const arms = moment === undefined ? [] : armsAt(model, moment);
    const isResponse = moment !== undefined && moment !== "before";
    return {
        title: moment === undefined ? "" : momentHead(moment),
        arms,
        columns: [
            leadColumn(model, arms[0]),
            ...(isResponse ? [servedWell] : []),
            {
                head: "verdict",
                text: ({ id }, colours) => verdictText(model, id, colours),
            },
        ],
    };
}

function leadColumn(model: ReportModel, sample: Arm | undefined): Column {
    const figure = leadFigure(model);
    const isLater = (sample?.fix?.atSeconds ?? 0) > 0;
    return {
        head: `${shortHeads[model.lead]}${isLater ? "\nfrom then on" : "\nin all"}`,
        text: ({ fix, id }) => {
            const { kind, cells } = figure;
            if (fix === undefined) {
                // The same figure as beside it: over the same time, and of the same kind.
                const isOther = isLater || model.lead === "p95Ms";
                const value = isOther ? sample?.fix?.without : cells[id]?.value;
                return valueText(kind, value);
            }
            return spreadText(
                kind,
                fix.value,
                fix.seeds.map(({ value }) => value),
            );
        },
    };
}

const shortHeads: Readonly<Record<ReportModel["lead"], string>> = {
    requestFailureRatio: "failed",
    orderFailureRatio: "orders failed",
    p95Ms: "p95, mostly",
};

const servedWell: Column = {
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

/** In order of rank: on a narrow terminal the last ones fall off first. */
const furtherFigures: readonly (readonly [figure: string, head: string])[] = [
    ["frontEndRestarts", "front-end\nrestarts"],
    ["p95Ms", "p95\nresponse"],
    ["firstScaleOutSeconds", "scales\nout after"],
    ["successesPerSecond", "answered\nwell"],
    ["peakAddedCpuRequestCores", "more CPU\nrequested"],
];

/** A group alone has room for more figures of the whole run. */
function fitted(model: ReportModel, group: Group, style: TableStyle): string {
    // Those are of the whole run, and tell of a fix that comes late what happened before it.
    const isWhole = group.arms.every(({ fix }) => (fix?.atSeconds ?? 0) === 0);
    const further = (isWhole ? furtherFigures : []).flatMap(([id, head]): Column[] => {
        const figure = model.figures.find((one) => one.id === id);
        const isKnown = figure !== undefined && figure.id !== model.lead && !isTrivial(figure);
        return isKnown
            ? [{ head, text: ({ id: arm }, colours) => cellText(figure, arm, colours) }]
            : [];
    });
    const verdict = group.columns.at(-1);
    const own = group.columns.slice(0, -1);
    const last = verdict === undefined ? [] : [verdict];
    for (let many = further.length; many >= 0; many--) {
        const columns = [...own, ...further.slice(0, many), ...last];
        const text = drawn(model, [{ ...group, columns }], style);
        if (many === 0 || widthOf(text) <= style.width) {
            return widthOf(text) <= style.width
                ? text
                : drawn(model, [{ ...group, columns: [...own.slice(0, 1), ...last] }], style);
        }
    }
    return "";
}

/** The same for every arm and nothing: a column of it tells nothing. */
function isTrivial({ cells }: Figure): boolean {
    return Object.values(cells).every(({ value }) => value === undefined || value === 0);
}

function drawn(model: ReportModel, groups: readonly Group[], style: TableStyle): string {
    const colours = pico.createColors(style.hasColour);
    const none = model.arms.filter(({ fix }) => fix === undefined);
    const fixes = [...new Set(groups.flatMap(({ arms }) => arms.map(({ id }) => partsOf(id).fix)))];
    const rows = [
        ...none.map((arm) => [
            fixTitle(arm.id),
            ...groups.flatMap(({ columns }) => columns.map(({ text }) => text(arm, colours))),
        ]),
        ...fixes.map((fix) => [
            colours.bold(fixTitle(fix)),
            ...groups.flatMap(({ arms, columns }) => {
                const arm = arms.find(({ id }) => partsOf(id).fix === fix);
                return columns.map(({ text }) =>
                    arm === undefined ? nothing : text(arm, colours),
                );
            }),
        ]),
    ];
    const heads = [
        "simulated",
        ...groups.flatMap(({ columns }) => columns.map(({ head }) => head)),
    ];
    const titles = [
        "",
        ...groups.flatMap(({ title, columns }) => columns.map((_, at) => (at === 0 ? title : ""))),
    ];
    const text = table([titles.map(colours.bold), heads.map(colours.dim), ...rows], {
        border: getBorderCharacters("norc"),
        drawVerticalLine: () => false,
        drawHorizontalLine: (index, size) => index === 0 || index === 2 || index === size,
        columnDefault: { paddingLeft: 0, paddingRight: 2, alignment: "left" },
        spanningCells: spans(groups),
    });
    return text.replace(/ +$/gm, "");
}

function spans(groups: readonly Group[]): SpanningCellConfig[] {
    let col = 1;
    return groups.map(({ columns }) => {
        const span = { row: 0, col, colSpan: columns.length };
        col += columns.length;
        return span;
    });
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

function verdictText(model: ReportModel, id: string, colours: Colours): string {
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

function widthOf(text: string): number {
    return Math.max(...text.split("\n").map((line) => stripVTControlCharacters(line).length));
}
