import { type ApiAccess, requestDatadog } from "./request";

/** What Datadog's API has refused, in its own words: whoever asked can do better then. */
export class DatadogRefusal extends Error {
    constructor(
        asked: string,
        readonly status: number,
        text: string,
    ) {
        super(`${asked}: ${status}: ${text}`);
    }
}

/**
 * The body of a good answer; undefined: it has none. Rejects with a DatadogRefusal when the API
 * refuses, and as `requestDatadog` does when there is no answer.
 */
export async function readDatadog(
    access: ApiAccess,
    method: string,
    path: string,
    body?: unknown,
): Promise<unknown> {
    const answer = await requestDatadog(access, method, path, body);
    const text = await answer.text();
    if (!answer.ok) {
        throw new DatadogRefusal(`${method} ${path}`, answer.status, text);
    }
    return text === "" ? undefined : (JSON.parse(text) as unknown);
}
