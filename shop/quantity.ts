const factors: Readonly<Record<string, number>> = {
    "": 1,
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
};

/** Cores or bytes of a Kubernetes quantity such as 300m or 1000Mi; throws when it is none. */
export function amountOf(quantity: string): number {
    const [, digits, suffix = ""] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(quantity) ?? [];
    const factor = factors[suffix];
    if (digits === undefined || factor === undefined) {
        throw new Error(`"${quantity}" is not an amount of CPU or memory`);
    }
    return Number(digits) * factor;
}
