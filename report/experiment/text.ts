import pico from "picocolors";

import { armsTable, type TableStyle } from "../armsTable";
import { wordsOfWorth } from "../words";
import { wrapped } from "../wrap";
import type { ExperimentModel } from "./model";
import { experimentHeadline, originText } from "./words";

/** Wider lines are hard to read. */
const widest = 100;

/** The summary of an experiment for a terminal. */
export function experimentText(model: ExperimentModel, style: TableStyle): string {
    const width = Math.min(style.width, widest);
    const colours = pico.createColors(style.hasColour);
    const { kept, incident, arms } = model;
    const missing = [...new Set(kept.arms.flatMap((arm) => arm.missing))];
    return [
        colours.bold(wrapped(`${incident.id}: ${incident.title}`, width)),
        colours.yellow(wrapped(`${kept.origin.toUpperCase()}. ${originText(kept)}`, width)),
        "",
        colours.bold(wrapped(experimentHeadline(model), width)),
        "",
        ...(arms.length === 0 ? [] : [armsTable(model, { ...style, width })]),
        ...(arms.length > 1 ? [colours.dim(wrapped(wordsOfWorth, width))] : []),
        ...missing.map((one) => wrapped(`Missing: ${one}.`, width)),
    ].join("\n");
}
