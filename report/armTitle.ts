/** An arm's words for people: `no fix`, `hpa + limits`. */
export function armTitle(arm: string): string {
    return arm === "none" ? "no fix" : arm.split(",").join(" + ");
}
