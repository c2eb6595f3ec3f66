/** The time that graphs and searches show: a span that ends now, or one that was picked. */
import { byId, h, set, write } from "./dom";
import { clockTime } from "./format";
import { live } from "./live";

export interface Shown {
    readonly from: number;
    readonly until: number;
    readonly isLive: boolean;
}

const choices = [
    ["15m", 900],
    ["1h", 3600],
    ["3h", 10_800],
    ["6h", 21_600],
] as const;

class TimeSpan {
    private seconds = 900;
    private picked: { readonly from: number; readonly until: number } | undefined;
    private readonly listeners = new Set<() => void>();
    private readonly buttons = new Map<number, HTMLButtonElement>();
    private readonly back = h("button", {
        type: "button",
        hidden: true,
        title: "Follow now again",
    });

    get shown(): Shown {
        const until = live.now;
        return this.picked === undefined
            ? { from: until - this.seconds, until, isLive: true }
            : { ...this.picked, isLive: false };
    }

    onChange(listener: () => void): void {
        this.listeners.add(listener);
    }

    /** A part of the past, picked in a graph. */
    pick(from: number, until: number): void {
        this.picked = { from, until };
        this.changed();
    }

    /** The next longer or shorter choice. */
    step(direction: 1 | -1): void {
        const at = choices.findIndex(([, seconds]) => seconds === this.seconds);
        const next = choices[Math.min(choices.length - 1, Math.max(0, at + direction))];
        this.choose(next?.[1] ?? this.seconds);
    }

    start(): void {
        const group = byId("span");
        for (const [label, seconds] of choices) {
            const button = h("button", { type: "button" }, label);
            button.addEventListener("click", () => {
                this.choose(seconds);
            });
            this.buttons.set(seconds, button);
            group.append(button);
        }
        this.back.addEventListener("click", () => {
            this.choose(this.seconds);
        });
        group.append(this.back);
        this.changed();
    }

    private choose(seconds: number): void {
        this.seconds = seconds;
        this.picked = undefined;
        this.changed();
    }

    private changed(): void {
        for (const [seconds, button] of this.buttons) {
            const isOn = this.picked === undefined && seconds === this.seconds;
            set(button, { "aria-pressed": String(isOn) });
        }
        set(this.back, { hidden: this.picked === undefined });
        if (this.picked !== undefined) {
            const { from, until } = this.picked;
            write(this.back, `${clockTime(from)}–${clockTime(until)} ✕`);
        }
        this.listeners.forEach((listener) => {
            listener();
        });
    }
}

export const timeSpan = new TimeSpan();
