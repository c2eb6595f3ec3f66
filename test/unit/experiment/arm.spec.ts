import assert from "node:assert/strict";

import type { ArmRun } from "../../../experiment/arm";
import { type ExperimentRequest, runExperiment, shuffled } from "../../../experiment/experiment";
import type { MonitorSaying } from "../../../experiment/senses/monitors";
import type { ObservedShop } from "../../../live/snapshot/observe";
import { healthy, place, plannedShop } from "../live/support";
import { StandInWorld } from "./standInWorld";
import { loadSeconds } from "./support";

describe("an experiment", () => {
    let world: StandInWorld;
    let controller: AbortController;
    let said: string[];

    before(async () => {
        shop = healthy(await plannedShop());
    });
    let shop: ObservedShop;
    beforeEach(() => {
        world = new StandInWorld(shop);
        controller = new AbortController();
        said = [];
    });

    const run = (
        remediations: readonly string[],
        options: Partial<ExperimentRequest> = {},
    ): Promise<readonly ArmRun[]> =>
        runExperiment(world, {
            ...{ incident: "hybrid", settings: {}, place, remediations, repeat: 1, seed: 1 },
            ...{ capSeconds: 300, coolDownSeconds: 60 },
            report: (line) => {
                said.push(line);
            },
            signal: controller.signal,
            ...options,
        });

    it("plays every arm from a whole shop, and proves it whole again", async () => {
        const runs = await run(["none", "limits"]);
        const order = runs.map(({ remediation }) => remediation);
        assert.deepEqual([...order].sort(), ["limits", "none"]);
        assert.deepEqual(
            world.done,
            order.flatMap((arm) => [`prepare ${arm}`, `inject ${arm}`, "recover"]),
        );
        assert.ok(runs.every(({ recovery }) => recovery.isWhole));
        const [before, ...after] = [
            ...said.flatMap((line) => / hash (\S+)/.exec(line)?.[1] ?? []),
            ...runs.map(({ recovery }) => recovery.hash),
        ];
        assert.ok(before !== undefined && after.length > 0);
        assert.deepEqual(new Set(after), new Set([before]));
    });

    it("tells a journal its snapshot before anything is done, and when the shop is whole", async () => {
        const told: string[] = [];
        await run(["none"], {
            onSnapshot: () => told.push(`snapshot after ${world.done.length} steps`),
            onWhole: () => told.push(`whole after ${world.done.at(-1) ?? ""}`),
        });
        assert.deepEqual(told, ["snapshot after 0 steps", "whole after recover"]);
        world.onSleep = () => {
            world.isBroken = true;
        };
        await run(["none"], { onWhole: () => told.push("whole") }).catch(() => undefined);
        assert.equal(told.length, 2);
    });

    it("counts clocks from the first user, and leaves open what did not happen", async () => {
        world.onSleep = () => {
            const name = "[sock-shop] Front-end restarts";
            const state = world.after >= 40 ? "Alert" : "OK";
            world.sayings = [
                { name, type: "query alert", state },
                { name: "[sock-shop] Orders fail", type: "query alert", state: "OK" },
            ];
        };
        const [arm] = await run(["none"]);
        assert.ok(arm);
        const { recovery, ...clocks } = arm.clocks;
        assert.deepEqual(clocks, {
            ...{ injection: 0, firstFailure: 15, firstRestart: 20, firstScaleOut: null },
            alerts: { "[sock-shop] Front-end restarts": 40, "[sock-shop] Orders fail": null },
        });
        assert.equal(recovery, arm.recoverySeconds);
        assert.equal(arm.ending.kind, "load over");
    });

    it("watches no longer than an arm takes, however it ends", async () => {
        await run(["none", "limits"]);
        world.inject = () => Promise.reject(new Error("refused"));
        await assert.rejects(run(["none"]));
        assert.equal(world.watching, 0);
    });

    it("names the sources that it lacks, and puts nothing in their place", async () => {
        const [arm] = await run(["none"]);
        assert.deepEqual(arm?.missing, [
            "locust_failures.csv: the load did not leave it",
            "CPU and memory: there is no metrics API",
        ]);
        assert.deepEqual(arm.evidence?.requests.failures, []);
        const metrics = arm.evidence.fine.map(({ metric }) => metric);
        assert.ok(!metrics.includes("deployment.cpu.usage"));
    });

    const slo = (state: string): MonitorSaying => ({
        ...{ name: "[sock-shop] SLO", type: "slo alert", state },
    });
    const dangers: readonly (readonly [what: string, break_: () => void, why: RegExp])[] = [
        [
            "a node is under pressure",
            () => (world.node = "one: MemoryPressure=True"),
            /^node one: MemoryPressure=True$/,
        ],
        [
            "the monitor that was named alerts",
            () => (world.sayings = [slo("Alert")]),
            /^monitor \[sock-shop\] SLO alerts$/,
        ],
    ];
    for (const [what, break_, why] of dangers) {
        it(`recovers at once when ${what}, says so, and goes no further`, async () => {
            world.onSleep = () => {
                if (world.after > 0) {
                    break_();
                }
            };
            world.sayings = [slo("OK")];
            const runs = await run(["none", "limits"], { abortMonitor: "SLO" });
            assert.equal(runs.length, 1);
            const ending = runs[0]?.ending;
            assert.ok(ending?.kind === "aborted");
            assert.match(ending.why, why);
            assert.ok(world.now() - 1_700_000_000 < 30 + 30 + loadSeconds);
            assert.equal(world.done.at(-1), "recover");
            assert.equal(runs[0]?.recovery.isWhole, true);
        });
    }

    it("breaks nothing where the monitor that is to end it does not exist, and names those that do", async () => {
        world.sayings = [slo("OK")];
        await assert.rejects(
            run(["none"], { abortMonitor: "SLA" }),
            /^Error: --abort-on SLA: there is no such monitor\. There are: \n {2}\[sock-shop\] SLO$/,
        );
        assert.deepEqual(world.done, []);
    });

    it("recovers when a load takes longer than it may", async () => {
        const [arm] = await run(["none"], { capSeconds: 30 });
        assert.deepEqual(arm?.ending, { kind: "aborted", why: "longer than 30 s" });
        assert.equal(arm.recovery.isWhole, true);
    });

    for (const phase of ["prepare", "inject", "recover"]) {
        it(`is not lost when the cluster is away for 20 s after ${phase}`, async () => {
            let since: number | undefined;
            world.isAway = () => since !== undefined && world.now() < since + 20;
            world.onSleep = () => {
                if (world.done.at(-1)?.startsWith(phase) === true) {
                    since ??= world.now();
                }
            };
            const runs = await run(["none", "limits"]);
            assert.ok(since !== undefined);
            assert.equal(runs.length, 2);
            assert.ok(runs.every(({ ending }) => ending.kind === "load over"));
            assert.ok(runs.every(({ recovery }) => recovery.isWhole));
        });
    }

    it("tries again to recover from a cluster that is away just then", async () => {
        let refusals = 3;
        const { recover } = world;
        world.recover = () => (refusals-- > 0 ? Promise.reject(new Error("no answer")) : recover());
        const [arm] = await run(["none"]);
        assert.equal(arm?.recovery.isWhole, true);
        assert.match(said.join("\n"), /recovery failed, trying again: no answer/);
    });

    for (const phase of ["prepare", "inject"]) {
        it(`recovers when it is interrupted after ${phase}, and proves that too`, async () => {
            world.onSleep = () => {
                if (world.done.at(-1)?.startsWith(phase)) {
                    controller.abort();
                }
            };
            const [arm, ...others] = await run(["none", "limits"]);
            assert.equal(arm?.ending.kind, "interrupted");
            assert.equal(arm.recovery.isWhole, true);
            assert.equal(world.done.at(-1), "recover");
            assert.equal(
                world.done.some((what) => what.startsWith("inject")),
                phase === "inject",
            );
            assert.equal(others.length, 0);
        });
    }

    for (const phase of ["prepare", "inject"] as const) {
        it(`recovers when it cannot ${phase}, and says why and what is left`, async () => {
            world[phase] = () => Promise.reject(new Error("refused"));
            await assert.rejects(run(["none"]), /^Error: refused\nThe shop is whole again\.$/);
            assert.equal(world.done.at(-1), "recover");
        });
    }

    it("keeps what it saw where the recovery fails, says why, and plays no further arm", async () => {
        world.recover = () => Promise.reject(new Error("no answer"));
        const [arm, ...others] = await run(["none", "limits"]);
        assert.equal(others.length, 0);
        assert.equal(arm?.ending.kind, "load over");
        assert.ok(arm.evidence !== undefined && arm.clocks.firstRestart === 20);
        assert.deepEqual(arm.recovery.problems, ["The shop is NOT recovered: no answer"]);
        assert.equal(arm.recovery.isWhole, false);
        assert.equal(arm.recoverySeconds, null);
        assert.equal(world.watching, 0);
    });

    it("says both where it fails and cannot recover either, and does not watch on", async () => {
        world.recover = () => Promise.reject(new Error("no answer"));
        world.inject = () => Promise.reject(new Error("refused"));
        await assert.rejects(
            run(["none"]),
            /^Error: refused\nThe shop is NOT recovered: no answer$/,
        );
        assert.equal(world.watching, 0);
    });

    const why = "The range is gone: etcd died";
    /** From the first time on that it is so; the shop's seconds since, once it is over. */
    const goneWhen = (isSo: () => boolean): (() => number) => {
        let since: number | undefined;
        world.onSleep = () => {
            since ??= isSo() ? world.now() : undefined;
        };
        world.isAway = () => since !== undefined;
        world.gone = () => (since === undefined ? undefined : why);
        return () => world.now() - (since ?? Infinity);
    };

    it("is over soon when its world is gone under load, says so, and keeps what it saw", async () => {
        const since = goneWhen(() => world.after >= 40);
        const [arm, ...others] = await run(["none", "limits"]);
        // The account is given half a minute to have all of it.
        assert.ok(since() <= 40, `${since()} s`);
        assert.equal(others.length, 0);
        assert.deepEqual(arm?.ending, { kind: "aborted", why });
        assert.deepEqual(arm.recovery.problems, [`The shop is NOT recovered: ${why}`]);
        assert.ok(arm.evidence !== undefined);
        assert.ok(!world.done.includes("recover"));
    });

    it("is over soon when its world is gone while it recovers, and keeps what it saw", async () => {
        world.recover = () => {
            world.isBroken = true;
            return Promise.resolve();
        };
        const since = goneWhen(() => world.isBroken);
        const [arm] = await run(["none"]);
        assert.ok(since() <= 40, `${since()} s`);
        assert.equal(arm?.ending.kind, "load over");
        assert.deepEqual(arm.recovery.problems, [`The shop is NOT recovered: ${why}`]);
    });

    const gone = new RegExp(`^Error: ${why}\nThe shop is NOT recovered: ${why}$`);

    it("is over soon when its world is gone before the incident", async () => {
        const since = goneWhen(() => world.done.includes("prepare none"));
        await assert.rejects(run(["none"]), gone);
        assert.ok(since() <= 5, `${since()} s`);
    });

    it("is over soon when its world is gone between two arms, the first of which is kept", async () => {
        const since = goneWhen(() => world.done.at(-1) === "recover");
        const kept: ArmRun[] = [];
        const onArm = (arm: ArmRun): Promise<boolean> => {
            kept.push(arm);
            return Promise.resolve(true);
        };
        const patient = { onArm, coolDownSeconds: 3600 };
        await assert.rejects(run(["none", "limits"], patient), new RegExp(`^Error: ${why}`));
        assert.ok(since() <= 60, `${since()} s`);
        assert.deepEqual([kept.length, kept[0]?.recovery.isWhole], [1, true]);
    });

    it("breaks nothing that is not healthy", async () => {
        world.isBroken = true;
        await assert.rejects(
            run(["none"]),
            /The shop is not healthy:\s+the front-end does not answer/,
        );
        assert.deepEqual(world.done, []);
    });

    it("says so when the shop is not whole afterwards, and plays no further arm", async () => {
        world.recover = () => {
            world.isBroken = true;
            return Promise.resolve();
        };
        const runs = await run(["none", "limits"]);
        assert.deepEqual(
            runs.map(({ recovery, recoverySeconds }) => [recovery.isWhole, recoverySeconds]),
            [[false, null]],
        );
    });

    it("lets the monitors of an arm fall silent before the next one begins", async () => {
        const name = "[sock-shop] Front-end restarts";
        const begun: number[] = [];
        const { prepare } = world;
        world.prepare = (remediation) => {
            begun.push(world.now());
            return prepare(remediation);
        };
        let silentAt = Infinity;
        world.onSleep = () => {
            if (world.done.at(-1) === "recover" && silentAt === Infinity) {
                silentAt = world.now() + 200;
            }
            const isOn = world.now() < silentAt && world.done.includes("recover");
            world.sayings = [{ name, type: "query alert", state: isOn ? "Alert" : "OK" }];
        };
        await run(["none", "limits"]);
        assert.ok((begun[1] ?? 0) >= silentAt && (begun[1] ?? 0) < silentAt + 30);
        assert.ok(said.includes(`still in alert: ${name}`));
    });

    it("has its arms in an order of the seed, all of them in each repetition", () => {
        const remediations = ["none", "hpa", "limits", "replicas"];
        const orders = [1, 2, 3].map((seed) => shuffled({ remediations, repeat: 2, seed }));
        for (const order of orders) {
            for (const repetition of [1, 2]) {
                const half = order.filter((arm) => arm.repetition === repetition);
                const arms = half.map(({ remediation }) => remediation);
                assert.deepEqual(arms.sort(), [...remediations].sort());
            }
        }
        assert.ok(new Set(orders.map((order) => JSON.stringify(order))).size > 1);
        assert.deepEqual(shuffled({ remediations, repeat: 2, seed: 1 }), orders[0]);
    });
});
