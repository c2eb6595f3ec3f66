import pico from "picocolors";

import { armsTable, type TableStyle } from "../arms/armsTable";
import { fixTitle } from "../arms/armTitle";
import { valueText } from "../figureText";
import { seedsText, wordsOfWorth } from "../words";
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
        ...deviations(model).map((one) => wrapped(one, width)),
        ...missing.map((one) => wrapped(`Missing: ${one}.`, width)),
    ].join("\n");
}

/** Which figures are not as the rehearsal has them. */
function deviations({ foretold, figures, source }: ExperimentModel): readonly string[] {
    if (foretold === undefined) {
        return [];
    }
    const { deviations: all, prediction } = foretold;
    const strange = all.flatMap(({ arm, figure, predicted, played, isStrange }) => {
        const found = figures.find(({ id }) => id === figure);
        const text = (value: number | null): string =>
            value === null ? "not reached" : valueText(found?.kind ?? "count", value);
        return isStrange && found !== undefined
            ? [
                  `${fixTitle(arm)}, ${found.label}: ${text(played)} ${source.tag}, ${text(predicted)} predicted`,
              ]
            : [];
    });
    const seeds = seedsText(prediction.seeds);
    return [
        `Predicted by a rehearsal (simulated, seeds ${seeds}): ` +
            (strange.length === 0
                ? "no figure lies outside of what one more seed would show."
                : `outside of what one more seed would show: ${strange.join("; ")}.`),
    ];
}
