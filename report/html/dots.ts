import { valueText } from "../figureText";
import type { Figure, FixSeed, Source } from "../model";
import { escaped } from "./escape";

/** In its own coordinates; it is as wide as its cell lets it be. */
const [width, height] = [200, 22] as const;
const margin = 5;

/** The seeds of a fix on one line: a dot with it, a ring without it. */
export function dots(
    { kind, label }: Pick<Figure, "kind" | "label">,
    seeds: readonly FixSeed[],
    highest: number,
    run: Source["run"],
): string {
    const at = (value: number): number =>
        Math.round((margin + (value / highest) * (width - 2 * margin)) * 10) / 10;
    const rings = seeds.map(
        ({ without }) => `<circle class="without" cx="${at(without)}" cy="6" r="3"/>`,
    );
    const marks = seeds.map(
        ({ value, seed }) =>
            `<circle cx="${at(value)}" cy="15" r="3.4"><title>${run} ${seed}: ` +
            `${escaped(valueText(kind, value))}</title></circle>`,
    );
    const name = seeds.map(({ value }) => valueText(kind, value)).join(", ");
    return (
        `<svg class="dots" viewBox="0 0 ${width} ${height}" role="img" ` +
        `aria-label="${escaped(`${label}, run by run: ${name}`)}">` +
        `<path d="M${margin} 20H${width - margin}"/>${rings.join("")}${marks.join("")}</svg>`
    );
}

/** What stands below the dots: from nothing to the highest. */
export function dotScale({ kind }: Pick<Figure, "kind">, highest: number): string {
    return (
        `<span class="dotscale"><i>${escaped(valueText(kind, 0))}</i>` +
        `<i>${escaped(valueText(kind, highest))}</i></span>`
    );
}
