import type { Deviation, Foretold } from "../../experiment/prediction";
import { differenceText, valueText } from "../figureText";
import type { Figure, Source } from "../model";
import { seedsText } from "../words";
import { escaped } from "./escape";
import { armHeads, scrolled, section } from "./parts";

/** What was rehearsed beside what was played, figure by figure; empty where nothing was. */
export function predictionSection(
    told: Foretold | undefined,
    { source, figures }: { readonly source: Source; readonly figures: readonly Figure[] },
): string {
    if (told === undefined || told.deviations.length === 0) {
        return "";
    }
    const arms = [...new Set(told.deviations.map(({ arm }) => arm))];
    const rows = figures.map((figure) => {
        const cells = arms.map((arm) => {
            const found = told.deviations.find(
                (one) => one.arm === arm && one.figure === figure.id,
            );
            return found === undefined ? "<td></td>" : cellOf(figure, found, source.tag);
        });
        return `<tr><th scope="row">${escaped(figure.label)}</th>${cells.join("")}</tr>`;
    });
    const heads = armHeads({ arms: arms.map((id) => ({ id })) });
    const table = `<table class="predicted"><thead><tr><th scope="col">figure</th>${heads}</tr></thead>
<tbody>\n${rows.join("\n")}\n</tbody></table>`;
    const { seeds, hostSpeed, nodeCpus } = told.prediction;
    const played = source.tag === "measured" ? "measured" : "played on the range, simulated too";
    const intro =
        `First what was ${played} (median), below it what a rehearsal of the same settings says, ` +
        `simulated: seeds ${seedsText(seeds)}, host speed ${hostSpeed}, ${nodeCpus} CPUs. In brackets ` +
        "where one more seed would lie in 95 of 100 cases; what lies outside is marked. Of twenty " +
        "figures one does by chance.";
    const title = "Predicted beside played";
    return section("prediction", title, intro, scrolled(title, table), source.tag);
}

function cellOf({ kind }: Figure, one: Deviation, tag: Source["tag"]): string {
    const { arm, figure, predicted, played, expected, difference, isStrange } = one;
    const text = (value: number | null): string =>
        value === null ? "not reached" : valueText(kind, value);
    const range = expected === null ? "" : ` (${expected.map(text).join(" to ")})`;
    const away = difference === null ? "" : `, off by ${differenceText(kind, difference)}`;
    return (
        `<td data-arm="${escaped(arm)}" data-predicted="${figure}" data-strange="${isStrange}" ` +
        `class="${isStrange ? "worse" : ""}"><b>${escaped(text(played))}</b> <small>${tag}</small>` +
        `<small>simulated: ${escaped(text(predicted) + range)}</small>` +
        `${isStrange ? `<small>outside${escaped(away)}</small>` : ""}</td>`
    );
}
