/** How many requests of a kind are taken in a period: said in every answer, as the original does. */

const periodSeconds = 60;

/** More than twice what the range promises to stand: a client that is caught has a loop in it. */
const requestsPerPeriod = 30_000;

export interface Allowance {
    readonly isSpent: boolean;
    readonly headers: Readonly<Record<string, string>>;
}

export class RateLimits {
    private readonly counts = new Map<string, number>();
    private period = 0;

    /** @param nowSeconds of a clock that does not jump for a client's sake. */
    take(name: string, nowSeconds: number): Allowance {
        const period = Math.floor(nowSeconds / periodSeconds);
        if (period !== this.period) {
            this.counts.clear();
            this.period = period;
        }
        const count = (this.counts.get(name) ?? 0) + 1;
        this.counts.set(name, count);
        return {
            isSpent: count > requestsPerPeriod,
            headers: {
                "x-ratelimit-limit": String(requestsPerPeriod),
                "x-ratelimit-name": name,
                "x-ratelimit-period": String(periodSeconds),
                "x-ratelimit-remaining": String(Math.max(0, requestsPerPeriod - count)),
                "x-ratelimit-reset": String(Math.ceil((period + 1) * periodSeconds - nowSeconds)),
            },
        };
    }
}
