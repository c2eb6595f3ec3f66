import { readFileSync } from "node:fs";
import { join } from "node:path";

import { headline } from "../headline";
import { loadText } from "../loadText";
import type { ReportModel } from "../model";
import { seedsText } from "../seedsText";
import { contractSection } from "./contractSection";
import { escaped } from "./escape";
import { figuresTable } from "./figuresTable";
import { harmSection } from "./harmSection";
import { monitorsSection } from "./monitorsSection";
import { outcomeSection } from "./outcomeSection";
import { armName, section } from "./parts";
import { plotsSection } from "./plotsSection";
import { toggles } from "./toggles";

const style = readFileSync(join(__dirname, "page.css"), "utf8");

/**
 * The whole report as one HTML file that needs nothing else, and asks nobody for anything.
 * `document` is what `--json` prints; it lies in the page for programs to read.
 */
export function htmlOf(model: ReportModel, document: object): string {
    const { incident } = model;
    const title = `${incident.id}, simulated: ${incident.title}`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${style}${toggles(model.arms.map(({ id }) => id))}</style>
</head>
<body>
${header(model)}
<main>
${outcomeSection(model)}
${figures(model)}
${plotsSection(model)}
${monitorsSection(model)}
${harmSection(model)}
${contractSection(model)}
${fixes(model)}
</main>
${footer(model)}
<script type="application/json" id="report">${dataOf(document)}</script>
</body>
</html>
`;
}

/** Inside a script element only this one sequence would end it. */
const dataOf = (document: object): string => JSON.stringify(document).replace(/</g, "\\u003c");

function header(model: ReportModel): string {
    const { incident, load, simulation } = model;
    const facts = [
        loadText(load),
        `host speed: ${simulation.hostSpeed}`,
        `CPUs of the node: ${simulation.nodeCpus}`,
        `probes: ${simulation.probes}`,
        `seeds: ${seedsText(simulation.seeds)}`,
    ];
    return `<header>
<p class="banner"><b>SIMULATED</b> Every figure on this page comes from a simulated cluster, none was measured.</p>
<h1><small>${escaped(incident.id)}</small> ${escaped(incident.title)}</h1>
<p class="headline" id="headline">${escaped(headline(model))}</p>
<p class="summary">${escaped(incident.summary)}</p>
<ul class="facts">${facts.map((fact) => `<li>${escaped(fact)}</li>`).join("")}</ul>
</header>`;
}

function figures(model: ReportModel): string {
    const many = model.simulation.seeds.length > 1;
    const intro = many
        ? `Over ${model.simulation.seeds.length} seeds. Beside a fix: what it changes against no ` +
          "fix, seed by seed, with the 95 % confidence interval; grey where that could be chance."
        : "One seed only: no confidence intervals. Run more with --seeds 5.";
    const body = `${shortages(model)}${figuresTable(model)}`;
    return section("figures", "Does a fix help?", intro, body);
}

/** What the node could not carry, arm by arm. */
function shortages({ arms }: ReportModel): string {
    const items = arms.flatMap(({ id, shortage }) =>
        shortage === undefined
            ? []
            : [`<li data-arm="${escaped(id)}">${armName(id)}: ${escaped(shortage.text)}</li>`],
    );
    return items.length === 0 ? "" : `<ul class="shortages">${items.join("")}</ul>\n`;
}

function fixes({ fixes: accepted, incident }: ReportModel): string {
    const items = accepted.map(
        ({ action, why }) => `<li>${escaped(action)} <small>${escaped(why)}</small></li>`,
    );
    return `<section id="fixes"><h2>What else counts as a fix</h2>
<p class="intro">An answer that names one of these is right, by the record of ${escaped(incident.id)}. How much it helps at this load is above, where it was tried.</p>
<ul>${items.join("")}</ul></section>`;
}

function footer({ command, simulation }: ReportModel): string {
    return `<footer><p>Made by <code>${escaped(command)}</code>, which makes the same report again:
the same seeds give the same bytes. Host speed “${escaped(simulation.hostSpeed)}” says how fast the
simulated machine is. How near the simulation comes to measured runs is in docs/fidelity.md of the
project.</p></footer>`;
}
