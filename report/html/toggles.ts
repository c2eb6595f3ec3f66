import { colourOf, slotOf } from "../chart/colours";

/** Styles that hide an arm's lines while its box in the legend is not ticked. */
export function toggles(arms: readonly string[]): string {
    return arms
        .map(
            (arm) =>
                `:root:has(#show-${slotOf(arm)}:not(:checked)) .plots ` +
                `:is([stroke="${colourOf(arm)}"],[data-slot="${slotOf(arm)}"]){display:none}\n`,
        )
        .join("");
}
