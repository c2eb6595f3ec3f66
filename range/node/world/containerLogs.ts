/** What the containers have written, as the kubelet keeps it: of this one and of the one before. */
import type { LogLine, PodSample, ServedRequest } from "../../../twin/observer";
import { accessLine, hasAccessLine } from "../../../twin/telemetry/accessLog";

/** Lines kept of each container: about the 10 MiB after which the kubelet begins a new file. */
const mostLines = 40_000;

export interface WrittenLine {
    /** As clients have it, in seconds since the epoch. */
    readonly at: number;
    readonly stream: LogLine["stream"];
    readonly text: string;
}

type Kept = WrittenLine | ServedRequest;

/** Of a time of the world: when clients say that it was. */
type ToWall = (world: number) => number;

/** Lines of one start of a container; those of requests are worded when somebody reads them. */
export class ContainerLog {
    private kept: Kept[] = [];
    private readonly readers = new Set<(line: WrittenLine) => void>();

    constructor(
        readonly id: string,
        private readonly toWall: ToWall,
    ) {}

    /** @param line its time is the world's */
    write(line: WrittenLine): void {
        this.add({ ...line, at: this.toWall(line.at) });
    }

    served(request: ServedRequest): void {
        this.add(request);
    }

    lines(): readonly WrittenLine[] {
        return this.kept.flatMap((entry) => this.worded(entry) ?? []);
    }

    /** Calls back with each further line; returns what ends that. */
    follow(reader: (line: WrittenLine) => void): () => void {
        this.readers.add(reader);
        return () => this.readers.delete(reader);
    }

    private add(entry: Kept): void {
        this.kept.push(entry);
        if (this.kept.length > mostLines) {
            this.kept = this.kept.slice(mostLines / 4);
        }
        if (this.readers.size > 0) {
            const line = this.worded(entry);
            this.readers.forEach((read) => {
                if (line !== undefined) {
                    read(line);
                }
            });
        }
    }

    private worded(entry: Kept): WrittenLine | undefined {
        if ("text" in entry) {
            return entry;
        }
        const at = this.toWall(entry.endedAt);
        const line = accessLine(entry, at);
        return line && { at, stream: line.stream, text: line.message };
    }
}

/** The logs of all containers of a namespace. */
export class ContainerLogs {
    /** By pod and container: the newest first. */
    private readonly logs = new Map<string, readonly ContainerLog[]>();

    constructor(private readonly toWall: ToWall) {}

    /** Of the container that runs or ran last, or of the one before. */
    of(pod: string, container: string, isPrevious = false): ContainerLog | undefined {
        return this.logs.get(keyOf(pod, container))?.[isPrevious ? 1 : 0];
    }

    /** @param line its time is the world's */
    write({ name, container, containerId }: PodSample, line: WrittenLine): void {
        this.current(name, container, containerId).write(line);
    }

    served(request: ServedRequest): void {
        if (hasAccessLine(request)) {
            const { name, container, containerId } = request.pod;
            this.current(name, container, containerId).served(request);
        }
    }

    /** The log of that start of the container, begun if need be. */
    current(pod: string, container: string, id: string): ContainerLog {
        const key = keyOf(pod, container);
        const known = this.logs.get(key) ?? [];
        const same = known.find((log) => log.id === id);
        if (same !== undefined) {
            return same;
        }
        const log = new ContainerLog(id, this.toWall);
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
