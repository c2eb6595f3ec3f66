import type { EventQueue } from "../clock/eventQueue";
import type { NodeSample } from "../observer";
import { systemCores, systemShares, sharesPerCore } from "../physics/node";
import type { CpuClaimant } from "./claimant";
import { periodSeconds } from "./cpuQuota";
import { fillLevel } from "./waterFilling";

/** A claimant that was busy for so much of the last period would have used more. */
const busyShare = 0.95;

/** A grant that lacks no more than this share of the wish starves nobody. */
const negligible = 0.01;

class Claim {
    private usedBefore: number;
    /** When it was granted something last. */
    busyBefore = 0;
    /** Cores wished for in the coming period. */
    cores = 0;
    granted = Infinity;

    constructor(
        readonly claimant: CpuClaimant,
        now: number,
    ) {
        this.usedBefore = claimant.usedBy(now);
    }

    get shares(): number {
        return this.claimant.shares;
    }

    /** CPU seconds since it was last asked for. What is still ahead is only known roughly. */
    usedSince(now: number): number {
        const used = this.claimant.usedBy(now);
        const since = used - this.usedBefore;
        this.usedBefore = used;
        return Math.min(Math.max(0, since), this.claimant.mostCores * periodSeconds);
    }

    /** Who was given less than everything may wish for more than it used, and may have starved. */
    settle(now: number, used: number): void {
        const { claimant } = this;
        if (claimant.busyBy(now) - this.busyBefore >= busyShare * periodSeconds) {
            this.cores = claimant.mostCores;
        }
        if (this.granted < this.cores * (1 - negligible)) {
            claimant.starved.seconds += periodSeconds;
            claimant.starved.cpuSeconds += used;
        }
    }
}

/**
 * The node's CPUs. Once a period of the kernel's bandwidth control it looks at what everybody used
 * and would have used, and when that is more than there is, divides it by the cgroups' shares, as
 * the kernel's scheduler does on average. Who gets less than it wants stands still for the rest of
 * a period as if its limit were lower. While there is enough for all, nothing is changed at all.
 */
export class NodeCpu {
    /** Others on the same CPUs, each with a time of its own: the other namespaces of a range. */
    neighbours: () => readonly NodeCpu[] = () => [];
    private claims: Claim[] = [];
    /** CPU seconds of its own claimants in the last period. */
    private usedLately = 0;
    /** Cores that its own claimants wish for in the coming one. */
    private wished = 0;
    /** CPU seconds that were given beyond what there was: a wish is only known afterwards. */
    private debt = 0;
    private cpuSeconds = 0;
    private saturatedSeconds = 0;
    private isSaturated = false;
    private readonly system: number;
    private readonly since: number;

    constructor(
        private readonly queue: EventQueue,
        private readonly cpus: number,
        otherCores: number,
    ) {
        const share = systemShares / (systemShares + sharesPerCore * cpus);
        this.system = Math.min(systemCores, share * cpus) + otherCores;
        this.since = queue.now;
        const look = queue.register(() => {
            this.look();
            queue.schedule(queue.now + periodSeconds, look, 0, 0);
        });
        queue.schedule(queue.now + periodSeconds, look, 0, 0);
    }

    add(claimant: CpuClaimant): void {
        this.claims.push(new Claim(claimant, this.queue.now));
    }

    sample(): NodeSample {
        const { cpus, cpuSeconds, saturatedSeconds, system, since, queue } = this;
        const ofSystem = system * (queue.now - since);
        return { cpus, cpuSeconds: cpuSeconds + ofSystem, saturatedSeconds };
    }

    private look(): void {
        const room = (this.cpus - this.system) * periodSeconds;
        const neighbours = this.neighbours();
        this.settle();
        // Theirs as they were when they looked last.
        const used = neighbours.reduce((sum, one) => sum + one.usedLately, this.usedLately);
        const wished = neighbours.reduce((sum, one) => sum + one.wished, this.wished);
        this.cpuSeconds += used;
        this.debt = Math.max(0, this.debt + used - room);
        if (wished * periodSeconds <= room) {
            this.relax();
            return;
        }
        this.isSaturated = true;
        this.saturatedSeconds += periodSeconds;
        const claims = [this, ...neighbours].flatMap((one) => one.claims);
        // However deep the debt, something must get done.
        this.divide(claims, (room - Math.min(this.debt, room / 2)) / periodSeconds);
    }

    /** Learns what everybody used in the last period, and what it wishes for in the next one. */
    private settle(): void {
        const { now } = this.queue;
        this.usedLately = 0;
        this.wished = 0;
        let isOver = false;
        for (const claim of this.claims) {
            const used = claim.usedSince(now);
            claim.cores = used / periodSeconds;
            this.usedLately += used;
            if (claim.granted < Infinity) {
                claim.settle(now, used);
            }
            if (claim.claimant.isOver) {
                isOver = true;
            } else {
                this.wished += claim.cores;
            }
        }
        if (isOver) {
            this.claims = this.claims.filter(({ claimant }) => !claimant.isOver);
        }
    }

    private divide(claims: readonly Claim[], cores: number): void {
        const level = fillLevel(claims, cores);
        for (const claim of this.claims) {
            const fair = level * claim.shares;
            this.grant(claim, claim.cores > fair ? fair : Infinity);
        }
    }

    private relax(): void {
        if (this.isSaturated) {
            this.isSaturated = false;
            for (const claim of this.claims) {
                this.grant(claim, Infinity);
            }
        }
    }

    private grant(claim: Claim, cores: number): void {
        const { now } = this.queue;
        claim.busyBefore = claim.claimant.busyBy(now);
        if (claim.granted !== cores) {
            claim.granted = cores;
            claim.claimant.grant(cores, now);
        }
    }
}
