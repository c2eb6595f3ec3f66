const factors: Readonly<Record<string, number>> = {
    "": 1,
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};

/** 300m, 1.5, 1000Mi; or with an exponent, which the API server keeps as it is written: 1e9. */
const written = /^((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/;

/** Cores or bytes of a Kubernetes quantity such as 300m or 1000Mi; throws when it is none. */
export function amountOf(quantity: string): number {
    const [, digits, suffix = ""] = written.exec(quantity) ?? [];
    const factor = factors[suffix];
    if (digits === undefined || factor === undefined) {
        throw new Error(`"${quantity}" is not an amount of CPU or memory`);
    }
    return Number(digits) * factor;
}
