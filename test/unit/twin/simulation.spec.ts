import { deepEqual, equal, notEqual, ok } from "node:assert/strict";

import fc from "fast-check";

import type { PlannedObject } from "../../../plan/plan";
import { hashOf, objectsOf, played, type Recorder, withContainer } from "./worlds";

const short = { incident: "hybrid", users: "300", spawnRate: "50", duration: "60s" };

function killsIn({ events }: Recorder): readonly number[] {
    return events
        .filter(({ message }) => message.includes("failed liveness probe"))
        .map(({ at }) => at);
}

describe("a simulation", () => {
    let objects: readonly PlannedObject[];
    before(async () => {
        objects = await objectsOf({ ...short, services: limited("100m") });
    });

    it("makes the same calls for the same seed, and others for another", () => {
        const hash = hashOf(played(objects).seen);
        equal(hashOf(played(objects).seen), hash);
        notEqual(hashOf(played(objects, { seed: 2 }).seen), hash);
    });

    it("lets every request end once: as success, as failure, or in flight at the end", () => {
        const { seen, result } = played(objects);
        const byUser = new Map<number, number>();
        for (const { user, startedAt, endedAt } of seen.ended) {
            ok(
                startedAt >= (byUser.get(user) ?? -Infinity),
                "a user waits for one answer at a time",
            );
            ok(endedAt >= startedAt);
            byUser.set(user, endedAt - 0.001);
        }
        const waiting = seen.samples.find(({ at }) => at === result.loadEnd)?.waitingUsers;
        const late = seen.ended.filter(({ endedAt }) => endedAt - 0.001 > result.loadEnd);
        ok(waiting !== undefined && waiting > 0);
        equal((result.generator?.inFlightAtEnd ?? 0) + late.length, waiting);
        const last = seen.samples.at(-1);
        deepEqual([last?.users, last?.waitingUsers], [0, 0]);
    });

    it("counts as answered by the front-end what users got an answer to", () => {
        const { seen } = played(objects);
        const answered = seen.ended.filter(({ status }) => status !== undefined).length;
        const served = seen.served.filter(({ pod, route }) => {
            return pod.deployment === "front-end" && route !== "/";
        }).length;
        // What was answered after its user had gone is in the one count only.
        ok(served >= answered && served <= answered + 300, `${served} ${answered}`);
    });

    it("tells of events in the order of their times, and samples every whole second", () => {
        const { seen, result } = played(objects);
        const times = seen.events.map(({ at }) => at);
        deepEqual(
            times,
            [...times].sort((one, other) => one - other),
        );
        deepEqual(
            seen.samples.map(({ at }) => at),
            Array.from(
                { length: Math.floor(result.until - result.from) + 1 },
                (_, nth) => nth - 30,
            ),
        );
    });

    it("is far from cheap only while there is load", () => {
        const { seen } = played(objects, { beforeSeconds: 4200 });
        equal(seen.ended.filter(({ startedAt }) => startedAt < 0).length, 0);
        deepEqual(
            seen.events.filter(({ at }) => at < 0),
            [],
        );
    });
});

describe("the plan is all that a simulation knows", () => {
    it("so another CPU limit ends otherwise", async () => {
        const [tight, wide] = await Promise.all(
            ["60m", "300m"].map((cpu) => objectsOf({ ...short, services: limited(cpu) })),
        );
        ok(killsIn(played(tight ?? []).seen).length > 0);
        equal(killsIn(played(wide ?? []).seen).length, 0);
    });

    it("so a liveness probe with another threshold or delay kills at another time", async () => {
        const objects = await objectsOf({ ...short, services: limited("60m") });
        const patched = (change: object): readonly PlannedObject[] =>
            withContainer(objects, "front-end", (container) => ({
                ...container,
                livenessProbe: { ...(container.livenessProbe as object), ...change },
            }));
        const [first = NaN] = killsIn(played(objects).seen);
        const [later = NaN] = killsIn(played(patched({ failureThreshold: 6 })).seen);
        ok(later > first + 6, `${first} ${later}`);
        deepEqual(
            killsIn(played(patched({ initialDelaySeconds: 300, failureThreshold: 99 })).seen),
            [],
        );
        deepEqual(killsIn(played(patched({ timeoutSeconds: 30 })).seen), []);
    });

    it("so users come as the Job says", async () => {
        const { seen, result } = played(await objectsOf({ ...short, users: "20", spawnRate: "4" }));
        const users = (second: number): number | undefined =>
            seen.samples.find(({ at }) => at === result.loadStart + second)?.users;
        // Those of a second come in one go, the first of them at its beginning.
        deepEqual([users(1), users(3), users(10)], [4 + 1, 12 + 1, 20]);
        equal(result.loadEnd - result.loadStart, 60);
        equal(new Set(seen.ended.map(({ user }) => user)).size, 20);
    });

    it("so nothing can be simulated that is not there, and it says what is missing", async () => {
        const objects = await objectsOf(short);
        const without = (kind: string): readonly PlannedObject[] =>
            objects.filter((object) => object.kind !== kind);
        const play = (some: readonly PlannedObject[]) => () => played(some);
        throwsWith(play(without("Deployment")), /no Deployment in namespace "sock-shop"/);
        throwsWith(play(without("ConfigMap")), /mounts no ConfigMap of the plan that has mix.json/);
        const odd = withContainer(objects, "payment", ({ name, ...container }) => {
            ok(name);
            return container;
        });
        throwsWith(play(odd), /cannot read Deployment payment/);
    });
});

describe("any settings", () => {
    it("give finite times, no negative ones, and containers within their limits", async () => {
        const base = await objectsOf({ ...short, users: "40", duration: "30s" });
        const settings = fc.record({
            milli: fc.integer({ min: 20, max: 1500 }),
            period: fc.integer({ min: 1, max: 10 }),
            timeout: fc.integer({ min: 1, max: 12 }),
            threshold: fc.integer({ min: 1, max: 5 }),
            delay: fc.integer({ min: 0, max: 20 }),
            mebibytes: fc.integer({ min: 40, max: 200 }),
            seed: fc.nat(),
        });
        fc.assert(
            fc.property(settings, ({ milli, mebibytes, seed, ...probe }) => {
                const httpGet = { path: "/", port: 8079 };
                const wanted = {
                    httpGet,
                    initialDelaySeconds: probe.delay,
                    periodSeconds: probe.period,
                    timeoutSeconds: probe.timeout,
                    failureThreshold: probe.threshold,
                };
                const limits = { cpu: `${milli}m`, memory: `${mebibytes}Mi` };
                const objects = withContainer(base, "front-end", (container) => ({
                    ...container,
                    resources: { requests: { cpu: "10m" }, limits },
                    livenessProbe: wanted,
                    readinessProbe: wanted,
                }));
                const { seen, result } = played(objects, { seed });
                for (const { startedAt, endedAt } of seen.ended) {
                    ok(startedAt >= result.loadStart && endedAt >= startedAt);
                    ok(endedAt <= result.until + 1);
                }
                for (const { pods, users, waitingUsers } of seen.samples) {
                    ok(waitingUsers >= 0 && waitingUsers <= users && users <= 40);
                    for (const pod of pods) {
                        const figures = Object.values(pod).filter((one) => typeof one === "number");
                        ok(figures.every((figure) => Number.isFinite(figure) && figure >= 0));
                        ok(pod.acceptQueue <= 512);
                        ok(pod.memoryBytes <= (pod.memoryLimitBytes ?? Infinity));
                    }
                }
            }),
            { numRuns: 25 },
        );
    });
});

function limited(cpu: string): string {
    const resources = { requests: { cpu: "50m" }, limits: { cpu } };
    return JSON.stringify({ "front-end": { resources } });
}

function throwsWith(act: () => unknown, message: RegExp): void {
    try {
        act();
    } catch (error) {
        ok(error instanceof Error && message.test(error.message), String(error));
        return;
    }
    throw new Error(`nothing was thrown; expected ${message.source}`);
}
