/** The part of a page that is about the fixes of one moment at a time. */
import { momentTitle } from "../arms/armTitle";
import { momentsOf, reportAt } from "../judgement";
import type { ReportBody } from "../model";
import { figuresIntro } from "../words";
import { contractSection } from "./contractSection";
import { escaped } from "./escape";
import { figuresTable } from "./figuresTable";
import { harmSection } from "./harmSection";
import { monitorsSection } from "./monitorsSection";
import { outcomeSection } from "./outcomeSection";
import { section } from "./parts";
import { plotsSection } from "./plotsSection";
import { podsSection } from "./podsSection";
import { choices, toggles } from "./toggles";

/** The fixes of one moment, and what they are compared with. */
interface Group {
    readonly name: string;
    readonly title: string;
    readonly report: ReportBody;
}

function groupsOf(model: ReportBody): readonly Group[] {
    const moments = momentsOf(model);
    return moments.length === 0
        ? [{ name: "none", title: "", report: model }]
        : moments.map((moment) => ({
              name: moment,
              title: `Fixes ${momentTitle(moment)}`,
              report: reportAt(model, moment),
          }));
}

/** The sections of all moments, and the buttons that choose between them. */
export function groupSections(model: ReportBody): string {
    const groups = groupsOf(model);
    return [choice(groups), ...groups.map(groupOf)].filter((part) => part !== "").join("\n");
}

/** The styles that those need. */
export function groupStyles(model: ReportBody): string {
    const groups = groupsOf(model);
    const shown = groups.map(({ name, report }) =>
        toggles(
            name,
            report.arms.map(({ id }) => id),
        ),
    );
    return `${shown.join("")}${choices(groups.map(({ name }) => name))}`;
}

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
${section("figures", "All figures", figuresIntro(report.source), figuresTable(report), report.source.tag)}
${podsSection(report)}
${plotsSection(report, name)}
${monitorsSection(report)}
${harmSection(report)}
${contractSection(report)}
</div>`;
}
