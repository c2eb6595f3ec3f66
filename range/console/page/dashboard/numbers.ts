/** Widgets that show single numbers: one, or one for each group. */
import { type Column, scalarOf } from "../api";
import { h, set, write } from "../dom";
import { withUnit } from "../format";
import { timeSpan } from "../timeSpan";
import type { Context, Drawn } from "./context";
import type { ConditionalFormat, Definition } from "./definition";

export function queryValue({ requests = [], precision }: Definition, context: Context): Drawn {
    const [request = {}] = requests;
    const value = h("strong", {});
    const element = h("div", { class: "value" }, value);
    return {
        element,
        refresh: async () => {
            const { from, until } = timeSpan.shown;
            const columns = await scalarOf(context.question(request), from, until);
            const column = columns.find(({ type }) => type === "number");
            const [found] = numbersOf(column);
            const shown = precision === undefined ? found : rounded(found, precision);
            write(value, shown === undefined ? "no data" : withUnit(shown, column?.unit));
            set(element, { class: `value ${toneOf(found, request.conditional_formats)}` });
        },
    };
}

function rounded(value: number | undefined, digits: number): number | undefined {
    return value === undefined ? undefined : Number(value.toFixed(digits));
}

/** Datadog's palettes by what they mean. */
function toneOf(value: number | undefined, formats: readonly ConditionalFormat[] = []): string {
    const found = formats.find((one) => value !== undefined && holds(value, one))?.palette ?? "";
    return found.includes("red")
        ? "bad"
        : found.includes("yellow")
          ? "warn"
          : found.includes("green")
            ? "good"
            : "";
}

function holds(value: number, { comparator, value: limit }: ConditionalFormat): boolean {
    switch (comparator) {
        case ">":
            return value > limit;
        case ">=":
            return value >= limit;
        case "<":
            return value < limit;
        case "<=":
            return value <= limit;
        default:
            return value === limit;
    }
}

export function topList({ requests = [] }: Definition, context: Context): Drawn {
    const element = h("ol", { class: "toplist", tabindex: "0" });
    return {
        element,
        refresh: async () => {
            const { from, until } = timeSpan.shown;
            const [request = {}] = requests;
            const columns = await scalarOf(context.question(request), from, until);
            const number = columns.find(({ type }) => type === "number");
            const groups = columns.filter(({ type }) => type === "group");
            const rows = numbersOf(number)
                .map((value, at) => ({ value, name: nameOf(groups, at) }))
                .filter(({ value }) => Number.isFinite(value))
                .sort((one, other) => other.value - one.value);
            const most = Math.max(1e-12, ...rows.map(({ value }) => value));
            element.replaceChildren(
                ...rows.map(({ value, name }) =>
                    bar(name, value / most, withUnit(value, number?.unit)),
                ),
            );
            if (rows.length === 0) {
                element.append(h("li", { class: "none" }, "Nothing in the time shown"));
            }
        },
    };
}

function bar(name: string, share: number, words: string): HTMLElement {
    const fill = h("i", { "aria-hidden": "true" });
    fill.style.width = `${Math.max(0, share) * 100}%`;
    return h("li", {}, fill, h("b", {}, words), " ", h("span", {}, name));
}

function numbersOf(column: Column | undefined): readonly number[] {
    return (column?.values ?? []).map((value) => (typeof value === "number" ? value : Number.NaN));
}

/** The values of a group's tags: each column has one for every row, as a list. */
function nameOf(groups: readonly Column[], at: number): string {
    return groups.map(({ values }) => [values[at]].flat().join(", ")).join(", ");
}
