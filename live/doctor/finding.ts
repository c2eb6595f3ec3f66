/**
 * How it stands with one thing: `missing` stops an experiment, `advice` may spoil one, `unknown`
 * is what cannot be told from here.
 */
export type Standing = "ok" | "advice" | "missing" | "unknown";

export interface Finding {
    readonly what: string;
    readonly standing: Standing;
    /** What was found, in a few words. */
    readonly found: string;
    /** How to mend it; none where all is well. */
    readonly mend?: string;
}

export function ok(what: string, found: string): Finding {
    return { what, standing: "ok", found };
}

export function missing(what: string, found: string, mend: string): Finding {
    return { what, standing: "missing", found, mend };
}

export function advice(what: string, found: string, mend: string): Finding {
    return { what, standing: "advice", found, mend };
}

export function unknown(what: string, found: string, mend?: string): Finding {
    return { what, standing: "unknown", found, ...(mend === undefined ? {} : { mend }) };
}
