import { armParts } from "../../rehearsal/armId";

/*
 * Colours are custom properties of the page, so that one picture serves light and dark. An arm has
 * the same colour and dashes in every report, whichever arms stand beside it. The values are in
 * report/html/page.css, after the palette of Okabe and Ito, which the colour-blind can tell apart.
 */

/** Places of the palette, in the order of page.css; one more for an arm that is not known yet. */
const knownArms: readonly string[] = [
    "none",
    "hpa",
    "limits",
    "replicas",
    "hpa,limits",
    "limits,replicas",
    "probes",
    "probes,replicas",
    "replicas,restart",
    "restart",
    "restore",
];

/** Of a fix, whenever it comes. */
export function slotOf(arm: string): number {
    const wanted = armParts(arm).fix.split(",").sort().join(",");
    const slot = knownArms.findIndex((known) => known.split(",").sort().join(",") === wanted);
    return slot === -1 ? knownArms.length : slot;
}

export function colourOf(arm: string): string {
    return `var(--arm-${slotOf(arm)})`;
}

/** Told apart without colour too; the arm without a fix has the only unbroken line. */
export function dashesOf(arm: string): number[] | "solid" {
    return dashes[slotOf(arm)] ?? "solid";
}

const dashes: readonly (number[] | "solid")[] = [
    "solid",
    [9, 3],
    [3, 3],
    [9, 3, 2, 3],
    [14, 4],
    [6, 2, 2, 2, 2, 2],
    [2, 2],
    [12, 2, 2, 2],
    [5, 3],
    [1, 3],
    [8, 2, 1, 2],
    [1, 5],
];

export const ink = "var(--ink)";
export const faint = "var(--faint)";
export const gridColour = "var(--grid)";
export const loadColour = "var(--load)";
