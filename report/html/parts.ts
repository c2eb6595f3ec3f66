import { fixTitle } from "../arms/armTitle";
import { colourOf, dashesOf } from "../chart/colours";
import type { Arm, Source } from "../model";
import { escaped } from "./escape";

/** A section with its heading; wherever figures stand, so does where they come from. */
export function section(
    name: string,
    title: string,
    intro: string,
    body: string,
    tag: Source["tag"] = "simulated",
): string {
    return `<section data-section="${name}"><h2>${escaped(title)} <span class="tag">${tag}</span></h2>
<p class="intro">${escaped(intro)}</p>
${body}
</section>`;
}

/** An arm's name behind a sample of its line. */
export function armName(arm: string): string {
    return `<span class="arm">${armSample(arm)}${escaped(fixTitle(arm))}</span>`;
}

/** A piece of an arm's line. */
export function armSample(arm: string): string {
    const dashes = dashesOf(arm);
    const pattern = dashes === "solid" ? "" : ` stroke-dasharray="${dashes.join(" ")}"`;
    const line = `<path d="M0 5H26" stroke="${colourOf(arm)}" stroke-width="3"${pattern}/>`;
    return `<svg class="sample" viewBox="0 0 26 10" aria-hidden="true">${line}</svg>`;
}

/** Heads of the columns of a table with a column per arm. */
export function armHeads({ arms }: { readonly arms: readonly Pick<Arm, "id">[] }): string {
    return arms
        .map(({ id }) => `<th scope="col" data-arm="${escaped(id)}">${armName(id)}</th>`)
        .join("");
}

/** A table that may be wider than its page; `more` says on a narrow one what is out of sight. */
export function scrolled(label: string, table: string, more = "scroll for more fixes"): string {
    const name = escaped(label);
    const hint = `<p class="hint" aria-hidden="true">${escaped(more)} →</p>`;
    return `${hint}<div class="scroll" tabindex="0" role="region" aria-label="${name}">${table}</div>`;
}
