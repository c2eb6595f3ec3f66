/** Datadog's API as the tools ask it: over HTTP, with the keys of whoever uses them. */
import { readDatadog } from "../../live/datadog/read";
import type { ApiAccess } from "../../live/datadog/request";

/** As long as fetch waits by itself: a tool's client has a patience of its own. */
const patienceMs = 300_000;

type Parameters = Readonly<Record<string, string | number | undefined>>;

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

    private ask(method: string, path: string, body?: unknown): Promise<unknown> {
        return readDatadog({ patienceMs, ...this.access }, method, path, body);
    }
}
