/** What the containers have written, as the kubelet keeps it: of this one and of the one before. */
import type { LogLine, PodSample, ServedRequest } from "../../../twin/observer";
import { accessLine } from "../../../twin/telemetry/accessLog";

/** Lines kept of each container: about the 10 MiB after which the kubelet begins a new file. */
const mostLines = 40_000;

export interface WrittenLine {
    /** Seconds since the epoch. */
    readonly at: number;
    readonly stream: LogLine["stream"];
    readonly text: string;
}

type Kept = WrittenLine | ServedRequest;

/** Lines of one start of a container; those of requests are worded when somebody reads them. */
export class ContainerLog {
    private kept: Kept[] = [];
    private readonly readers = new Set<(line: WrittenLine) => void>();

    constructor(readonly id: string) {}

    add(entry: Kept): void {
        this.kept.push(entry);
        if (this.kept.length > mostLines) {
            this.kept = this.kept.slice(mostLines / 4);
        }
        if (this.readers.size > 0) {
            const line = worded(entry);
            this.readers.forEach((read) => {
                if (line !== undefined) {
                    read(line);
                }
            });
        }
    }

    lines(): readonly WrittenLine[] {
        return this.kept.flatMap((entry) => worded(entry) ?? []);
    }

    /** Calls back with each further line; returns what ends that. */
    follow(reader: (line: WrittenLine) => void): () => void {
        this.readers.add(reader);
        return () => this.readers.delete(reader);
    }
}

function worded(entry: Kept): WrittenLine | undefined {
    if ("text" in entry) {
        return entry;
    }
    const line = accessLine(entry);
    return line && { at: entry.endedAt, stream: line.stream, text: line.message };
}

/** The logs of all containers of a namespace. */
export class ContainerLogs {
    /** By pod and container: the newest first. */
    private readonly logs = new Map<string, readonly ContainerLog[]>();

    /** Of the container that runs or ran last, or of the one before. */
    of(pod: string, container: string, isPrevious = false): ContainerLog | undefined {
        return this.logs.get(keyOf(pod, container))?.[isPrevious ? 1 : 0];
    }

    write({ name, container, containerId }: PodSample, line: WrittenLine): void {
        this.current(name, container, containerId).add(line);
    }

    served(request: ServedRequest): void {
        const { name, container, containerId } = request.pod;
        this.current(name, container, containerId).add(request);
    }

    /** The log of that start of the container, begun if need be. */
    current(pod: string, container: string, id: string): ContainerLog {
        const key = keyOf(pod, container);
        const known = this.logs.get(key) ?? [];
        const same = known.find((log) => log.id === id);
        if (same !== undefined) {
            return same;
        }
        const log = new ContainerLog(id);
        this.logs.set(key, [log, ...known.slice(0, 1)]);
        return log;
    }

    forget(pod: string): void {
        for (const key of this.logs.keys()) {
            if (key.startsWith(`${pod}/`)) {
                this.logs.delete(key);
            }
        }
    }
}

const keyOf = (pod: string, container: string): string => `${pod}/${container}`;
