import { scaleDown, scaleUp } from "../physics/autoscaler";

interface Timed {
    readonly at: number;
    readonly value: number;
}

/**
 * The default `behavior` of an autoscaler: up at once, by 4 pods or 100 % in 15 s, whichever is
 * more; down only to the highest count recommended in the last 300 s.
 */
export class ScalingRules {
    private recommendations: Timed[] = [];
    /** Changes made, positive or negative. */
    private changes: Timed[] = [];

    /** The count to go to, given what is recommended. */
    allowed(now: number, current: number, recommended: number): number {
        this.recommendations = this.recommendations.filter(
            ({ at }) => at > now - scaleDown.stabilizationSeconds,
        );
        this.recommendations.push({ at: now, value: recommended });
        if (recommended > current) {
            return Math.min(recommended, Math.max(current, this.upperLimit(now, current)));
        }
        const stabilised = Math.max(...this.recommendations.map(({ value }) => value));
        if (stabilised >= current) {
            return current;
        }
        return Math.max(stabilised, Math.min(current, this.lowerLimit(now, current)));
    }

    /** A change was made. */
    scaled(now: number, change: number): void {
        const longest = Math.max(scaleUp.periodSeconds, scaleDown.periodSeconds);
        this.changes = this.changes.filter(({ at }) => at > now - longest);
        this.changes.push({ at: now, value: change });
    }

    private upperLimit(now: number, current: number): number {
        const added = this.changed(now, scaleUp.periodSeconds, 1);
        const start = current - added;
        return Math.max(start + scaleUp.pods, Math.ceil(start * (1 + scaleUp.percent / 100)));
    }

    private lowerLimit(now: number, current: number): number {
        const start = current - this.changed(now, scaleDown.periodSeconds, -1);
        return Math.trunc(start * (1 - scaleDown.percent / 100));
    }

    private changed(now: number, seconds: number, sign: 1 | -1): number {
        return this.changes
            .filter(({ at, value }) => at > now - seconds && value * sign > 0)
            .reduce((total, { value }) => total + value, 0);
    }
}
