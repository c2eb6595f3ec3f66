import type { Attributes } from "./processedLog";

/**
 * The value of a formula of attributes: sums and differences of products, as far as this stack
 * uses Datadog's arithmetic processor. Undefined when an attribute is missing or is no number,
 * since the processor is then skipped.
 * @throws {Error} when the formula is no such thing.
 */
export function compileArithmetic(
    expression: string,
): (attributes: Attributes) => number | undefined {
    const terms = expression.split(/\s(?=[+-]\s)/).map(compileTerm);
    return (attributes) => {
        let sum = 0;
        for (const term of terms) {
            sum += term(attributes);
        }
        return Number.isNaN(sum) ? undefined : sum;
    };
}

function compileTerm(term: string): (attributes: Attributes) => number {
    const [, sign, product = ""] = /^([+-] )?(.*)$/.exec(term) ?? [];
    const factors = product.split(" * ").map(compileFactor);
    return (attributes) =>
        factors.reduce((value, factor) => value * factor(attributes), sign === "- " ? -1 : 1);
}

function compileFactor(factor: string): (attributes: Attributes) => number {
    if (/^\d+(\.\d+)?$/.test(factor)) {
        const value = Number(factor);
        return () => value;
    }
    if (!/^[a-z][\w.]*$/.test(factor)) {
        throw new Error(`"${factor}" in a formula is neither a number nor an attribute`);
    }
    return (attributes) => {
        const value = attributes[factor];
        return typeof value === "number" ? value : NaN;
    };
}
