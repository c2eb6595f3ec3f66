import type { ReportBody } from "../model";
import { escaped } from "./escape";

/** What the incident's record accepts as a fix, whether or not it was tried. */
export function acceptedSection({ fixes, incident }: ReportBody): string {
    const items = fixes.map(
        ({ action, why, serves }) =>
            `<li>${escaped(action)} <span class="use">${serves.join(" and ")}</span> ` +
            `<small>${escaped(why)}</small></li>`,
    );
    return `<section id="accepted"><h2>What counts as a fix</h2>
<p class="intro">An answer that names one of these is right, by the record of ${escaped(incident.id)}. How much it helps at this load is above, where it was tried.</p>
<ul>${items.join("")}</ul></section>`;
}
