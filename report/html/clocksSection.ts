import type { ClockCell, ClockRow } from "../experiment/clocks";
import type { ExperimentModel } from "../experiment/model";
import { elapsed } from "../numbers";
import { escaped } from "./escape";
import { armHeads, scrolled, section } from "./parts";

/** What happened when: from the injection by way of harm and alerts to a shop that is whole. */
export function clocksSection({ clocks, source }: ExperimentModel): string {
    const ids = [...new Set(clocks.flatMap(({ cells }) => Object.keys(cells)))];
    if (ids.length === 0) {
        return "";
    }
    const rows = clocks.map((row) => {
        const cells = ids.map((id) => cellOf(row, id));
        return `<tr><th scope="row">${escaped(row.title)}</th>${cells.join("")}</tr>`;
    });
    const heads = armHeads({ arms: ids.map((id) => ({ id })) });
    const table = `<table class="clocks"><thead><tr><th scope="col">clock</th>${heads}</tr></thead>
<tbody>\n${rows.join("\n")}\n</tbody></table>`;
    const intro =
        "Counted from the first user, below it from harm: the first request that failed. " +
        "Looked at every five seconds, so five seconds exact. “Not reached” is no number.";
    return section("clocks", "What happened when", intro, scrolled("Clocks", table), source.tag);
}

function cellOf({ id, cells }: ClockRow, arm: string): string {
    const cell = cells[arm];
    const place = `data-arm="${escaped(arm)}" data-clock="${escaped(id)}"`;
    if (cell === undefined) {
        return `<td ${place}></td>`;
    }
    if (cell.seconds === null) {
        return `<td ${place}>${cell.runs === 0 ? "not known" : "not reached"}</td>`;
    }
    const details = detailsOf(cell).map((text) => ` <small>${escaped(text)}</small>`);
    return `<td ${place} data-seconds="${cell.seconds}"><b>${elapsed(cell.seconds)}</b>${details.join("")}</td>`;
}

function detailsOf({ range, afterHarm, reached, runs }: ClockCell): readonly string[] {
    const [low = 0, high = 0] = range ?? [];
    const side = (afterHarm ?? 0) < 0 ? "before" : "after";
    return [
        ...(low === high ? [] : [`${elapsed(low)} to ${elapsed(high)}`]),
        ...(afterHarm === null ? [] : [`${elapsed(Math.abs(afterHarm))} ${side} harm`]),
        ...(reached === runs ? [] : [`in ${reached} of ${runs} repetitions`]),
    ];
}
