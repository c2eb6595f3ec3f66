import { readFileSync } from "node:fs";
import { join } from "node:path";

import { momentTitle } from "../armTitle";
import { headline } from "../headline";
import { momentsOf, reportAt } from "../judgement";
import type { ReportModel } from "../model";
import { loadText, moreSeeds, seedsText } from "../words";
import { contractSection } from "./contractSection";
import { escaped } from "./escape";
import { fixesSection } from "./fixesSection";
import { figuresTable } from "./figuresTable";
import { harmSection } from "./harmSection";
import { monitorsSection } from "./monitorsSection";
import { outcomeSection } from "./outcomeSection";
import { section } from "./parts";
import { plotsSection } from "./plotsSection";
import { podsSection } from "./podsSection";
import { choices, toggles } from "./toggles";

const style = readFileSync(join(__dirname, "page.css"), "utf8");

/**
 * The whole report as one HTML file that needs nothing else, and asks nobody for anything.
 * `document` is what `--json` prints; it lies in the page for programs to read.
 */
export function htmlOf(model: ReportModel, document: object): string {
    const { incident } = model;
    const title = `${incident.id}, simulated: ${incident.title}`;
    const groups = groupsOf(model);
    const names = groups.map(({ name }) => name);
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${style}${groups.map(({ name, report }) => toggles(name, idsOf(report))).join("")}${choices(names)}</style>
</head>
<body>
${header(model)}
<main>
${fixesSection(model)}
${choice(groups)}
${groups.map(groupOf).join("\n")}
${fixes(model)}
</main>
${footer(model)}
<script type="application/json" id="report">${dataOf(document)}</script>
</body>
</html>
`;
}

/** The fixes of one moment, and what they are compared with. */
interface Group {
    readonly name: string;
    readonly title: string;
    readonly report: ReportModel;
}

function groupsOf(model: ReportModel): readonly Group[] {
    const moments = momentsOf(model);
    return moments.length === 0
        ? [{ name: "none", title: "", report: model }]
        : moments.map((moment) => ({
              name: moment,
              title: `Fixes ${momentTitle(moment)}`,
              report: reportAt(model, moment),
          }));
}

const idsOf = ({ arms }: ReportModel): readonly string[] => arms.map(({ id }) => id);

/** Which moment the rest of the page is about: chosen by style alone, without script. */
function choice(groups: readonly Group[]): string {
    if (groups.length < 2) {
        return "";
    }
    const buttons = groups.map(
        ({ name, title }, index) =>
            `<input type="radio" name="moment" id="choose-${name}"${index === 0 ? " checked" : ""}>` +
            `<label for="choose-${name}">${escaped(title)}</label>`,
    );
    return `<fieldset class="choice"><legend>The rest of this page is about</legend>${buttons.join("")}</fieldset>`;
}

function groupOf({ name, title, report }: Group): string {
    return `<div id="at-${name}">
<p class="moment">${escaped(title)}</p>
${outcomeSection(report)}
${figures(report)}
${podsSection(report)}
${plotsSection(report, name)}
${monitorsSection(report)}
${harmSection(report)}
${contractSection(report)}
</div>`;
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
        `seeds: ${seedsText(simulation.seeds)}${moreSeeds(model)}`,
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
        ? "Of whole runs, medians over the seeds. Beside a fix: what it changes against no fix, " +
          "seed by seed: the median difference, the smallest and the largest; grey where the " +
          "seeds do not agree. A fix that comes late cannot undo what happened before."
        : "One seed only: a difference may be chance. Run more with --seeds 5.";
    return section("figures", "All figures", intro, figuresTable(model));
}

function fixes({ fixes: accepted, incident }: ReportModel): string {
    const items = accepted.map(
        ({ action, why, serves }) =>
            `<li>${escaped(action)} <span class="use">${serves.join(" and ")}</span> ` +
            `<small>${escaped(why)}</small></li>`,
    );
    return `<section id="accepted"><h2>What counts as a fix</h2>
<p class="intro">An answer that names one of these is right, by the record of ${escaped(incident.id)}. How much it helps at this load is above, where it was tried.</p>
<ul>${items.join("")}</ul></section>`;
}

function footer({ command, simulation }: ReportModel): string {
    return `<footer><p>Made by <code>${escaped(command)}</code>, which makes the same report again:
the same seeds give the same bytes. Host speed “${escaped(simulation.hostSpeed)}” says how fast the
simulated machine is. How near the simulation comes to measured runs is in docs/fidelity.md of the
project.</p></footer>`;
}
