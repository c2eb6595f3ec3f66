import type { LevelSpec } from "../read/objects";
import type { Tally } from "./tally";

/** What the load saw of the shop within one second. */
export interface Second extends Tally {
    /** The probes that ended, in their order: whether they were answered within their limit. */
    readonly probes: readonly boolean[];
}

/** What bounds the level from outside. */
export interface LevelBounds {
    readonly users: number;
    /** Users that may be added within a second. */
    readonly spawnRate: number;
    /** Mean think time of a user, in seconds. */
    readonly thinkSeconds: number;
}

/**
 * How many users there are to be, second by second: the same law as scenarios/load/level.py, whose
 * decisions test/fixtures/levels.json holds both to.
 *
 * Users are a closed population: with N of them, X answers a second and Z seconds of thinking, an
 * answer takes R = N / X - Z. A shop that is saturated answers X a second however many ask, so the
 * number of users for a mean of R is X (Z + R): it is known at once, not by trial.
 */
export class UserLevel {
    /** Users that there are to be now. */
    users: number;
    private level: number;
    private ceiling: number;
    private seconds: readonly Second[] = [];
    private slowProbes = 0;
    private sinceCut = Infinity;
    private rest = 0;
    /** The mean response time that gives the wanted share of slow answers, as far as is known. */
    private mean: number;
    /** The highest that it may be: lower after probes were slow at a mean as high. */
    private mostMean: number;
    private peak: number;
    private steadySeconds = 0;

    constructor(
        private readonly control: LevelSpec,
        private readonly bounds: LevelBounds,
    ) {
        this.ceiling = bounds.users;
        this.level = Math.min(control.firstUsers, bounds.users);
        this.mean = control.meanSeconds;
        this.mostMean = control.mostMeanSeconds;
        this.peak = this.level;
        this.users = this.level;
    }

    /** Decides after a second; returns how many users there are to be in the next. */
    after(second: Second): number {
        const { control } = this;
        this.notice(second);
        const isFast = this.isFast();
        if (second.lost > 1 + control.lostShare * this.users) {
            this.startOver();
        } else if (
            this.slowProbes >= control.slowProbes &&
            this.sinceCut >= control.cutEverySeconds
        ) {
            this.cut();
        } else {
            this.move(isFast);
        }
        if (!isFast) {
            this.aim(second);
        }
        this.settle(isFast);
        const users = Math.max(1, Math.floor(this.level + 0.5));
        if (users < this.users) {
            this.rest = control.restSeconds;
        }
        this.users = users;
        return users;
    }

    private notice(second: Second): void {
        this.seconds = [...this.seconds, second].slice(-this.control.windowSeconds);
        for (const inTime of second.probes) {
            this.slowProbes = inTime ? 0 : this.slowProbes + 1;
        }
        this.sinceCut += 1;
        this.rest -= 1;
    }

    /** Whether the shop is far from slow yet; not as long as it does not answer. */
    private isFast(): boolean {
        const { recentSeconds, fastShare } = this.control;
        const recent = this.seconds.slice(-recentSeconds);
        const answers = sum(recent.map((second) => second.answers));
        const seconds = sum(recent.map((second) => second.answerSeconds));
        return this.slowProbes === 0 && answers > 0 && seconds < fastShare * this.mean * answers;
    }

    /**
     * The shop was killed: once more from the beginning, and not as far as before. At a level that
     * has been found and held it was no overload, but a rollout or somebody's hand: then as far.
     */
    private startOver(): void {
        const { cut, firstUsers, settleSeconds } = this.control;
        if (this.steadySeconds < settleSeconds) {
            this.ceiling = Math.min(this.ceiling, Math.max(1, (1 - cut) * this.level));
        }
        this.level = Math.min(this.level, firstUsers);
        this.seconds = [];
    }

    private cut(): void {
        const { cut, meanCut, leastMeanSeconds } = this.control;
        this.level = Math.max(1, (1 - cut) * this.level);
        this.mostMean = Math.max(leastMeanSeconds, (1 - meanCut) * this.mean);
        this.mean = this.mostMean;
        this.sinceCut = 0;
    }

    /** A step to where the level is wanted. */
    private move(isFast: boolean): void {
        const { changePerSecond, smoothingSeconds, tolerance } = this.control;
        const most = changePerSecond * this.level;
        const away = this.wanted(isFast) - this.level;
        if (Math.abs(away) <= tolerance * this.level) {
            return;
        }
        const step = Math.min(
            most,
            this.bounds.spawnRate,
            Math.max(-most, away / smoothingSeconds),
        );
        const isResting = this.rest > 0 || this.slowProbes > 0;
        this.level += isResting ? Math.min(0, step) : step;
        this.level = Math.max(1, Math.min(this.level, this.ceiling));
    }

    private wanted(isFast: boolean): number {
        const answers = sum(this.seconds.map((second) => second.answers));
        if (isFast) {
            return Infinity;
        }
        if (answers === 0) {
            return this.level;
        }
        const throughput = answers / this.seconds.length;
        return throughput * (this.bounds.thinkSeconds + this.mean);
    }

    /** Moves the mean to where the wanted share of the answers is slow. */
    private aim({ answers, slow }: Second): void {
        const { meanStep, meanRecovery, slowShare, leastMeanSeconds, mostMeanSeconds } =
            this.control;
        this.mostMean = Math.min(mostMeanSeconds, this.mostMean + meanRecovery);
        if (answers > 0) {
            const moved = this.mean + meanStep * (slowShare - slow / answers);
            this.mean = Math.min(this.mostMean, Math.max(leastMeanSeconds, moved));
        }
    }

    /** Once it has stopped rising, the level is found. */
    private settle(isFast: boolean): void {
        const { settleSeconds, settleShare } = this.control;
        if (this.level > (1 + settleShare) * this.peak) {
            this.peak = this.level;
            this.steadySeconds = 0;
        } else if (!isFast) {
            this.steadySeconds += 1;
        }
        if (this.steadySeconds === settleSeconds) {
            this.ceiling = Math.min(this.ceiling, (1 + settleShare) * this.peak);
        }
    }
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
