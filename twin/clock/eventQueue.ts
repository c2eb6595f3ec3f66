import { Calendar } from "./calendar";
import { EventPool } from "./eventPool";

/** What happens at an event; both numbers are the scheduler's own. */
export type Handler = (subject: number, generation: number) => void;

/**
 * The simulation's clock: events in the order of their times, and those of one time in the order in
 * which they were scheduled, so that a run is the same every time. Nothing is allocated per event,
 * which is most of the difference to a queue of objects.
 */
export class EventQueue {
    /** Seconds since the start of the incident. */
    now: number;
    private end = 0;
    private readonly pool = new EventPool();
    private readonly calendar: Calendar;
    private readonly handlers: Handler[] = [];
    private readonly callbacks: (() => void)[] = [];
    private readonly freeCallbacks: number[] = [];

    constructor(start: number) {
        this.now = start;
        this.calendar = new Calendar(this.pool, start);
        this.register((index) => {
            const callback = this.callbacks[index];
            this.freeCallbacks.push(index);
            callback?.();
        });
    }

    /** A kind of event that happens often; returns its number for `schedule`. */
    register(handler: Handler): number {
        return this.handlers.push(handler) - 1;
    }

    /**
     * Whether nothing else happens before that time: then now may be set to it, and what is due
     * done at once, without an event.
     */
    isFree(until: number): boolean {
        return until <= this.end && until < this.calendar.firstTime(until);
    }

    /** A time that has passed means now. */
    schedule(time: number, kind: number, subject: number, generation: number): void {
        const at = time > this.now ? time : this.now;
        this.calendar.put(this.pool.add(at, kind, subject, generation), at);
    }

    /** For what happens seldom: runs a function at that time. */
    at(time: number, callback: () => void): void {
        const index = this.freeCallbacks.pop() ?? this.callbacks.length;
        this.callbacks[index] = callback;
        this.schedule(time, 0, index, 0);
    }

    /** Lets everything happen up to and including that time, which is then now. */
    runUntil(end: number): void {
        const { calendar, pool } = this;
        this.end = end;
        for (;;) {
            const time = calendar.firstTime(end);
            if (time > end) {
                break;
            }
            this.now = time;
            const entry = calendar.shift();
            const handler = this.handlers[pool.kind(entry)] as Handler;
            const [subject, generation] = [pool.subject(entry), pool.generation(entry)];
            pool.remove(entry);
            handler(subject, generation);
        }
        this.now = Math.max(this.now, end);
    }
}
