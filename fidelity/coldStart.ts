import { type PlannedObject, withContainers } from "../plan/plan";
import type { ContainerResources } from "../shop/serviceSpec";
import { median } from "../verdict/chance";
import type { EndedRequest, KubernetesEvent, LogLine, Observer } from "../twin/observer";
import { simulate } from "../twin/simulate";
import { withoutStartupProbe } from "./playRun";

/*
 * The whole shop started at once on a node of two CPUs, and its first customers. Measured on a real
 * node while other work ran on its two cores (busyNode.ts); when processes listen also in CPU-limited
 * cgroups of such a machine, npm with the front-end and four JVMs at once.
 */

/** Orders after the first that are looked at. */
const laterOrders = 20;

const figures = {
    frontEndKills: {
        words: "front-end killed by its liveness probe before it listened",
        measured: "2",
    },
    frontEndReady: { words: "front-end ready after s", measured: "" },
    databasesStarve: {
        words: "databases and broker: longest want of CPU s",
        measured: '"a minute"',
    },
    jvmsListen: {
        words: "carts, shipping and queue-master (300m) all listen after s",
        measured: "70 (cgroups)",
    },
    ordersListens: { words: "orders (500m) listens after s", measured: "54 (cgroups)" },
    firstOrderSeconds: { words: "first order s", measured: "6.9" },
    firstOrderFails: { words: "first order fails (time-out)", measured: "1" },
    laterOrderSeconds: { words: `orders 2 to ${laterOrders}, median s`, measured: "0.5 to 0.66" },
} as const;

/** Times in seconds from the start; NaN: not seen. */
export type ColdStart = Readonly<Record<keyof typeof figures, number>>;

export const coldFigures = (Object.keys(figures) as (keyof ColdStart)[]).map((id) => ({
    ...figures[id],
    value: (run: ColdStart): number => run[id],
}));

/** The objects of a healthy shop, with the load of an incident but none of its faults. */
export function withLoadOf(
    healthy: readonly PlannedObject[],
    incident: readonly PlannedObject[],
): readonly PlannedObject[] {
    const named = ({ kind, metadata }: PlannedObject): string => `${kind}/${metadata.name}`;
    const known = new Set(healthy.map(named));
    return [...healthy, ...incident.filter((object) => !known.has(named(object)))];
}

/** As upstream leaves it: no startup probe, and BestEffort what has no limit of its memory here. */
export function asUpstreamStarts(objects: readonly PlannedObject[]): readonly PlannedObject[] {
    return objects.map((object) =>
        withContainers(withoutStartupProbe(object), (container) => {
            const sizes = container.resources as Partial<ContainerResources> | undefined;
            const isSized = sizes?.limits?.memory !== undefined;
            return { ...container, resources: isSized ? sizes : undefined };
        }),
    );
}

/** Starts all of it, the load as soon as the shop is whole. */
export function playColdStart(
    objects: readonly PlannedObject[],
    otherCores: number,
    seed: number,
): ColdStart {
    const observer = new ColdObserver();
    simulate(
        {
            namespace: "sock-shop",
            phases: [{ atSeconds: 0, objects }],
            beforeSeconds: 0,
            afterSeconds: 5,
            seed,
            hostSpeed: "published",
            nodeCpus: 2,
            otherCores,
            startsCold: true,
            epoch: 0,
        },
        observer,
    );
    return observer.seen();
}

class ColdObserver implements Observer {
    private readonly orders: EndedRequest[] = [];
    private readonly listens = new Map<string, number>();
    private kills = 0;
    private readyAt = NaN;
    private starved = 0;

    requestEnded(request: EndedRequest): void {
        if (request.name === "Place Order") {
            this.orders.push(request);
        }
    }

    requestServed(): void {
        // Only what users see is compared.
    }

    sampled({ at, deployments, pods }: Parameters<Observer["sampled"]>[0]): void {
        for (const { memoryLimitBytes, starvedSeconds } of pods) {
            // Only they, and the broker's exporter, which wants next to nothing, have no such limit.
            const isOne = memoryLimitBytes === undefined;
            this.starved = Math.max(this.starved, isOne ? starvedSeconds : 0);
        }
        const isThere = deployments.some(
            ({ name, available }) => name === "front-end" && available > 0,
        );
        if (isThere && isNaN(this.readyAt)) {
            this.readyAt = at;
        }
    }

    event({ deployment, message }: KubernetesEvent): void {
        const isKill = message.includes("failed liveness probe");
        this.kills += isKill && deployment === "front-end" && isNaN(this.readyAt) ? 1 : 0;
    }

    log({ at, pod, message }: LogLine): void {
        if (message.includes("Tomcat started")) {
            this.listens.set(pod.deployment, at);
        }
    }

    seen(): ColdStart {
        const [first, ...later] = this.orders;
        const listens = (name: string): number => this.listens.get(name) ?? NaN;
        const lasted = ({ startedAt, endedAt }: EndedRequest): number => endedAt - startedAt;
        return {
            frontEndKills: this.kills,
            frontEndReady: this.readyAt,
            databasesStarve: this.starved,
            jvmsListen: Math.max(...["carts", "shipping", "queue-master"].map(listens)),
            ordersListens: listens("orders"),
            firstOrderSeconds: first === undefined ? NaN : lasted(first),
            firstOrderFails: first === undefined ? NaN : Number(first.failure !== undefined),
            laterOrderSeconds:
                later.length === 0 ? NaN : median(later.slice(0, laterOrders - 1).map(lasted)),
        };
    }
}
