/** Datadog's API, asked with a guest's key like any client does. */

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

const patienceMilliseconds = 20_000;

export class DatadogClient {
    constructor(private readonly access: DatadogAccess) {}

    /** Whatever the API answers; rejects when it cannot be reached. */
    async ask(method: "GET" | "POST", path: string, body?: unknown): Promise<DatadogAnswer> {
        const { datadogUrl, keys } = this.access;
        const answer = await fetch(`${datadogUrl}${path}`, {
            method,
            headers: {
                "dd-api-key": keys.apiKey,
                "dd-application-key": keys.appKey,
                ...(body === undefined ? {} : { "content-type": "application/json" }),
            },
            body: body === undefined ? null : JSON.stringify(body),
            signal: AbortSignal.timeout(patienceMilliseconds),
        });
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
