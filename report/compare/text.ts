import pico from "picocolors";
import { getBorderCharacters, table } from "table";

import type { Compared, Pair } from "../../experiment/compare/compared";
import type { TableStyle } from "../arms/armsTable";
import { wrapped } from "../wrap";
import { pairTitle, type WrittenRow, writtenRows } from "./rows";

/** A comparison for a terminal. */
export function comparisonText(compared: Compared, { width, hasColour }: TableStyle): string {
    const colours = pico.createColors(hasColour);
    const origin = compared.origins.map((one) => one.toUpperCase()).join(" and ");
    return [
        colours.yellow(`${origin}: A is ${compared.folders[0]}, B is ${compared.folders[1]}`),
        ...compared.notes.map((note) => wrapped(note, width)),
        ...compared.pairs.map((pair) => `\n${pairText(pair, colours)}`),
    ].join("\n");
}

type Colours = ReturnType<typeof pico.createColors>;

function pairText(pair: Pair, colours: Colours): string {
    const rows = writtenRows(pair).map((row) => [
        ...[row.label, row.first, row.second, coloured(row, colours), row.interval],
    ]);
    const heads = [pairTitle(pair), "A", "B", "B less A", "95 % interval"];
    const text = table([heads.map(colours.bold), ...rows], {
        border: getBorderCharacters("norc"),
        drawVerticalLine: () => false,
        drawHorizontalLine: (index, size) => index === 0 || index === 1 || index === size,
        columnDefault: { paddingLeft: 0, paddingRight: 2, alignment: "left" },
    });
    return text.replace(/ +$/gm, "").trimEnd();
}

function coloured({ difference, effect }: WrittenRow, colours: Colours): string {
    switch (effect) {
        case "better":
            return colours.green(difference);
        case "worse":
            return colours.red(difference);
        case "unclear":
            return difference;
    }
}
