import type { Probe } from "../read/world";

/** Counts a probe's outcomes as the kubelet does: what counts is so many of a kind in a row. */
export class ProbeResults {
    private last: boolean | undefined;
    private run = 0;

    constructor(private readonly probe: Probe) {}

    /** Whether enough outcomes of this kind came in a row for the container's state to follow. */
    counts(success: boolean): boolean {
        this.run = success === this.last ? this.run + 1 : 1;
        this.last = success;
        const { successThreshold, failureThreshold } = this.probe;
        return this.run >= (success ? successThreshold : failureThreshold);
    }
}
