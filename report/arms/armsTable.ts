import { stripVTControlCharacters } from "node:util";

import pico from "picocolors";
import { getBorderCharacters, type SpanningCellConfig, table } from "table";

import {
    type ArmsColumn,
    furtherColumns,
    leadColumn,
    servedWell,
    verdictColumn,
} from "./armsColumns";
import { fixTitle, momentHead } from "./armTitle";
import { nothing } from "../figureText";
import { armsAt, armsByFix, momentsOf } from "../judgement";
import type { Arm, ReportBody } from "../model";

/** How a table is to look. */
export interface TableStyle {
    /** Columns of the terminal. */
    readonly width: number;
    readonly hasColour: boolean;
}

/** Columns that stand under one heading. */
interface Group {
    readonly title: string;
    readonly arms: readonly Arm[];
    readonly columns: readonly ArmsColumn[];
}

/** What a table has room for. */
interface Room {
    readonly hasSpread: boolean;
    readonly hasServedWell: boolean;
    /** Blanks between two columns. */
    readonly gap: number;
}

/** From what one would like to what fits into 80 columns. */
const rooms: readonly Room[] = [2, 1].flatMap((gap) => [
    { hasSpread: true, hasServedWell: true, gap },
    { hasSpread: false, hasServedWell: true, gap },
    { hasSpread: true, hasServedWell: false, gap },
    { hasSpread: false, hasServedWell: false, gap },
]);

/**
 * A line per fix: what it is worth when it was in place before, beside what it is worth when it
 * comes while the incident runs. Where that is too wide, one table below the other.
 */
export function armsTable(model: ReportBody, style: TableStyle): string {
    const moments = momentsOf(model);
    const groups = (room: Room): readonly Group[] =>
        moments.map((moment) => groupOf(model, moment, room));
    const together = rooms
        .map((room) => drawn(model, groups(room), style, room.gap))
        .find((text) => widthOf(text) <= style.width);
    if (moments.length > 1 && together !== undefined) {
        return together;
    }
    return (moments.length === 0 ? [undefined] : moments)
        .map((moment) => alone(model, moment, style))
        .join("\n");
}

function groupOf(model: ReportBody, moment: string | undefined, room: Room): Group {
    const arms = moment === undefined ? [] : armsAt(model, moment);
    const isResponse = moment !== undefined && moment !== "before";
    return {
        title: moment === undefined ? "" : momentHead(moment),
        arms,
        columns: [
            leadColumn(model, arms[0], room.hasSpread),
            // Who only waits for a parcel is served well all the time.
            ...(isResponse && room.hasServedWell && model.lead !== "unshippedOrders"
                ? [servedWell]
                : []),
            verdictColumn(model),
        ],
    };
}

/** A group alone has room for more figures, as far as the terminal is wide. */
function alone(model: ReportBody, moment: string | undefined, style: TableStyle): string {
    const candidates = rooms.flatMap((room) => {
        const { columns, ...group } = groupOf(model, moment, room);
        // Those are of the whole run, and tell of a fix that comes late what happened before it.
        const isWhole = group.arms.every(({ fix }) => (fix?.atSeconds ?? 0) === 0);
        const further = isWhole ? furtherColumns(model) : [];
        const fewer = Array.from({ length: further.length + 1 }, (_, many) => many).reverse();
        return fewer.map((many) =>
            drawn(
                model,
                [{ ...group, columns: columns.toSpliced(-1, 0, ...further.slice(0, many)) }],
                style,
                room.gap,
            ),
        );
    });
    return candidates.find((text) => widthOf(text) <= style.width) ?? candidates.at(-1) ?? "";
}

function drawn(
    model: ReportBody,
    groups: readonly Group[],
    style: TableStyle,
    paddingRight = 2,
): string {
    const colours = pico.createColors(style.hasColour);
    const none = model.arms.filter(({ fix }) => fix === undefined);
    const rows = [
        ...none.map((arm) => [
            fixTitle(arm.id),
            ...groups.flatMap(({ columns }) => columns.map(({ text }) => text(arm, colours))),
        ]),
        ...armsByFix(groups.map(({ arms }) => arms)).map(({ fix, arms }) => [
            colours.bold(fixTitle(fix)),
            ...groups.flatMap(({ columns }, at) => {
                const arm = arms[at];
                return columns.map(({ text }) =>
                    arm === undefined ? nothing : text(arm, colours),
                );
            }),
        ]),
    ];
    const heads = [
        model.source.tag,
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
        columnDefault: { paddingLeft: 0, paddingRight, alignment: "left" },
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

function widthOf(text: string): number {
    return Math.max(...text.split("\n").map((line) => stripVTControlCharacters(line).length));
}
