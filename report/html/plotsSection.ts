import { fixTitle } from "../arms/armTitle";
import { failureCeiling, failureChart } from "../chart/areas";
import { slotOf } from "../chart/colours";
import { lineChart, narrow, wide } from "../chart/lines";
import { type Size, svgOf, type Words } from "../chart/svg";
import type { ReportBody } from "../model";
import type { FailurePanel, Panel, TimeRange } from "../plots/panel";
import { escaped } from "./escape";
import { armName, section } from "./parts";
import { shownText } from "../words";
import { reasonKey, reasonTexts } from "./reasons";

/**
 * All plots: one below the other on a phone, in two columns where there is room. `group` tells the
 * ids of several such sections apart.
 */
export function plotsSection(model: ReportBody, group: string): string {
    const plots = model.panels
        .map((panel) => linePlot(panel, model.range, model.source.tag, group))
        .join("\n");
    const failures = failurePlots(model, group).join("\n");
    const intro =
        `Of ${shownText(model.source)}; all fixes one over the other. Time counts from the ` +
        "first user; the band is the time under load. Untick a fix to see the others better.";
    return section(
        "plots",
        "What it looks like",
        intro,
        `${legend(model, group)}\n<div class="plots">\n${plots}\n</div>
${failures === "" ? "" : `<h3>Failures by reason</h3>\n${reasonKey}\n<div class="plots">\n${failures}\n</div>`}`,
        model.source.tag,
    );
}

/** Stays in sight while the plots scroll by; a tick hides an arm by style alone, without script. */
function legend({ arms }: ReportBody, group: string): string {
    const items = arms.map(({ id }) => {
        const box = `<input type="checkbox" id="show-${group}-${slotOf(id)}" checked>`;
        return `<label>${box}${armName(id)}</label>`;
    });
    return `<div class="legend" role="group" aria-label="Fixes shown">${items.join("")}</div>`;
}

/** @param tag stands in the picture: whose figures these are */
export function linePlot(panel: Panel, range: TimeRange, tag: string, group: string): string {
    const { id, title, description } = panel;
    return plotOf(
        { id: `${id}-${group}`, title, description },
        ` data-panel="${id}"`,
        (size, words) => svgOf(lineChart(panel, range, tag), size, words),
        tag,
    );
}

function failurePlots(
    { failures, range, source: { tag } }: ReportBody,
    group: string,
): readonly string[] {
    const max = failureCeiling(failures);
    return failures.map((panel) => {
        const words = {
            id: `failures-${group}-${slotOf(panel.arm)}`,
            title: `Failures by reason: ${fixTitle(panel.arm)}`,
            description: descriptionOf(panel),
        };
        const slot = slotOf(panel.arm);
        return plotOf(
            words,
            ` data-panel="failures-${slot}" data-slot="${slot}"`,
            (size, inner) => svgOf(failureChart(panel, range, max, tag), size, inner),
            tag,
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
    tag: string,
): string {
    const words = { title: `${title} (${tag})`, description };
    return `<figure${attributes}><figcaption><b>${escaped(title)}</b>
<span>${escaped(description)}</span></figcaption>
<div class="wide">${draw(wide, { ...words, id: `${id}-w` })}</div>
<div class="narrow">${draw(narrow, { ...words, id: `${id}-n` })}</div></figure>`;
}
