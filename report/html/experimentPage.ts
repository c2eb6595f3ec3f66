import type { ExperimentModel } from "../experiment/model";
import { endingText, experimentHeadline, originText } from "../experiment/words";
import { nothing } from "../figureText";
import { elapsed } from "../numbers";
import { loadText } from "../words";
import { acceptedSection } from "./acceptedSection";
import { clocksSection } from "./clocksSection";
import { escaped } from "./escape";
import { fixesSection } from "./fixesSection";
import { framed } from "./frame";
import { groupSections, groupStyles } from "./groups";
import { armName, scrolled, section } from "./parts";
import { predictionSection } from "./predictionSection";

/**
 * The whole report on an experiment as one HTML file.
 * `document` is what `--json` prints; it lies in the page for programs to read.
 */
export function experimentPage(model: ExperimentModel, document: object): string {
    const { incident, kept } = model;
    const isJudged = model.arms.length > 0;
    return framed({
        title: `${incident.id}, ${kept.origin}: ${incident.title}`,
        styles: isJudged ? groupStyles(model) : "",
        header: header(model),
        sections: [
            isJudged ? fixesSection(model) : "",
            predictionSection(model.foretold, model),
            clocksSection(model),
            isJudged ? groupSections(model) : "",
            runsSection(model),
            acceptedSection(model),
        ],
        footer: footer(model),
        document,
    });
}

function header(model: ExperimentModel): string {
    const { incident, load, kept } = model;
    const facts = [
        loadText(load),
        kept.world,
        `each fix played ${kept.repeat === 1 ? "once" : `${kept.repeat} times`}`,
    ];
    return `<header>
<p class="banner"><b>${kept.origin.toUpperCase()}</b> ${escaped(originText(kept))}</p>
<h1><small>${escaped(incident.id)}</small> ${escaped(incident.title)}</h1>
<p class="headline" id="headline">${escaped(experimentHeadline(model))}</p>
<p class="summary">${escaped(incident.summary)}</p>
<ul class="facts">${facts.map((fact) => `<li>${escaped(fact)}</li>`).join("")}</ul>
</header>`;
}

/** How each arm ended, what it was recovered to, and what nobody could tell of it. */
function runsSection({ kept, source }: ExperimentModel): string {
    const rows = kept.arms.map((arm) => {
        const { recovery, clocks, missing, folder } = arm;
        const whole = recovery.isWhole
            ? `whole after ${elapsed(clocks.recovery ?? 0)}, <small>hash ${escaped(recovery.hash)}</small>`
            : `NOT whole: <small>${recovery.problems.map(escaped).join("<br>")}</small>`;
        const lacks = missing.length === 0 ? "nothing" : missing.map(escaped).join("<br>");
        const cells = [
            String(arm.repetition),
            escaped(endingText(arm)),
            whole,
            lacks,
            folder === null ? nothing : `<code>${escaped(folder)}</code>`,
        ];
        return (
            `<tr data-run="${escaped(arm.remediation)}-${arm.repetition}" data-ending="${arm.ending.kind}" ` +
            `data-whole="${recovery.isWhole}"><th scope="row">${armName(arm.remediation)}</th>` +
            `${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`
        );
    });
    const heads = ["arm", "repetition", "ended", "recovered", "missing", "evidence"];
    const table = `<table class="runs"><thead><tr>${heads
        .map((head) => `<th scope="col">${head}</th>`)
        .join("")}</tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table>`;
    const intro =
        "In the order in which they were played. Whole is what npm run verify calls so: every field " +
        "of every object as before, and a shop that answers. What was missing is in no figure here.";
    const title = "How each arm went";
    return section("runs", title, intro, scrolled(title, table, "scroll for more"), source.tag);
}

function footer({ kept }: ExperimentModel): string {
    return `<footer><p>Played by <code>${escaped(kept.command)}</code>. The evidence lies beside this
page, a folder per arm; <code>npm run compare -- FOLDER</code> makes the page of it again.</p></footer>`;
}
