/** What the page asks Datadog's API for, passed on with the guest's key: reading, and no more. */
import { type ApiAccess, requestDatadog } from "../../../live/datadog/request";

/** The keys stay here, and pages cannot ask another port: so they ask through their own. */
const readable: readonly (readonly [method: "GET" | "POST", path: RegExp])[] = [
    ["GET", /^\/api\/v1\/dashboard(\/[\w-]+)?$/],
    ["GET", /^\/api\/v1\/slo(\/[\w-]+(\/history)?)?$/],
    ["GET", /^\/api\/v1\/query$/],
    ["POST", /^\/api\/v2\/query\/(timeseries|scalar)$/],
    ["POST", /^\/api\/v2\/logs\/events\/search$/],
    ["POST", /^\/api\/v2\/logs\/analytics\/aggregate$/],
    ["POST", /^\/api\/v2\/events\/search$/],
];

export interface Relayed {
    readonly status: number;
    readonly body: unknown;
}

/** Undefined when it is nothing that the page may ask for. */
export async function relayed(
    access: ApiAccess,
    method: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
): Promise<Relayed | undefined> {
    const allowed = readable.find(([verb, form]) => verb === method && form.test(path));
    if (allowed === undefined) {
        return undefined;
    }
    const asked = query.size === 0 ? path : `${path}?${query.toString()}`;
    try {
        const sent = allowed[0] === "POST" ? body : undefined;
        const answer = await requestDatadog(access, allowed[0], asked, sent);
        const text = await answer.text();
        return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
    } catch (error) {
        return { status: 502, body: { errors: [`Datadog's API: ${(error as Error).message}`] } };
    }
}
