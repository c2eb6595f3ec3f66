/** Datadog's API as the tools ask it: over HTTP, with the keys of whoever uses them. */
import { type ApiAccess, requestDatadog } from "../../live/datadog/request";

/** As long as fetch waits by itself: a tool's client has a patience of its own. */
const patienceMs = 300_000;

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
        return this.ask("POST", path, body);
    }

    private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
        const answer = await requestDatadog({ patienceMs, ...this.access }, method, path, body);
        const text = await answer.text();
        if (!answer.ok) {
            throw new ApiRefusal(`${method} ${path}: ${answer.status} ${text}`);
        }
        return JSON.parse(text) as unknown;
    }
}
