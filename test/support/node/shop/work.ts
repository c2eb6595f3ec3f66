/** Makes the front-end stand-in as slow and as heavy as the real front-end. */
import type { Socket } from "node:net";
import { burnUntil, cpuMilliseconds } from "./burn";
import {
    connectionKibibytes,
    turnCount,
    turnMilliseconds,
    turnsBeforeCall,
    warmthMebibytes,
    type RequestKind,
} from "./cost";

/** How far real use may be ahead of what requests should have cost, as after an idle time. */
const forgivenMilliseconds = 5;

const mebibyte = 1024 * 1024;

export class Work {
    private inFlight = 0;
    private served = 0;
    /** What the process should have used in all: parsing and writing are part of the cost. */
    private due = cpuMilliseconds();
    private readonly warmth: Buffer[] = [];
    private readonly held = new Map<Socket, Buffer>();

    /**
     * Does a request's work, one turn of the event loop after the other, and what it waits for in
     * between. A turn begins in the loop's next phase: until then all that has arrived is read, and
     * counts as in flight.
     */
    public async do<T>(kind: RequestKind, socket: Socket, wait: () => Promise<T>): Promise<T> {
        this.inFlight += 1;
        this.hold(socket);
        try {
            await this.turns(kind, turnsBeforeCall);
            const result = await wait();
            await this.turns(kind, turnCount(kind) - turnsBeforeCall);
            return result;
        } finally {
            this.inFlight -= 1;
            this.served += 1;
            this.held.delete(socket);
            this.warm();
        }
    }

    private async turns(kind: RequestKind, count: number): Promise<void> {
        for (let left = count; left > 0; left -= 1) {
            await nextPhase();
            this.use(turnMilliseconds(kind, this.inFlight, this.served));
        }
    }

    private use(milliseconds: number): void {
        this.due = Math.max(this.due, cpuMilliseconds() - forgivenMilliseconds) + milliseconds;
        burnUntil(this.due);
    }

    /** Memory that is written to: a page that nobody has touched is not charged. */
    private hold(socket: Socket): void {
        if (!this.held.has(socket)) {
            this.held.set(socket, Buffer.alloc(connectionKibibytes * 1024, 1));
        }
    }

    private warm(): void {
        while (this.warmth.length < warmthMebibytes(this.served)) {
            this.warmth.push(Buffer.alloc(mebibyte, 1));
        }
    }
}

function nextPhase(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}
