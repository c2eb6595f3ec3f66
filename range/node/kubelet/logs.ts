/** `kubectl logs`: what a container has written, and what it writes from now on. */
import type { ServerResponse } from "node:http";

import type { ContainerLogs, WrittenLine } from "../world/containerLogs";
import { type Handler, send } from "./kubeletServer";

export interface LogSources {
    /** Undefined: no such pod. */
    logsOf(namespace: string, pod: string): ContainerLogs | undefined;
    hasContainer(namespace: string, pod: string, container: string): boolean;
    now(): number;
}

/**
 * What may wait for a client that follows and does not read. The kubelet keeps about 10 MiB of a
 * container's log; whoever is further behind than that misses lines there too.
 */
const mostWaitingBytes = 10 * 1024 * 1024;

const path = /^\/containerLogs\/([^/]+)\/([^/]+)\/([^/]+)$/;

export function logsHandler(sources: LogSources): Handler {
    return (_, response, { pathname, searchParams }) => {
        const [, namespace, pod, container] = path.exec(pathname) ?? [];
        if (namespace === undefined || pod === undefined || container === undefined) {
            return false;
        }
        const logs = sources.logsOf(namespace, pod);
        if (logs === undefined || !sources.hasContainer(namespace, pod, container)) {
            send(response, 404, `pod "${pod}" has no container "${container}" on this node\n`);
            return true;
        }
        const isPrevious = searchParams.get("previous") === "true";
        const log = logs.of(pod, container, isPrevious);
        if (log === undefined) {
            const what = isPrevious ? "previous terminated container" : "container";
            const text = `${what} "${container}" in pod "${pod}" not found`;
            send(response, 400, text);
            return true;
        }
        const options = optionsOf(searchParams, sources.now());
        response.writeHead(200, { "content-type": "text/plain" });
        const writer = new LineWriter(response, options);
        selected(log.lines(), options).forEach((line) => {
            writer.write(line);
        });
        if (searchParams.get("follow") !== "true" || isPrevious) {
            response.end();
            return true;
        }
        response.flushHeaders();
        const stop = log.follow((line) => {
            if (response.writableLength < mostWaitingBytes) {
                writer.write(line);
            }
        });
        // A container that is started anew begins another log: the kubelet ends the stream then.
        const watch = setInterval(() => {
            if (logs.of(pod, container) !== log) {
                response.end();
            }
        }, 500);
        response.on("close", () => {
            clearInterval(watch);
            stop();
        });
        return true;
    };
}

interface LogOptions {
    /** Seconds since the epoch. */
    readonly since: number;
    /** The last so many lines; undefined: all. */
    readonly tail: number | undefined;
    readonly timestamps: boolean;
    readonly limitBytes: number;
}

function optionsOf(query: URLSearchParams, now: number): LogOptions {
    const number = (name: string): number | undefined =>
        query.has(name) ? Number(query.get(name)) : undefined;
    const sinceSeconds = number("sinceSeconds");
    const sinceTime = query.get("sinceTime");
    return {
        since:
            sinceSeconds !== undefined
                ? now - sinceSeconds
                : sinceTime === null
                  ? -Infinity
                  : Date.parse(sinceTime) / 1000,
        tail: number("tailLines"),
        timestamps: query.get("timestamps") === "true",
        limitBytes: number("limitBytes") ?? Infinity,
    };
}

function selected(
    lines: readonly WrittenLine[],
    { since, tail }: LogOptions,
): readonly WrittenLine[] {
    const young = lines.filter(({ at }) => at >= since);
    return tail === undefined ? young : tail === 0 ? [] : young.slice(-tail);
}

class LineWriter {
    private written = 0;

    constructor(
        private readonly response: ServerResponse,
        private readonly options: LogOptions,
    ) {}

    write({ at, text }: WrittenLine): void {
        const { timestamps, limitBytes } = this.options;
        // RFC 3339 with nanoseconds, of which the simulation knows microseconds.
        const time = new Date(at * 1000).toISOString().replace("Z", "000000Z");
        const line = Buffer.from(`${timestamps ? `${time} ` : ""}${text}\n`);
        const room = limitBytes - this.written;
        if (room > 0) {
            this.response.write(line.subarray(0, Math.min(line.length, room)));
            this.written += line.length;
        }
    }
}
