const factors: Readonly<Record<string, number>> = {
    "": 1,
    m: 1e-3,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
};

/** A Kubernetes quantity as a number: cores or bytes. Throws for what is not one. */
export function amountOf(quantity: string): number {
    const [, digits, suffix = ""] = /^([0-9.]+)([a-zA-Z]*)$/.exec(quantity) ?? [];
    const factor = factors[suffix];
    if (digits === undefined || factor === undefined) {
        throw new Error(`not a quantity: ${quantity}`);
    }
    return Number(digits) * factor;
}
