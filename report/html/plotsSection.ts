import { armTitle } from "../armTitle";
import { failureCeiling, failureChart } from "../chart/areas";
import { slotOf } from "../chart/colours";
import { lineChart, narrow, wide } from "../chart/lines";
import { type Size, svgOf, type Words } from "../chart/svg";
import type { ReportModel } from "../model";
import type { FailurePanel, Panel, TimeRange } from "../plots/panel";
import { escaped } from "./escape";
import { armName, section } from "./parts";
import { reasonKey, reasonTexts } from "./reasons";

/** All plots: one below the other on a phone, in two columns where there is room. */
export function plotsSection(model: ReportModel): string {
    const plots = model.panels.map((panel) => linePlot(panel, model.range)).join("\n");
    const failures = failurePlots(model).join("\n");
    const intro =
        `Seed ${model.simulation.shownSeed}, all arms one over the other. Time counts from the ` +
        "first user; the band is the time under load. Untick an arm to see the others better.";
    return section(
        "plots",
        "What it looks like",
        intro,
        `${legend(model)}\n<div class="plots">\n${plots}\n</div>
<h3>Failures by reason</h3>\n${reasonKey}\n<div class="plots">\n${failures}\n</div>`,
    );
}

/** Stays in sight while the plots scroll by; a tick hides an arm by style alone, without script. */
function legend({ arms }: ReportModel): string {
    const items = arms.map(({ id }) => {
        const box = `<input type="checkbox" id="show-${slotOf(id)}" checked>`;
        return `<label>${box}${armName(id)}</label>`;
    });
    return `<div class="legend" role="group" aria-label="Arms shown">${items.join("")}</div>`;
}

function linePlot(panel: Panel, range: TimeRange): string {
    return plotOf(panel, "", (size, words) => svgOf(lineChart(panel, range), size, words));
}

function failurePlots({ failures, range }: ReportModel): readonly string[] {
    const max = failureCeiling(failures);
    return failures.map((panel) => {
        const words = {
            id: `failures-${slotOf(panel.arm)}`,
            title: `Failures by reason: ${armTitle(panel.arm)}`,
            description: descriptionOf(panel),
        };
        return plotOf(words, ` data-slot="${slotOf(panel.arm)}"`, (size, inner) =>
            svgOf(failureChart(panel, range, max), size, inner),
        );
    });
}

const descriptionOf = ({ reasons }: FailurePanel): string =>
    reasons.length === 0
        ? "Nothing failed."
        : `From below: ${reasons.map(({ reason }) => reasonTexts[reason]).join(", ")}.`;

/** Drawn twice, for a wide and for a narrow page: text that is scaled down cannot be read. */
function plotOf(
    { id, title, description }: Words,
    attributes: string,
    draw: (size: Size, words: Words) => string,
): string {
    const words = { title: `${title} (simulated)`, description };
    return `<figure data-panel="${id}"${attributes}><figcaption><b>${escaped(title)}</b>
<span>${escaped(description)}</span></figcaption>
<div class="wide">${draw(wide, { ...words, id: `${id}-w` })}</div>
<div class="narrow">${draw(narrow, { ...words, id: `${id}-n` })}</div></figure>`;
}
