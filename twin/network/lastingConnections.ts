import type { Pod } from "../pod/pod";
import type { Policies } from "./policies";

/** Between two processes. */
interface Made {
    readonly to: Pod;
    readonly generations: string;
}

/** Connections that a process opens once and keeps: policies that come later do not cut them. */
export class LastingConnections {
    private readonly made = new WeakMap<Pod, Made>();

    constructor(private readonly policies: Policies) {}

    /** Whether the caller's process has one to that pod's, or gets one now. */
    holds(caller: Pod, to: Pod, port: number | undefined): boolean {
        const { policies, made } = this;
        if (policies.isEmpty) {
            return true;
        }
        const generations = `${caller.main.generation} ${to.main.generation}`;
        const known = made.get(caller);
        const isKept = known?.to === to && known.generations === generations;
        const wereThere = [caller, to].every(({ main }) => main.startedAt < policies.since);
        const isHeld = isKept || wereThere || this.isOpened(caller, to, port);
        if (isHeld) {
            made.set(caller, { to, generations });
        }
        return isHeld;
    }

    private isOpened(caller: Pod, to: Pod, port: number | undefined): boolean {
        return this.policies.resolves(caller) && this.policies.allows(caller, to, port);
    }
}
