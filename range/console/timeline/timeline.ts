import type { Deed } from "../messages";

/** More than a busy hour has; the oldest go first. */
const mostDeeds = 1000;

/** What was done and what happened, the newest last. */
export class Timeline {
    private deeds = new Map<string, Deed>();
    private readonly listeners = new Set<(deed: Deed) => void>();

    get all(): readonly Deed[] {
        return [...this.deeds.values()].sort((one, other) => one.at - other.at);
    }

    find(id: string): Deed | undefined {
        return this.deeds.get(id);
    }

    /** Adds it, or puts it in the place of the one with its id. */
    tell(deed: Deed): void {
        this.deeds.delete(deed.id);
        this.deeds.set(deed.id, deed);
        if (this.deeds.size > mostDeeds) {
            this.deeds = new Map(this.all.slice(-mostDeeds).map((one) => [one.id, one]));
        }
        this.listeners.forEach((listener) => {
            listener(deed);
        });
    }

    onTold(listener: (deed: Deed) => void): void {
        this.listeners.add(listener);
    }
}
