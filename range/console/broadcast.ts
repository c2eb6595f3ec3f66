/** What everybody is told who looks at the console, each as their role has it. */
import type { ServerResponse } from "node:http";

import type { RangeActions } from "./actions";
import type { ConsoleWorld } from "./consoleWorld";
import type { ConsoleDesk } from "./desk";
import type { Asked } from "./http/access";
import { Streams } from "./http/streams";
import type { DeskView, Pulse, Welcome } from "./messages";
import type { Trainer } from "./trainer";

export interface BroadcastOptions {
    readonly namespace: string;
    readonly now: () => number;
    readonly takeWorstLag: () => number;
    readonly actions: RangeActions | undefined;
}

/** What changes on its own. */
export type News = "cluster" | "monitors" | "deeds" | "trainer";

/** Where it is read. */
export interface Sources {
    readonly world: ConsoleWorld;
    readonly trainer: Trainer | undefined;
}

/** Objects change in bursts: one message tells of all within this time. */
const gatherMilliseconds = 200;
const pulseMilliseconds = 1000;

const footer =
    "Kubernetes' API is real; the pods, the network between them, their users, and all figures, " +
    "logs and events are simulated. Datadog's API is the range's own.";

export class Broadcast {
    private readonly streams = new Streams();
    private readonly due = new Map<string, NodeJS.Timeout>();
    private pulses: NodeJS.Timeout | undefined;
    private behindSeconds = 0;
    private desk: ConsoleDesk | undefined;

    constructor(
        private readonly options: BroadcastOptions,
        private readonly sources: () => Sources,
    ) {}

    get isLookedAt(): boolean {
        return this.streams.count > 0;
    }

    start(): void {
        this.pulses = setInterval(() => {
            this.behindSeconds = this.options.takeWorstLag();
            this.streams.send("pulse", () => this.pulse());
        }, pulseMilliseconds);
    }

    stop(): void {
        clearInterval(this.pulses);
        this.due.forEach((timer) => {
            clearTimeout(timer);
        });
        this.streams.stop();
    }

    setDesk(desk: ConsoleDesk | undefined): void {
        this.desk = desk;
        this.streams.send("desk", () => this.deskView());
    }

    /** Somebody looks, from now on. */
    open({ role }: Asked, response: ServerResponse): void {
        const { streams } = this;
        const { world, trainer } = this.sources();
        streams.add(response, role);
        world.wake();
        streams.sendTo(response, "welcome", this.welcome(role));
        streams.sendTo(response, "pulse", this.pulse());
        streams.sendTo(response, "cluster", world.clusterView());
        streams.sendTo(response, "monitors", world.monitors(role));
        streams.sendTo(response, "deeds", world.deeds(role));
        streams.sendTo(response, "desk", this.deskView());
        if (role === "trainer" && trainer !== undefined) {
            streams.sendTo(response, "trainer", trainer.view());
        }
    }

    sendSoon(what: News): void {
        if (!this.due.has(what)) {
            const timer = setTimeout(() => {
                this.due.delete(what);
                this.sendNow(what);
            }, gatherMilliseconds);
            this.due.set(what, timer);
        }
    }

    private sendNow(what: News): void {
        const { streams } = this;
        const { world, trainer } = this.sources();
        switch (what) {
            case "cluster": {
                const view = world.clusterView();
                streams.send("cluster", () => view);
                break;
            }
            case "monitors":
                streams.send("monitors", (role) => world.monitors(role));
                break;
            case "deeds":
                streams.send("deeds", world.takeNews());
                break;
            case "trainer":
                streams.send("trainer", (role) =>
                    role === "trainer" ? trainer?.view() : undefined,
                );
        }
    }

    private pulse(): Pulse {
        return { ...this.sources().world.pulse(), behindSeconds: this.behindSeconds };
    }

    private welcome(role: Asked["role"]): Welcome {
        const { namespace, now, actions } = this.options;
        const isTrainer = role === "trainer";
        return {
            ...{ role, namespace, now: now(), footer },
            incidents: isTrainer ? (actions?.incidents ?? []) : [],
            remediations: isTrainer ? (actions?.remediations ?? []) : [],
        };
    }

    private deskView(): DeskView | null {
        return this.desk === undefined ? null : { task: this.desk.task, schema: this.desk.schema };
    }
}
