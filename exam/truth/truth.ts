/** What is true of an exam: generated from what was injected and from what the run did. */
import { effectiveFaults } from "../../scenarios/faults";
import type { Fix, Scenario } from "../../scenarios/scenario";
import { scenarios } from "../../scenarios/registry";
import { callersOf } from "../../shop/calls";
import type { ServiceChange } from "../../shop/changes";
import type { ServiceName } from "../../shop/services";
import { entrance } from "../../verdict/counts";
import { orderNames } from "../../verdict/orders";
import type { DataKind } from "../answers/taxonomy";
import type { ExamRecord, PlacedOrder } from "../record/record";
import { taskOf } from "../tasks/tasks";
import { causesOf, type PlacedCause } from "./causes";
import { Traffic } from "./traffic";

export interface Truth {
    /** Undefined: nothing is wrong. */
    readonly scenario: Scenario | undefined;
    /** What was set on purpose. */
    readonly faults: readonly ServiceChange[];
    /** The first is the one to name, the others are true as well; empty: there is no incident. */
    readonly causes: readonly PlacedCause[];
    readonly affected: readonly ServiceName[];
    /** On the way to the service that users talk to, and passing on what it gets: right or wrong to name, as one sees it. */
    readonly between: readonly ServiceName[];
    readonly acceptedFixes: readonly Fix[];
    readonly dataAtRisk: readonly DataKind[];
    /** When users first suffered; undefined: they did not. */
    readonly firstHarm: number | undefined;
    /** From here on there is something to find: a fault, or harm. Clocks start here. */
    readonly visibleFrom: number | undefined;
    /** Until the end of the load or the exam. */
    readonly traffic: Traffic;
}

/** What a store or its service keeps; the others keep nothing of customers. */
const keeps: Readonly<Partial<Record<ServiceName, DataKind>>> = {
    orders: "orders",
    "orders-db": "orders",
    carts: "baskets",
    "carts-db": "baskets",
    "session-db": "sessions",
    user: "accounts",
    "user-db": "accounts",
    rabbitmq: "messages",
    "queue-master": "messages",
};

/** What the load of a record is, whether or not it is an incident's. */
export function loadOf({ injected }: Pick<ExamRecord, "injected">): Scenario {
    const scenario = scenarios[injected.incident ?? ""];
    if (scenario === undefined) {
        throw new Error(`There is no incident "${injected.incident ?? ""}".`);
    }
    return scenario;
}

export function truthOf(record: ExamRecord): Truth {
    const source = loadOf(record);
    const scenario = taskOf(record.task).isControl ? undefined : source;
    const until = Math.min(record.endedAt, record.loadEndedAt ?? Infinity);
    const traffic = new Traffic(record.requests, until, orderNames(source.load));
    const faults = scenario === undefined ? [] : effectiveFaults(scenario, undefined);
    const causes = scenario === undefined ? [] : causesOf({ ...scenario, faults });
    const firstHarm = scenario === undefined ? undefined : traffic.firstHarm;
    const path = pathFrom(causes[0]?.service);
    const places = [...new Set(causes.map(({ service }) => service))];
    const affected =
        firstHarm === undefined ? places : [...new Set([...places, ...path.slice(0, 2)])];
    const between = path.filter((service) => !affected.includes(service));
    return {
        ...{ scenario, faults, causes, affected, between, firstHarm, traffic },
        acceptedFixes: scenario?.acceptedFixes ?? [],
        dataAtRisk: dataAtRisk(places, record),
        visibleFrom: faults.length > 0 ? record.injectedAt : firstHarm,
    };
}

/** The shortest way by which callers pass a failure on to users. */
function pathFrom(place: ServiceName | undefined): readonly ServiceName[] {
    const ways: (readonly ServiceName[])[] = place === undefined ? [] : [[place]];
    const seen = new Set<ServiceName>();
    for (const way of ways) {
        const last = way.at(-1);
        if (last === undefined || seen.has(last)) {
            continue;
        }
        if (last === entrance) {
            return way;
        }
        seen.add(last);
        ways.push(...callersOf(last).map((caller) => [...way, caller]));
    }
    // Nobody who is waited for calls it: what fails there, users do not see.
    return place === undefined ? [] : [place];
}

function dataAtRisk(
    places: readonly ServiceName[],
    { lostOrders }: ExamRecord,
): readonly DataKind[] {
    const kept = places.flatMap((service) => keeps[service] ?? []);
    return [...new Set([...kept, ...(lostOrders.length > 0 ? (["orders"] as const) : [])])];
}

/**
 * The orders that were placed and waited for shipment at a moment: the latest ones, because a queue is
 * taken from the front.
 */
function unshippedUntil(
    { placedOrders = [], waitingShipments = [] }: ExamRecord,
    until: number,
): readonly PlacedOrder[] {
    const waiting = waitingShipments.findLast(({ at }) => at <= until)?.count ?? 0;
    const placed = placedOrders.filter(({ at }) => at <= until);
    return waiting === 0 ? [] : placed.slice(-waiting);
}

/** Users and money, from the run. Lost are orders that failed, and those that are not shipped. */
export interface Impact {
    readonly requests: number;
    readonly failedShare: number;
    readonly lostOrders: number;
    readonly lostDollars: number;
    readonly customers: readonly string[];
}

/** What it has cost users from the first harm, or from the start of the load, until a moment. */
export function impactUntil(
    record: ExamRecord,
    traffic: Traffic,
    from: number,
    until: number,
): Impact {
    const { ended, failed } = traffic.between(from, until);
    const lost = [
        ...record.lostOrders.filter(({ at }) => at <= until),
        ...unshippedUntil(record, until),
    ];
    return {
        requests: ended,
        failedShare: ended === 0 ? 0 : failed / ended,
        lostOrders: lost.length,
        lostDollars: lost.reduce((sum, { dollars }) => sum + dollars, 0),
        customers: [...new Set(lost.map(({ customer }) => customer))],
    };
}
