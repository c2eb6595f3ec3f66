/**
 * The range's two times. What clients call now is the wall's time, everywhere: the API server stamps
 * objects with it. The world that is played has a time of its own, which goes `speed` times as fast
 * and stands still while nothing is played. Both in seconds since the epoch.
 */

export interface RangeClock {
    /** Seconds of the world in one of the wall's. */
    readonly speed: number;
    /** What clients call now. */
    wallSeconds(): number;
    /** How late it is in the world. */
    nowSeconds(): number;
    /** When clients say that it was, by the world's time. */
    toWall(world: number): number;
    /** And the other way round; of a time at which nothing was played: up to where it had come. */
    toWorld(wall: number): number;
}

/** The clock as those have it who play. */
export interface PlayedClock extends RangeClock {
    /** The world has come no further than there: it goes on from that time, now. */
    holdAt(world: number): void;
}

/** If nobody has looked for longer, in seconds of the wall, the range was away: the machine slept. */
const absenceSeconds = 15;

/** The wall's clock is set by less than this now and then, and nobody need be told; seconds. */
const correctionSeconds = 1;

/** From here on, until the next stretch begins, the world goes with the wall. */
interface Stretch {
    readonly wall: number;
    readonly world: number;
}

/** A break in the world's time. */
export interface Break {
    /** How far the wall's clock has gone on meanwhile; less than 0: it was set back. Seconds. */
    readonly seconds: number;
}

export interface WorldClockOptions {
    readonly speed?: number;
    /** Milliseconds since the epoch; a test hands in its own. */
    readonly wall?: () => number;
}

/** Every look at it also notices when the wall's clock has jumped, or nobody has looked for long. */
export class WorldClock implements PlayedClock {
    readonly speed: number;
    /** Told of each break. */
    onBreak: (one: Break) => void = () => undefined;
    private readonly wall: () => number;
    private readonly stretches: Stretch[];
    private last: Stretch;
    private lookedAt: number;

    constructor({ speed = 1, wall = Date.now }: WorldClockOptions = {}) {
        this.speed = speed;
        this.wall = wall;
        this.lookedAt = wall() / 1000;
        this.last = { wall: this.lookedAt, world: this.lookedAt };
        this.stretches = [this.last];
    }

    wallSeconds(): number {
        this.look();
        return this.lookedAt;
    }

    nowSeconds(): number {
        this.look();
        return this.worldAt(this.last, this.lookedAt);
    }

    toWall(world: number): number {
        const stretch = this.stretches.findLast((one) => one.world <= world) ?? this.first;
        return stretch.wall + (world - stretch.world) / this.speed;
    }

    toWorld(wall: number): number {
        const at = this.stretches.findLastIndex((one) => one.wall <= wall);
        const end = this.stretches[at + 1]?.world ?? Infinity;
        return Math.min(end, this.worldAt(this.stretches[at] ?? this.first, wall));
    }

    holdAt(world: number): void {
        this.begin({ wall: this.wallSeconds(), world });
    }

    private look(): void {
        const before = this.lookedAt;
        const now = this.wall() / 1000;
        this.lookedAt = now;
        const seconds = now - before;
        if (seconds >= 0 && seconds <= absenceSeconds) {
            return;
        }
        this.begin({ wall: now, world: this.worldAt(this.last, before) });
        if (Math.abs(seconds) > correctionSeconds) {
            this.onBreak({ seconds });
        }
    }

    private begin(stretch: Stretch): void {
        this.last = stretch;
        // What lies after that time was not played, whatever clock it was to go by.
        while (this.stretches.length > 1 && (this.stretches.at(-1)?.world ?? 0) >= stretch.world) {
            this.stretches.pop();
        }
        this.stretches.push(stretch);
        if (this.stretches.length > mostStretches) {
            this.stretches.splice(0, mostStretches / 2);
        }
    }

    private worldAt({ wall, world }: Stretch, at: number): number {
        return world + (at - wall) * this.speed;
    }

    private get first(): Stretch {
        return this.stretches[0] ?? this.last;
    }
}

/** More than a machine that cannot keep up makes in the hours that are kept. */
const mostStretches = 20_000;
