import { Alarms } from "./alarms";
import { Calendar } from "./calendar";
import { DelayLine } from "./delayLine";
import { type EventSource, Sequence } from "./source";

/** What happens at an event; both numbers are the scheduler's own. */
export type Handler = (subject: number, generation: number) => void;

/** How many sources there may be; the first of them is the calendar. */
const mostSources = 4;

/**
 * The simulation's clock: events in the order of their times, and those of one time in the order in
 * which they were scheduled, so that a run is the same every time. Nothing is allocated per event,
 * which is most of the difference to a queue of objects.
 */
export class EventQueue {
    /** In an array: a property would be an object more for every event. */
    private readonly time = new Float64Array(1);
    private end = 0;
    /** How many are at work who have more to do now than the queue knows of. */
    private holders = 0;
    private readonly calendar: Calendar;
    private readonly sequence = new Sequence();
    private readonly sources: EventSource[];
    /** Of each source; Infinity where there is no event. */
    private readonly firstTimes = new Float64Array(mostSources).fill(Infinity);
    private readonly handlers: Handler[] = [];
    private readonly foreseen: (((subject: number) => void) | undefined)[] = [];
    private readonly callbacks: (() => void)[] = [];
    private readonly freeCallbacks: number[] = [];

    constructor(start: number) {
        this.now = start;
        this.calendar = new Calendar(start, this.firstTimes, 0, (kind, subject) => {
            this.foreseen[kind]?.(subject);
        });
        this.sources = [this.calendar];
        this.register((index) => {
            const callback = this.callbacks[index];
            this.freeCallbacks.push(index);
            callback?.();
        });
    }

    /** Seconds since the start of the incident. */
    get now(): number {
        return this.time[0] as number;
    }

    set now(seconds: number) {
        this.time[0] = seconds;
    }

    /**
     * A kind of event that happens often; returns its number for `schedule`. `foreseen` is called
     * for those that are soon to happen, when there are many.
     */
    register(handler: Handler, foreseen?: (subject: number) => void): number {
        this.foreseen[this.handlers.length] = foreseen;
        return this.handlers.push(handler) - 1;
    }

    /** A line for events of that kind which all happen so many seconds after they are scheduled. */
    line(kind: number, seconds: number): DelayLine {
        const { time, sequence, firstTimes, sources } = this;
        const line = new DelayLine(kind, seconds, time, sequence, firstTimes, sources.length);
        return this.asked(line);
    }

    /** A kind of event of which each subject waits for one at most. */
    alarms(handler: Handler): Alarms {
        const kind = this.register(handler);
        const alarms = new Alarms(kind, this.sequence, this.firstTimes, this.sources.length);
        return this.asked(alarms);
    }

    /** Throws where there are too many: nobody would ever look at one more. */
    private asked<T extends EventSource>(source: T): T {
        if (this.sources.length === mostSources) {
            throw new RangeError(`A queue has at most ${mostSources} sources.`);
        }
        this.sources.push(source);
        return source;
    }

    /**
     * Whether nothing else happens before that time: then now may be set to it, and what is due
     * done at once, without an event.
     */
    isFree(until: number): boolean {
        return this.holders === 0 && this.isBeforeShown(until) && this.isBeforeFound(until);
    }

    /** Keeps it now until `release`: the caller is not done when what it calls next is. */
    hold(): void {
        this.holders++;
    }

    release(): void {
        this.holders--;
    }

    /** Small, so that the compiler merges it where it is asked, which is before every turn. */
    private isBeforeShown(until: number): boolean {
        const { firstTimes } = this;
        for (let at = 0; at < mostSources; at++) {
            if (until >= (firstTimes[at] as number)) {
                return false;
            }
        }
        return until <= this.end;
    }

    private isBeforeFound(until: number): boolean {
        this.calendar.look(until);
        return until < (this.firstTimes[0] as number);
    }

    /** A time that has passed means now. */
    schedule(time: number, kind: number, subject: number, generation: number): void {
        const at = time > this.now ? time : this.now;
        this.calendar.put(at, this.sequence.next(), kind, subject, generation);
    }

    /** For what happens seldom: runs a function at that time. */
    at(time: number, callback: () => void): void {
        const index = this.freeCallbacks.pop() ?? this.callbacks.length;
        this.callbacks[index] = callback;
        this.schedule(time, 0, index, 0);
    }

    /** Lets everything happen up to and including that time, which is then now. */
    runUntil(end: number): void {
        const { calendar, firstTimes, sources, handlers } = this;
        this.end = end;
        for (;;) {
            calendar.look(end);
            let first = 0;
            for (let at = 1; at < mostSources; at++) {
                if ((firstTimes[at] as number) <= (firstTimes[first] as number)) {
                    first = this.earlier(first, at);
                }
            }
            const time = firstTimes[first] as number;
            if (time > end) {
                break;
            }
            this.now = time;
            const source = sources[first] as EventSource;
            const subject = source.shift();
            (handlers[source.kind] as Handler)(subject, source.generation);
        }
        this.now = Math.max(this.now, end);
    }

    /** Of two sources, the second not later than the first: of one time, what was scheduled first. */
    private earlier(one: number, other: number): number {
        const { firstTimes, sources } = this;
        if (firstTimes[one] !== firstTimes[other] || firstTimes[one] === Infinity) {
            return other;
        }
        const [first, second] = [sources[one] as EventSource, sources[other] as EventSource];
        return second.firstSequence < first.firstSequence ? other : one;
    }
}
