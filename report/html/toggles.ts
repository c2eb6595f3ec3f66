import { colourOf, slotOf } from "../chart/colours";

/** Styles that hide an arm's lines in a group's plots while its box in the legend is not ticked. */
export function toggles(group: string, arms: readonly string[]): string {
    return arms
        .map(
            (arm) =>
                `#at-${group}:has(#show-${group}-${slotOf(arm)}:not(:checked)) .plots ` +
                `:is([stroke="${colourOf(arm)}"],[data-slot="${slotOf(arm)}"]){display:none}\n`,
        )
        .join("");
}

/** Styles that show one group, of which the button is chosen; on paper all. */
export function choices(groups: readonly string[]): string {
    const rules = groups
        .map(
            (group) =>
                `:root:has(#choose-${group}:not(:checked)) #at-${group}{display:none}\n` +
                `:root:has(#choose-${group}:checked) [for="choose-${group}"]{border-color:var(--ink)}\n`,
        )
        .join("");
    return groups.length < 2 ? "" : `@media screen {\n${rules}}\n`;
}
