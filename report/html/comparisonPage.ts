import type { Compared, Pair } from "../../experiment/compare/compared";
import { pairTitle, type WrittenRow, writtenRows } from "../compare/rows";
import { panelsOf, rangeOf } from "../plots/panels";
import { escaped } from "./escape";
import { framed } from "./frame";
import { armSample, scrolled } from "./parts";
import { linePlot } from "./plotsSection";

/** Lines of the plots: as those of an arm without a fix, and of another one. */
const [lineOfFirst, lineOfSecond] = ["none", "hpa"] as const;

/** A comparison as one HTML file; `document` is what `--json` prints. */
export function comparisonPage(compared: Compared, document: object): string {
    const [first, second] = compared.folders;
    const tag = compared.origins.join(" and ");
    const notes = compared.notes.map((note) => `<li>${escaped(note)}</li>`).join("");
    return framed({
        title: `${first} and ${second}, ${tag}`,
        styles: "",
        header: `<header><p class="banner"><b>${tag.toUpperCase()}</b> Two folders of evidence side by side.</p>
<h1>What differs</h1>
<p>${armSample(lineOfFirst)}<b>A</b> ${escaped(first)}<br>${armSample(lineOfSecond)}<b>B</b> ${escaped(second)}</p>
<ul class="notes">${notes}</ul></header>`,
        sections: compared.pairs.map((pair, at) => pairSection(pair, tag, String(at))),
        footer: `<footer><p>Medians of the runs on each side; differences are of means, with Welch's 95 %
interval where both sides have two runs or more, coloured where it does not hold “no difference”.</p></footer>`,
        document,
    });
}

function pairSection(pair: Pair, tag: string, group: string): string {
    const rows = writtenRows(pair).map(rowOf).join("\n");
    const heads = ["figure", "A", "B", "B less A"].map((head) => `<th scope="col">${head}</th>`);
    const table = `<table><thead><tr>${heads.join("")}</tr></thead><tbody>\n${rows}\n</tbody></table>`;
    return `<section data-section="pair"><h2>${escaped(pairTitle(pair))} <span class="tag">${tag}</span></h2>
${scrolled("Figures of both sides", table, "scroll for more")}
<div class="plots">\n${plots(pair, tag, group)}\n</div></section>`;
}

function rowOf({ label, first, second, difference, interval, effect }: WrittenRow): string {
    const details = interval === "" ? "" : ` <small>${escaped(interval)}</small>`;
    return (
        `<tr><th scope="row">${escaped(label)}</th><td>${escaped(first)}</td><td>${escaped(second)}</td>` +
        `<td class="${effect}" data-effect="${effect}"><b>${escaped(difference)}</b>${details}</td></tr>`
    );
}

/** Of the first run on each side. */
function plots({ first, second }: Pair, tag: string, group: string): string {
    const arms = [first[0], second[0]].flatMap((run, at) =>
        run === undefined
            ? []
            : [{ arm: at === 0 ? lineOfFirst : lineOfSecond, evidence: run.evidence }],
    );
    const recoveries = [...first, ...second].map(({ figures }) => figures.recoverySeconds ?? 0);
    const range = rangeOf(arms, Math.max(...recoveries));
    return panelsOf(arms, range, [])
        .map((panel) => linePlot(panel, range, tag, `pair-${group}`))
        .join("\n");
}
