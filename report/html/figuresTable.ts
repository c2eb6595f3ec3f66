import { directionOf, effectTexts, nothing, rangeText, valueText } from "../figureText";
import type { FigureCell, Figure, ReportBody, Source } from "../model";
import { escaped } from "./escape";
import { armHeads, scrolled } from "./parts";

/** Arms × figures. Every cell carries its numbers as data attributes, in the figure's own unit. */
export function figuresTable(model: ReportBody): string {
    const rows = model.figures.map((figure) => rowOf(figure, model));
    const table = `<table>
<thead><tr><th scope="col">figure</th>${armHeads(model)}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>`;
    return scrolled("Figures by arm", table);
}

function rowOf(figure: Figure, { arms, lead, source }: ReportBody): string {
    const cells = arms.map(({ id }) => cellOf(figure, id, source.run));
    const mark = figure.id === lead ? ' class="lead"' : "";
    return `<tr${mark}><th scope="row">${escaped(figure.label)}</th>${cells.join("")}</tr>`;
}

function cellOf(figure: Figure, arm: string, run: Source["run"]): string {
    const cell = figure.cells[arm];
    if (cell?.value === undefined) {
        return `<td ${place(figure, arm)}>${nothing}</td>`;
    }
    const { effect } = cell;
    const direction = effect === undefined ? "" : directionOf(figure, effect);
    return (
        `<td ${place(figure, arm)} ${numbers(cell)} class="${direction}">` +
        `<b>${escaped(valueText(figure.kind, cell.value))}</b>${detail(figure, cell, arm, run)}</td>`
    );
}

const place = (figure: Figure, arm: string): string =>
    `data-arm="${escaped(arm)}" data-figure="${figure.id}"`;

function numbers({ value, effect }: FigureCell): string {
    const all = { value, effect: effect?.estimate, low: effect?.low, high: effect?.high };
    return Object.entries(all)
        .filter(([, number]) => number !== undefined)
        .map(([name, number]) => `data-${name}="${number}"`)
        .join(" ");
}

/**
 * Beside the arm without a fix stands how far the seeds differ, beside a fix what it changes; a
 * difference that chance has no part in, like cost, is told by the value itself.
 */
function detail({ kind }: Figure, cell: FigureCell, arm: string, run: Source["run"]): string {
    const { effect } = cell;
    const range = arm === "none" ? rangeText(kind, cell) : undefined;
    const change =
        effect === undefined || effect.low === effect.high ? undefined : effectTexts(kind, effect);
    const lines = change ?? (range === undefined ? [] : [`${run}s: ${range}`]);
    return lines.map((line) => ` <small>${escaped(line)}</small>`).join("");
}
