import type { Stream } from "../clock/stream";
import type { MixSpec } from "../read/objects";
import type { Step } from "./journey";

/** After that many tries a shared account's set-up is left as it is (scenarios/load/shop.py). */
const sharedTries = 4;
/** The longest pause before a failed request is sent again, in seconds (the same). */
const longestPause = 15;

/**
 * What is sent once per account before the first task: by each user with an account of its own,
 * or by the first user of each process for all of them, while the others wait.
 */
export class Setup {
    private readonly at: Uint8Array;
    private readonly tried: Uint16Array;
    private readonly isDone: Uint8Array;
    private readonly tries: number;

    constructor(
        private readonly mix: MixSpec,
        private readonly streams: readonly Stream[],
        private readonly processes: number,
    ) {
        this.at = new Uint8Array(streams.length);
        this.tried = new Uint16Array(streams.length);
        this.isDone = new Uint8Array(streams.length);
        this.tries = { none: 1, seeded: 1, shared: sharedTries, own: Infinity }[mix.account];
    }

    /** The user's next step of its set-up; undefined when there is nothing left to do. */
    next(user: number): Step | undefined {
        const owner = this.ownerOf(user);
        const at = this.at[owner] as number;
        if (this.isDone[owner] === 1 || at >= this.mix.setup.length) {
            this.isDone[owner] = 1;
            return undefined;
        }
        return owner === user
            ? { do: "request", request: at, sock: 0 }
            : { do: "pause", seconds: 0.1 };
    }

    /** A request of the set-up has ended; the step that comes now. */
    ended(user: number, ok: boolean): Step | undefined {
        const tried = (this.tried[user] as number) + 1;
        if (!ok && tried < this.tries) {
            this.tried[user] = tried;
            const pause = Math.min(2 ** (tried - 1), longestPause);
            return { do: "pause", seconds: pause * (this.streams[user] as Stream).between(0.5, 1) };
        }
        this.tried[user] = 0;
        this.at[user] = (this.at[user] as number) + 1;
        return this.next(user);
    }

    private ownerOf(user: number): number {
        return this.mix.account === "shared" ? user % this.processes : user;
    }
}
