/** Who wrote what through the API, as the API server's audit log has it. */
import { z } from "zod";

import { FileTail } from "./fileTail";

/** A write that the API server has answered. */
export interface AuditedWrite {
    readonly id: string;
    /** When it came in, as clients have the time, in seconds since the epoch. */
    readonly at: number;
    /** Name of the user as the API server knows it. */
    readonly user: string;
    /** The program, as it calls itself: `kubectl/v1.35.4 (linux/amd64) …`. */
    readonly agent: string;
    /** create, update, patch, delete or deletecollection. */
    readonly verb: string;
    /** The plural, with the API's group where there is one: `deployments.apps`. */
    readonly resource: string;
    readonly subresource: string | undefined;
    readonly namespace: string | undefined;
    /** Undefined: of a whole collection, or the server was to find a name. */
    readonly name: string | undefined;
    /** With the query: the field manager, whether it is a dry run. */
    readonly uri: string;
    /** HTTP status. */
    readonly status: number;
    /** What was sent: an object, a patch, options of a deletion; undefined where it is not kept. */
    readonly sent: unknown;
}

const schema = z.object({
    auditID: z.string(),
    requestReceivedTimestamp: z.string(),
    user: z.object({ username: z.string() }),
    impersonatedUser: z.object({ username: z.string() }).optional(),
    userAgent: z.string().default(""),
    verb: z.string(),
    requestURI: z.string(),
    objectRef: z
        .object({
            resource: z.string().default(""),
            apiGroup: z.string().optional(),
            subresource: z.string().optional(),
            namespace: z.string().optional(),
            name: z.string().optional(),
        })
        .optional(),
    responseStatus: z.object({ code: z.number().default(0) }).optional(),
    requestObject: z.unknown().optional(),
});

/** Undefined for a line that is none of a write. */
export function auditedWrite(line: string): AuditedWrite | undefined {
    const parsed = schema.safeParse(json(line));
    if (!parsed.success) {
        return undefined;
    }
    const { objectRef: object, user, impersonatedUser, ...event } = parsed.data;
    const { resource = "", apiGroup } = object ?? {};
    return {
        id: event.auditID,
        at: Date.parse(event.requestReceivedTimestamp) / 1000,
        user: (impersonatedUser ?? user).username,
        agent: event.userAgent,
        verb: event.verb,
        resource: apiGroup === undefined ? resource : `${resource}.${apiGroup}`,
        subresource: object?.subresource,
        namespace: object?.namespace,
        name: object?.name,
        uri: event.requestURI,
        status: event.responseStatus?.code ?? 0,
        sent: event.requestObject,
    };
}

function json(line: string): unknown {
    try {
        return JSON.parse(line);
    } catch {
        return undefined;
    }
}

/** How often it is looked whether something has come. */
const lookMilliseconds = 250;

/** Follows the log while a range runs. */
export class AuditLog {
    private readonly tail: FileTail;
    private readonly listeners = new Set<(write: AuditedWrite) => void>();
    private readonly timer: NodeJS.Timeout;

    constructor(file: string) {
        this.tail = new FileTail(file);
        this.timer = setInterval(() => {
            this.look();
        }, lookMilliseconds);
        this.timer.unref();
    }

    /** Calls back with each write from now on; returns what ends that. */
    onWrite(listener: (write: AuditedWrite) => void): () => void {
        this.look();
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    /** Everything that the API server has written up to now is told of. */
    look(): void {
        this.tail.read((line) => {
            const write = auditedWrite(line);
            if (write !== undefined) {
                this.listeners.forEach((listener) => {
                    listener(write);
                });
            }
        });
    }

    stop(): Promise<void> {
        clearInterval(this.timer);
        this.look();
        this.tail.close();
        return Promise.resolve();
    }
}
