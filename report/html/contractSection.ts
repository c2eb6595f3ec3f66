import type { ReportBody } from "../model";
import { escaped } from "./escape";
import { armHeads, scrolled, section } from "./parts";

/** The symptoms by which this incident is known, and whether each arm still shows them. */
export function contractSection(model: ReportBody): string {
    const runs = `${model.source.run}s`;
    const rows = model.contract.map(({ text, meaning, cells }) => {
        const columns = model.arms.map(({ id }) => {
            const cell = cells[id];
            const place = `data-arm="${escaped(id)}" data-symptom="${escaped(text)}"`;
            if (cell === undefined) {
                return `<td ${place}></td>`;
            }
            const { value, metSeeds, seeds } = cell;
            return `<td ${place} data-met="${metSeeds}"><b>${escaped(value)}</b>
<small>in ${metSeeds} of ${seeds} ${runs}</small></td>`;
        });
        return `<tr><th scope="row">${escaped(text)} <small>${escaped(meaning)}</small></th>${columns.join("")}</tr>`;
    });
    const table = `<table><thead><tr><th scope="col">symptom</th>${armHeads(model)}</tr></thead>
<tbody>\n${rows.join("\n")}\n</tbody></table>`;
    const intro =
        `Without a fix a run must show all of these, else it was not the incident ` +
        `“${model.incident.id}”. Under a fix it is good when a symptom is gone. Median of the ${runs}.`;
    return section(
        "contract",
        "Symptoms",
        intro,
        scrolled("Symptoms by arm", table),
        model.source.tag,
    );
}
