import { refusalBurst, refusalsPerSecond } from "../physics/network";

/** The kernel's limit on ICMP errors to one address: a token bucket. */
export class RefusalLimit {
    private tokens = refusalBurst;
    private last = -Infinity;

    /** Whether a refusal is sent at that time; otherwise the packet is lost in silence. */
    allows(now: number): boolean {
        this.tokens = Math.min(refusalBurst, this.tokens + (now - this.last) * refusalsPerSecond);
        this.last = now;
        if (this.tokens < 1) {
            return false;
        }
        this.tokens -= 1;
        return true;
    }
}

/** The node's limits: one for each address, whatever the Services that it asks. */
export class Refusals {
    private readonly limits = new Map<string, RefusalLimit>();

    /** Whether that client's connection attempt is refused; otherwise it is lost in silence. */
    allows(client: string, now: number): boolean {
        const limit = this.limits.get(client) ?? new RefusalLimit();
        this.limits.set(client, limit);
        return limit.allows(now);
    }
}
