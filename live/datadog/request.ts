/** Where Datadog's API is, and who asks. */
export interface ApiAccess {
    /** Base URL, like `https://api.us5.datadoghq.com`. */
    readonly apiUrl: string;
    readonly apiKey: string;
    readonly appKey: string;
    /** How long an answer may take, in milliseconds; default: 10 s. */
    readonly patienceMs?: number;
}

/** An answer that takes longer is none. */
const usualPatienceMs = 10_000;

/**
 * Asks Datadog's API; `resource` is the path. Rejects when there is no answer: with an error whose
 * text can hold the value of a header, so a key, and must not be passed on.
 */
export function requestDatadog(
    { apiUrl, apiKey, appKey, patienceMs = usualPatienceMs }: ApiAccess,
    method: string,
    resource: string,
    body?: unknown,
): Promise<Response> {
    return fetch(new URL(resource, apiUrl), {
        method,
        headers: {
            "DD-API-KEY": apiKey,
            "DD-APPLICATION-KEY": appKey,
            accept: "application/json",
            ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        // fetch would send the keys along to wherever it is sent.
        redirect: "error",
        signal: AbortSignal.timeout(patienceMs),
    });
}
