import { headline } from "../headline";
import type { ReportModel } from "../model";
import { loadText, moreSeeds, seedsText } from "../words";
import { acceptedSection } from "./acceptedSection";
import { escaped } from "./escape";
import { fixesSection } from "./fixesSection";
import { framed } from "./frame";
import { groupSections, groupStyles } from "./groups";

/**
 * The whole report on a rehearsal as one HTML file.
 * `document` is what `--json` prints; it lies in the page for programs to read.
 */
export function rehearsalPage(model: ReportModel, document: object): string {
    const { incident } = model;
    return framed({
        title: `${incident.id}, simulated: ${incident.title}`,
        styles: groupStyles(model),
        header: header(model),
        sections: [fixesSection(model), groupSections(model), acceptedSection(model)],
        footer: footer(model),
        document,
    });
}

function header(model: ReportModel): string {
    const { incident, load, simulation, source } = model;
    const facts = [
        loadText(load),
        `host speed: ${simulation.hostSpeed}`,
        `CPUs of the node: ${simulation.nodeCpus}`,
        `probes: ${simulation.probes}`,
        `seeds: ${seedsText(source.all)}${moreSeeds(model)}`,
    ];
    return `<header>
<p class="banner"><b>SIMULATED</b> Every figure on this page comes from a simulated cluster, none was measured.</p>
<h1><small>${escaped(incident.id)}</small> ${escaped(incident.title)}</h1>
<p class="headline" id="headline">${escaped(headline(model))}</p>
<p class="summary">${escaped(incident.summary)}</p>
<ul class="facts">${facts.map((fact) => `<li>${escaped(fact)}</li>`).join("")}</ul>
</header>`;
}

function footer({ command, simulation }: ReportModel): string {
    return `<footer><p>Made by <code>${escaped(command)}</code>, which makes the same report again:
the same seeds give the same bytes. Host speed “${escaped(simulation.hostSpeed)}” says how fast the
simulated machine is. How near the simulation comes to measured runs is in docs/fidelity.md of the
project.</p></footer>`;
}
