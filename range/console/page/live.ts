/** What the server tells, as it comes; and how old it is. */
import type { MessageName, Messages } from "../messages";

type Listener<Name extends MessageName> = (message: Messages[Name]) => void;

const names: readonly MessageName[] = [
    "welcome",
    "pulse",
    "cluster",
    "monitors",
    "deeds",
    "trainer",
    "desk",
];

/** Without a message for so long something is wrong: there is a pulse every second. */
const staleMilliseconds = 3000;

export class Live {
    private readonly listeners = new Map<MessageName, Set<(message: never) => void>>();
    private heardAt = -Infinity;
    private offsetSeconds = 0;

    connect(): void {
        const source = new EventSource("stream");
        for (const name of names) {
            source.addEventListener(name, ({ data }: MessageEvent<string>) => {
                this.heard(name, JSON.parse(data) as Messages[typeof name]);
            });
        }
    }

    on<Name extends MessageName>(name: Name, listener: Listener<Name>): void {
        const known = this.listeners.get(name) ?? new Set();
        known.add(listener);
        this.listeners.set(name, known);
    }

    /** Seconds since the epoch, by the range's clock. */
    get now(): number {
        return Date.now() / 1000 + this.offsetSeconds;
    }

    get isStale(): boolean {
        return performance.now() - this.heardAt > staleMilliseconds;
    }

    private heard(name: MessageName, message: Messages[MessageName]): void {
        this.heardAt = performance.now();
        if (name === "pulse" || name === "welcome") {
            const { now } = message as Messages["pulse" | "welcome"];
            this.offsetSeconds = now - Date.now() / 1000;
        }
        this.listeners.get(name)?.forEach((listener) => {
            listener(message as never);
        });
    }
}

export const live = new Live();
