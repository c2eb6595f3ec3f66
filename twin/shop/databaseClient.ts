import { idleConnections } from "../physics/database";
import { Breaker } from "./breaker";

/** What a process knows of its database: connections that are free, and whom it does not try. */
export class DatabaseClient {
    private readonly breakers = new Map<string, Breaker>();
    private free = 0;

    /** The breaker of an endpoint. */
    breaker(route: string): Breaker {
        const known = this.breakers.get(route) ?? new Breaker();
        this.breakers.set(route, known);
        return known;
    }

    get isAtEase(): boolean {
        return [...this.breakers.values()].every(({ isClosed }) => isClosed);
    }

    get hasFree(): boolean {
        return this.free > 0;
    }

    /** Takes a free connection; false: there is none, so a new one has to be made. */
    take(): boolean {
        if (this.free === 0) {
            return false;
        }
        this.free--;
        return true;
    }

    /** A connection is no longer used: it is kept, or closed when there are enough. */
    release(): void {
        this.free = Math.min(idleConnections, this.free + 1);
    }

    /** The database has ended, and with it every connection. */
    lose(): void {
        this.free = 0;
    }
}
