/** A stand-in for the events part of Datadog's API on loopback, which remembers what it was sent. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { stopServer } from "../../../tools/stopServer";

export interface RecordedEvent {
    readonly title: string;
    readonly text: string;
    /** Seconds since 1970. */
    readonly date_happened: number;
    readonly alert_type: string;
    readonly tags: readonly string[];
}

export interface RecordedRequest {
    readonly line: string;
    readonly headers: IncomingHttpHeaders;
    readonly event: RecordedEvent;
}

export interface EventRecorderOptions {
    /** Status of the answers by the request's number, the last one for all further ones; default 202. */
    readonly statuses?: readonly number[];
    /** Milliseconds before each answer; default 0. */
    readonly delay?: number;
    /** Where a redirecting status leads to. */
    readonly location?: string;
}

export class EventRecorder {
    readonly requests: RecordedRequest[] = [];
    readonly #server: Server;

    private constructor(
        server: Server,
        private readonly options: EventRecorderOptions,
    ) {
        this.#server = server;
        server.on("request", (request, response) => {
            // A run that ends while it waits for an answer is what some tests are about.
            this.#answer(request, response).catch(() => undefined);
        });
    }

    static async start(options: EventRecorderOptions = {}): Promise<EventRecorder> {
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        return new EventRecorder(server, options);
    }

    get url(): string {
        return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    get titles(): readonly string[] {
        return this.requests.map(({ event }) => event.title);
    }

    /** Stop; harmless when it has been stopped already. */
    async stop(): Promise<void> {
        await stopServer(this.#server);
    }

    async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
            chunks.push(chunk as Buffer);
        }
        const { statuses = [], delay = 0, location = "" } = this.options;
        const status = statuses[this.requests.length] ?? statuses.at(-1) ?? 202;
        const text = Buffer.concat(chunks).toString();
        this.requests.push({
            line: `${request.method ?? ""} ${request.url ?? ""}`,
            headers: request.headers,
            event: JSON.parse(text === "" ? "{}" : text) as RecordedEvent,
        });
        await sleep(delay);
        response.writeHead(status, { "Content-Type": "application/json", location });
        // A careless server may send back what it got.
        response.end(JSON.stringify({ status: "ok", key: request.headers["dd-api-key"] }));
    }
}
