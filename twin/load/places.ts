import { bytes, type UserRows } from "./userRows";

/** What the user of a place is doing. */
const gone = 0;
const coming = 1;
const thinking = 2;
const waiting = 3;

/** Who is there: one place per user that there may be, each taken by one user after another. */
export class Places {
    /** Users that have started and not yet gone. */
    active = 0;
    /** Of these, waiting for an answer or a connection. */
    waiting = 0;
    /** Users who are to stay. */
    present = 0;
    private readonly leaving = new Set<number>();
    private cursor = 0;

    constructor(private readonly rows: UserRows) {}

    isWaiting(user: number): boolean {
        return this.state(user) === waiting;
    }

    /** Told to leave, but not before its answer is there. */
    isLeaving(user: number): boolean {
        return this.leaving.has(user);
    }

    /** Whether there is somebody who is to stay. */
    isStaying(user: number): boolean {
        return this.state(user) !== gone && !this.leaving.has(user);
    }

    /** Another number for each user of a place: what one meant to do is not done by the next. */
    visit(user: number): number {
        return this.rows.bytes[user * bytes.perRow + bytes.visit] as number;
    }

    /** A place that is free and passes; undefined: there is none. The search goes round. */
    free(passes: (user: number) => boolean): number | undefined {
        for (let tried = 0; tried < this.rows.users; tried++) {
            const user = this.cursor;
            this.cursor = (user + 1) % this.rows.users;
            if (this.state(user) === gone && passes(user)) {
                return user;
            }
        }
        return undefined;
    }

    /** A user is about to start. */
    comes(user: number): void {
        this.present++;
        this.become(user, coming);
    }

    thinks(user: number): void {
        const state = this.state(user);
        this.active += state === coming ? 1 : 0;
        this.waiting -= state === waiting ? 1 : 0;
        this.become(user, thinking);
    }

    waits(user: number): void {
        this.waiting++;
        this.become(user, waiting);
    }

    /** To leave once its answer is there. */
    dismiss(user: number): void {
        this.present--;
        this.leaving.add(user);
    }

    leaves(user: number): void {
        const state = this.state(user);
        if (state === gone) {
            return;
        }
        this.present -= this.leaving.delete(user) ? 0 : 1;
        this.waiting -= state === waiting ? 1 : 0;
        this.active -= state === coming ? 0 : 1;
        this.become(user, gone);
        // Nothing is meant to be done for as long as 256 users take one place.
        this.rows.bytes[user * bytes.perRow + bytes.visit] = (this.visit(user) + 1) % 256;
    }

    private state(user: number): number {
        return this.rows.bytes[user * bytes.perRow + bytes.state] as number;
    }

    private become(user: number, state: number): void {
        this.rows.bytes[user * bytes.perRow + bytes.state] = state;
    }
}
