/** Datadog's API, asked with a guest's key like any client does. */
import { requestDatadog } from "../../../live/datadog/request";

export interface DatadogAccess {
    /** Base URL without a slash at its end. */
    readonly datadogUrl: string;
    /** The application key is the guests': it reads. */
    readonly keys: { readonly apiKey: string; readonly appKey: string };
}

export interface DatadogAnswer {
    readonly status: number;
    readonly body: unknown;
}

const patienceMs = 20_000;

export class DatadogClient {
    constructor(private readonly access: DatadogAccess) {}

    /** Whatever the API answers; rejects when it cannot be reached. */
    async ask(method: "GET" | "POST", path: string, body?: unknown): Promise<DatadogAnswer> {
        const { datadogUrl: apiUrl, keys } = this.access;
        const answer = await requestDatadog({ apiUrl, ...keys, patienceMs }, method, path, body);
        const text = await answer.text();
        return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
    }

    /** The body of a good answer; throws with what the API says otherwise. */
    async read(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> {
        const answer = await this.ask(method, path, body);
        if (answer.status >= 400) {
            throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        }
        return answer.body;
    }
}
