/** How many series clients have sent, so that their tags do not fill the memory. */
import type { Tags } from "../../../evidence/evidence";
import type { RangeClock } from "../../clock";
import type { TelemetryStore } from "../../store/store";
import { refusal } from "../http/exchange";

/** With a point every ten seconds each takes 35 kB in six hours, so all of them 70 MB. */
export const mostSentSeries = 2_000;

interface Named {
    readonly metric: string;
    readonly tags: Tags;
}

export class SentSeries {
    /** When each was sent last, in the world's seconds. */
    private readonly sentAt = new Map<string, number>();

    constructor(
        private readonly store: TelemetryStore,
        private readonly clock: RangeClock,
    ) {}

    /** Counts them in. Throws a refusal, and counts none, when they are too many together. */
    admit(series: readonly Named[]): void {
        const keys = new Set(series.map(keyOf));
        const more = (): number => [...keys].filter((key) => !this.sentAt.has(key)).length;
        if (this.sentAt.size + more() > mostSentSeries) {
            this.forget();
        }
        if (this.sentAt.size + more() > mostSentSeries) {
            throw refusal(
                400,
                `Too many series: this range keeps ${mostSentSeries} of clients' own at a time, each a metric ` +
                    `with its tags, and forgets those without new points in its history. Nothing of this body was taken.`,
            );
        }
        const now = this.clock.toWorld(this.clock.wallSeconds());
        keys.forEach((key) => this.sentAt.set(key, now));
    }

    private forget(): void {
        for (const [key, at] of this.sentAt) {
            if (at < this.store.since) {
                this.sentAt.delete(key);
            }
        }
    }
}

function keyOf({ metric, tags }: Named): string {
    return JSON.stringify([metric, ...Object.entries(tags).sort()]);
}
