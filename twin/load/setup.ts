import type { MixSpec } from "../read/objects";
import type { Step } from "./journey";
import { bytes, halves, type UserRows } from "./userRows";
import type { UserStreams } from "./userStreams";

/** After that many tries a shared account's set-up is left as it is (scenarios/load/shop.py). */
const sharedTries = 4;
/** The longest pause before a failed request is sent again, in seconds (the same). */
const longestPause = 15;

/**
 * What is sent once per account before the first task: by each user with an account of its own,
 * or by the first user of each process for all of them, while the others wait.
 */
export class Setup {
    private readonly tries: number;

    constructor(
        private readonly mix: MixSpec,
        private readonly rows: UserRows,
        private readonly streams: Pick<UserStreams, "between">,
        private readonly processes: number,
    ) {
        this.tries = { none: 1, seeded: 1, shared: sharedTries, own: Infinity }[mix.account];
    }

    /** The user's next step of its set-up; undefined when there is nothing left to do. */
    next(user: number): Step | undefined {
        const owner = this.ownerOf(user);
        const row = this.rows.bytes;
        const at = row[owner * bytes.perRow + bytes.setupAt] as number;
        if (at >= this.mix.setup.length) {
            return undefined;
        }
        return owner === user
            ? { do: "request", request: at, sock: 0 }
            : { do: "pause", seconds: 0.1 };
    }

    /** A request of the set-up has ended; the step that comes now. */
    ended(user: number, ok: boolean): Step | undefined {
        const tries = user * halves.perRow + halves.tried;
        const tried = (this.rows.halves[tries] as number) + 1;
        if (!ok && tried < this.tries) {
            this.rows.halves[tries] = tried;
            const pause = Math.min(2 ** (tried - 1), longestPause);
            return { do: "pause", seconds: pause * this.streams.between(user, 0.5, 1) };
        }
        this.rows.halves[tries] = 0;
        const at = user * bytes.perRow + bytes.setupAt;
        this.rows.bytes[at] = (this.rows.bytes[at] as number) + 1;
        return this.next(user);
    }

    private ownerOf(user: number): number {
        return this.mix.account === "shared" ? user % this.processes : user;
    }
}
