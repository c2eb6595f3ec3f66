import leven from "leven";

const shown = 5;

/** What there is instead, the likeliest first. */
export function listed(wanted: string, there: readonly string[]): string {
    const sorted = [...there].sort((one, other) => leven(wanted, one) - leven(wanted, other));
    const more = sorted.length > shown ? ", …" : "";
    return there.length === 0 ? "none" : sorted.slice(0, shown).join(", ") + more;
}

/** Short values differ by a letter or two without being meant: 500 and 200, cart and card. */
const shortest = 5;

/** The value that is nearly the one wanted. */
export function nearestOf(wanted: string, there: readonly string[]): string | undefined {
    const value = wanted.toLowerCase();
    return value.length < shortest ? undefined : there.find((one) => leven(value, one) <= 2);
}
