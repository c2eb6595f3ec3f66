/**
 * Events as the kubelet's recorder sends them: what happens again counts up the event that there
 * is, and who has too much to tell is cut short (client-go tools/record, events_cache.go).
 */
import type { ApiClient } from "../../controlPlane/apiClient";
import { ApiError, isNotFound } from "../../controlPlane/apiTransport";
import { timestamp } from "./podStatus";

/** An object may have so many events in one go, and after that one more in 5 minutes. */
const burst = 25;
const refillSeconds = 300;

export interface Told {
    readonly type: "Normal" | "Warning";
    readonly reason: string;
    readonly message: string;
    /** Name of the container that it is about, if it is about one. */
    readonly container?: string;
    /** By the world's time, in seconds since the epoch. */
    readonly at: number;
}

export interface Subject {
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
}

interface Known {
    readonly path: string;
    count: number;
}

export class EventWriter {
    private readonly known = new Map<string, Known>();
    private readonly tokens = new Map<string, { left: number; at: number }>();
    /** One after the other, so that they count up in order. */
    private last: Promise<unknown> = Promise.resolve();
    private made = 0;

    constructor(
        private readonly api: ApiClient,
        private readonly host: string,
        /** Of a time of the world: when clients say that it was. */
        private readonly toWall: (world: number) => number,
        private readonly report: (line: string) => void,
    ) {}

    tell(subject: Subject, told: Told): void {
        if (!this.admits(subject, told.at)) {
            return;
        }
        this.last = this.last
            .then(() => this.send(subject, told))
            .catch((error: unknown) => {
                // Of what is on its way out, with its namespace perhaps, nothing need be told.
                if (!(error instanceof ApiError && [403, 404].includes(error.status))) {
                    this.report(`event of ${subject.name}: ${String(error)}`);
                }
            });
    }

    /** Nothing more will be told of it. */
    forget({ uid }: Subject): void {
        this.tokens.delete(uid);
        for (const key of this.known.keys()) {
            if (key.startsWith(uid)) {
                this.known.delete(key);
            }
        }
    }

    private async send(subject: Subject, told: Told): Promise<void> {
        const { type, reason, message, container } = told;
        const at = this.toWall(told.at);
        const key = [subject.uid, container, type, reason, message].join("|");
        const known = this.known.get(key);
        const path = `/api/v1/namespaces/${subject.namespace}/events`;
        if (known !== undefined && (await this.countUp(known, at))) {
            return;
        }
        // Until it is there, the next one of its kind is made anew.
        this.known.delete(key);
        const name = `${subject.name}.${this.suffix(at)}`;
        await this.api.request("POST", path, {
            apiVersion: "v1",
            kind: "Event",
            metadata: { name, namespace: subject.namespace },
            involvedObject: {
                ...{ apiVersion: "v1", kind: "Pod", ...subject },
                ...(container === undefined ? {} : { fieldPath: `spec.containers{${container}}` }),
            },
            ...{ type, reason, message, count: 1 },
            firstTimestamp: timestamp(at),
            lastTimestamp: timestamp(at),
            source: { component: "kubelet", host: this.host },
            reportingComponent: "kubelet",
            reportingInstance: this.host,
        });
        this.known.set(key, { path: `${path}/${name}`, count: 1 });
    }

    /** False: somebody has deleted it, or it has expired. */
    private async countUp(known: Known, at: number): Promise<boolean> {
        known.count++;
        const again = { count: known.count, lastTimestamp: timestamp(at) };
        try {
            await this.api.request("PATCH", known.path, again, "application/merge-patch+json");
            return true;
        } catch (error) {
            if (isNotFound(error)) {
                return false;
            }
            throw error;
        }
    }

    /** client-go's: the time in nanoseconds, in hexadecimal; here with a counter at its end. */
    private suffix(at: number): string {
        const nanoseconds = BigInt(Math.floor(at * 1e6)) * 1000n + BigInt(this.made++ % 1000);
        return nanoseconds.toString(16);
    }

    private admits({ uid }: Subject, at: number): boolean {
        const { left, at: before } = this.tokens.get(uid) ?? { left: burst, at };
        const now = Math.min(burst, left + (at - before) / refillSeconds);
        this.tokens.set(uid, { left: now < 1 ? now : now - 1, at });
        return now >= 1;
    }
}
