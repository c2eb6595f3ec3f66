import type { TemplateVariable } from "./definition";

/** The value that each template variable has at the moment, `*` for all. */
export type Values = ReadonlyMap<string, string>;

export function defaultsOf(variables: readonly TemplateVariable[]): Map<string, string> {
    return new Map(variables.map(({ name, defaults }) => [name, defaults?.[0] ?? "*"]));
}

/** A query with the variables' values in their places: in metrics' filters, and in searches. */
export function filled(
    query: string,
    variables: readonly TemplateVariable[],
    values: Values,
): string {
    return variables.reduce((text, { name, prefix }) => {
        const value = values.get(name) ?? "*";
        const mark = `\\$${name}(?!\\w)`;
        if (value === "*") {
            return text
                .replace(new RegExp(`,\\s*${mark}`, "g"), "")
                .replace(new RegExp(`\\{\\s*${mark}\\s*,`, "g"), "{")
                .replace(new RegExp(`\\{\\s*${mark}\\s*\\}`, "g"), "{*}")
                .replace(new RegExp(`\\s*${mark}`, "g"), "");
        }
        const tag = prefix === null || prefix === undefined ? value : `${prefix}:${value}`;
        return text.replace(new RegExp(mark, "g"), tag);
    }, query);
}
