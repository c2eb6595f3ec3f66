/** Datadog's API, as the page asks for it: through the console, which has the key. */

export class ApiRefusal extends Error {}

export async function ask(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`datadog${path}`, {
        method,
        ...(body === undefined
            ? {}
            : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const said = text === "" ? undefined : (JSON.parse(text) as unknown);
    if (!answer.ok) {
        const { errors } = (said ?? {}) as { readonly errors?: unknown };
        const reasons = Array.isArray(errors) ? errors.map(reasonOf).join("; ") : text;
        throw new ApiRefusal(`${answer.status}: ${reasons.slice(0, 400)}`);
    }
    return said;
}

function reasonOf(error: unknown): string {
    const { detail, title } = (error ?? {}) as {
        readonly detail?: string;
        readonly title?: string;
    };
    return typeof error === "string" ? error : (detail ?? title ?? JSON.stringify(error));
}

export interface Formula {
    readonly formula: string;
    readonly limit?: unknown;
}

/** A formula and the queries that it names, as a widget has them. */
export interface Question {
    readonly queries: readonly object[];
    readonly formulas: readonly Formula[];
}

export interface AnsweredSeries {
    readonly tags: readonly string[];
    readonly formula: number;
    readonly unit: string | undefined;
    readonly values: readonly (number | null)[];
}

export interface AnsweredTimes {
    /** Seconds since the epoch. */
    readonly times: readonly number[];
    readonly series: readonly AnsweredSeries[];
}

interface TimeseriesAnswer {
    readonly data?: {
        readonly attributes?: {
            readonly times?: readonly number[];
            readonly values?: readonly (readonly (number | null)[])[];
            readonly series?: readonly {
                readonly group_tags?: readonly string[];
                readonly query_index?: number;
                readonly unit?: unknown;
            }[];
        };
    };
}

/** @param interval in seconds. */
export async function timeseriesOf(
    question: Question,
    from: number,
    until: number,
    interval: number,
): Promise<AnsweredTimes> {
    const body = requestOf("timeseries_request", question, from, until, {
        interval: interval * 1000,
    });
    const found = (await ask("POST", "/api/v2/query/timeseries", body)) as TimeseriesAnswer;
    const { times = [], values = [], series = [] } = found.data?.attributes ?? {};
    return {
        times: times.map((time) => time / 1000),
        series: series.map(({ group_tags: tags = [], query_index: formula = 0, unit }, at) => ({
            tags,
            formula,
            unit: unitOf(unit),
            values: values[at] ?? [],
        })),
    };
}

export interface Column {
    readonly name: string;
    readonly type: string;
    readonly unit: string | undefined;
    readonly values: readonly unknown[];
}

interface ScalarAnswer {
    readonly data?: {
        readonly attributes?: {
            readonly columns?: readonly {
                readonly name?: string;
                readonly type?: string;
                readonly values?: readonly unknown[];
                readonly meta?: { readonly unit?: unknown };
            }[];
        };
    };
}

export async function scalarOf(
    question: Question,
    from: number,
    until: number,
): Promise<readonly Column[]> {
    const body = requestOf("scalar_request", question, from, until, {});
    const found = (await ask("POST", "/api/v2/query/scalar", body)) as ScalarAnswer;
    return (found.data?.attributes?.columns ?? []).map(
        ({ name = "", type = "number", values = [], meta }) => ({
            ...{ name, type, values },
            unit: unitOf(meta?.unit),
        }),
    );
}

function requestOf(
    type: string,
    { queries, formulas }: Question,
    from: number,
    until: number,
    further: object,
): object {
    const span = { from: Math.floor(from) * 1000, to: Math.ceil(until) * 1000 };
    return { data: { type, attributes: { ...span, ...further, queries, formulas } } };
}

/** Datadog gives a unit and what it is per: `[{ name: "byte" }, null]`. */
function unitOf(unit: unknown): string | undefined {
    const [first, per] = (Array.isArray(unit) ? unit : []) as ({ readonly name?: string } | null)[];
    return per === null || per === undefined ? first?.name : undefined;
}

/** A line of a list of logs or events. */
export interface Found {
    readonly id: string;
    readonly attributes: Readonly<Record<string, unknown>>;
}

export interface FoundPage {
    readonly found: readonly Found[];
    /** Where the next page begins; undefined: there is none. */
    readonly after: string | undefined;
}

/** Newest first. */
export async function searchOf(
    what: "logs" | "events",
    query: string,
    from: number,
    until: number,
    limit: number,
    cursor?: string,
): Promise<FoundPage> {
    const path = what === "logs" ? "/api/v2/logs/events/search" : "/api/v2/events/search";
    const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
    const answer = (await ask("POST", path, {
        filter: { query: query === "" ? "*" : query, from: iso(from), to: iso(until) },
        sort: "-timestamp",
        page: { limit, ...(cursor === undefined ? {} : { cursor }) },
    })) as {
        readonly data?: readonly Found[];
        readonly meta?: { readonly page?: { readonly after?: string } };
    };
    return { found: answer.data ?? [], after: answer.meta?.page?.after };
}
