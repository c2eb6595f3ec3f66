import { breakerRules } from "../physics/database";

/** Why a call was not even tried, in gobreaker's words. */
export type Refusal = "circuit breaker is open" | "too many requests";

/** The circuit breaker of one endpoint: after enough failures in a row it lets nobody through. */
export class Breaker {
    private failures = 0;
    /** Undefined: closed. */
    private openUntil: number | undefined;
    private isTrying = false;

    get isClosed(): boolean {
        return this.openUntil === undefined && this.failures === 0;
    }

    /** Undefined: the call may go on. After its time an open breaker lets one call try. */
    refusal(now: number): Refusal | undefined {
        if (this.openUntil === undefined) {
            return undefined;
        }
        if (now < this.openUntil) {
            return "circuit breaker is open";
        }
        if (this.isTrying) {
            return "too many requests";
        }
        this.isTrying = true;
        return undefined;
    }

    /** How a call ended that it has let through. */
    ended(isSuccess: boolean, now: number): void {
        if (isSuccess) {
            this.failures = 0;
            this.openUntil = undefined;
        } else if (++this.failures >= breakerRules.failures || this.isTrying) {
            this.openUntil = now + breakerRules.openSeconds;
        }
        this.isTrying = false;
    }
}
