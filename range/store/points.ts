import { firstPosition } from "./position";

/** Points that a series has at first room for: a quarter of an hour at the agent's interval. */
const firstRoom = 64;

/** The points of a series, oldest first: 16 bytes each. */
export class Points {
    private times = new Float64Array(firstRoom);
    private values = new Float64Array(firstRoom);
    private start = 0;
    private end = 0;

    get length(): number {
        return this.end - this.start;
    }

    /** Time of the newest; undefined when there is none. */
    get newest(): number | undefined {
        return this.length === 0 ? undefined : this.times[this.end - 1];
    }

    /** A second point of the same time takes the place of the first. */
    add(time: number, value: number): void {
        const at = time > (this.newest ?? -Infinity) ? this.end : this.position(time);
        if (at < this.end && this.times[at] === time) {
            this.values[at] = value;
            return;
        }
        const moved = this.makeRoom(at);
        this.times[moved] = time;
        this.values[moved] = value;
    }

    /** Times and values of a span of time, its end left out. */
    between(from: number, until: number): { times: number[]; values: number[] } {
        const [first, last] = [this.position(from), this.position(until)];
        return {
            times: Array.from(this.times.subarray(first, last)),
            values: Array.from(this.values.subarray(first, last)),
        };
    }

    hasBetween(from: number, until: number): boolean {
        const first = this.position(from);
        return first < this.end && (this.times[first] ?? Infinity) < until;
    }

    dropBefore(time: number): number {
        const first = this.position(time);
        const dropped = first - this.start;
        this.start = first;
        return dropped;
    }

    /** The first point at that time or later. */
    private position(time: number): number {
        return firstPosition(this.times, [this.start, this.end], time);
    }

    /** Makes a place there, and says where it has come to lie. */
    private makeRoom(at: number): number {
        let place = at;
        if (this.end === this.times.length) {
            place -= this.start;
            const room = Math.max(firstRoom, this.length * 2);
            this.times = moved(this.times, this.start, this.end, room);
            this.values = moved(this.values, this.start, this.end, room);
            this.end -= this.start;
            this.start = 0;
        }
        this.times.copyWithin(place + 1, place, this.end);
        this.values.copyWithin(place + 1, place, this.end);
        this.end += 1;
        return place;
    }
}

type Numbers = Float64Array<ArrayBuffer>;

/** What is gone leaves its room to what comes: a long run settles at one size. */
function moved(from: Numbers, start: number, end: number, room: number): Numbers {
    const into = new Float64Array(room);
    into.set(from.subarray(start, end));
    return into;
}
