/** Datadog's API as the tools ask it: over HTTP, with the keys of whoever uses them. */

export interface ApiAccess {
    /** Base URL, without a slash at its end. */
    readonly url: string;
    readonly apiKey: string;
    readonly appKey: string;
}

type Parameters = Readonly<Record<string, string | number | undefined>>;

/** What the API has refused, in its own words: the model that asked can do better then. */
export class ApiRefusal extends Error {}

export class Api {
    constructor(private readonly access: ApiAccess) {}

    get(path: string, parameters: Parameters = {}): Promise<unknown> {
        const given = new URLSearchParams();
        for (const [key, value] of Object.entries(parameters)) {
            if (value !== undefined) {
                given.set(key, String(value));
            }
        }
        const query = given.toString();
        return this.ask("GET", query === "" ? path : `${path}?${query}`);
    }

    post(path: string, body: unknown): Promise<unknown> {
        return this.ask("POST", path, JSON.stringify(body));
    }

    private async ask(method: string, path: string, body?: string): Promise<unknown> {
        const { url, apiKey, appKey } = this.access;
        const answer = await fetch(`${url}${path}`, {
            method,
            headers: {
                "dd-api-key": apiKey,
                "dd-application-key": appKey,
                "content-type": "application/json",
            },
            ...(body !== undefined && { body }),
        });
        const text = await answer.text();
        if (!answer.ok) {
            throw new ApiRefusal(`${method} ${path}: ${answer.status} ${text}`);
        }
        return JSON.parse(text) as unknown;
    }
}
