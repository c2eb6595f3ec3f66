/** A made-up rehearsal, for tests of how one is shown: waves and round numbers, no simulation. */
import assert from "node:assert/strict";

import type { Evidence, Series, Sketch } from "../../../evidence/evidence";
import { type FineMetric, fineMetrics } from "../../../evidence/fineMetrics";
import { type ArmKey, armsOf, momentText } from "../../../rehearsal/moment";
import type { ArmCost, ArmResult, Rehearsal, RehearsalRequest } from "../../../rehearsal/types";
import type { FixResult, RunResult, SeedResult } from "../../../verdict/judgedArm";
import { scenarios } from "../../../scenarios/registry";
import type { Scenario } from "../../../scenarios/scenario";
import { compareArms, type ComparedArm } from "../../../verdict/compare";
import type { Stretch } from "../../../verdict/course";
import type { RunFigures } from "../../../verdict/figures";
import { leadOf, verdictOf, worthOf } from "../../../verdict/fixWorth";

const epoch = 1_700_000_000;

function existing<T>(value: T | undefined): T {
    assert.ok(value !== undefined);
    return value;
}

/** How much of the harm is left under an arm. */
const leftOver: Readonly<Record<string, number>> = {
    none: 1,
    hpa: 0.6,
    limits: 0.99,
    replicas: 0,
    "hpa,limits": 0.3,
};

/** A rehearsal of what was asked for; the seeds differ by a little, the same each time. */
export function madeUpRehearsal(request: RehearsalRequest): Rehearsal {
    const scenario = existing(scenarios[request.incident]);
    const users = Number(request.settings?.users ?? scenario.load.users);
    const keys = armsOf(request.arms, request.fixAt ?? ["before"]);
    const lead = leadOf(scenario);
    const arms = keys.map((key) => armOf(key, request.seeds, scenario, users));
    return {
        result: {
            schema: 2,
            origin: "simulated",
            incident: request.incident,
            users,
            spawnRate: scenario.load.spawnRate,
            durationSeconds: scenario.load.durationSeconds,
            hostSpeed: request.hostSpeed,
            nodeCpus: request.nodeCpus ?? 4,
            settings: request.settings ?? {},
            seeds: request.seeds,
            shownSeed: request.seeds[0] ?? NaN,
            lead,
            arms,
            comparisons: arms
                .slice(1)
                .map((arm) => compareArms(compared(existing(arms[0])), compared(arm))),
        },
        evidence: new Map(
            keys.map(({ id, remediation }) => [
                id,
                evidenceOf(remediation, scenario, users, request.seeds[0]),
            ]),
        ),
        timelines: new Map(),
    };
}

export function figuresOf(harm: number, jitter: number): RunFigures {
    const requests = 12_000 + jitter;
    const failed = Math.round(requests * 0.87 * harm);
    const share = (part: number): number => Math.round(failed * part);
    return {
        requests,
        heldUsers: 750,
        requestFailureRatio: failed / requests,
        orderFailureRatio: null,
        unshippedOrders: null,
        requestsPerSecond: 25 + jitter,
        successesPerSecond: 25 - 20 * harm,
        meanMs: 23_000 * harm + 20,
        p50Ms: 4_000 * harm + 10 + jitter,
        p95Ms: 134_000 * harm + 50 + jitter,
        p99Ms: 135_000 * harm + 80 + jitter,
        maxMs: 135_500 * harm + 100 + jitter,
        failuresByReason: {
            slow: share(0.4),
            status: 0,
            closed: share(0.2),
            cutShort: 0,
            reset: share(0.1),
            refused: share(0.1),
            noRoute: 0,
            connectTimeout: share(0.2),
        },
        frontEndRestarts: Math.round(7 * harm) + (harm > 0.5 ? jitter % 2 : 0),
        otherRestarts: 0,
        oomKills: 0,
        crashLoopBackOffs: Math.round(5 * harm),
        firstScaleOutSeconds: null,
        recoverySeconds: 12 + 200 * harm,
    };
}

const compared = ({ id, seeds }: ArmResult): ComparedArm => ({
    id,
    figures: new Map(seeds.map(({ seed, figures }) => [seed, figures])),
});

function armOf(
    { id, remediation, moment }: ArmKey,
    seeds: readonly number[],
    scenario: Scenario,
    users: number,
): ArmResult {
    const harm = leftOver[remediation] ?? 0.5;
    const results = seeds.map((seed): SeedResult => {
        const run = seedOf(seed, harm, scenario, users);
        const fix = moment === null ? null : fixOf(run, seedOf(seed, 1, scenario, users), scenario);
        return { ...run, fix };
    });
    return {
        id,
        remediation,
        fixAt: moment === null ? null : momentText(moment),
        cost: costOf(remediation),
        seeds: results,
        median: existing(results[Math.floor(results.length / 2)]).figures,
        verdict:
            moment === null ? null : verdictOf(results.map(({ fix }) => fix?.worth ?? undefined)),
    };
}

function fixOf(run: RunResult, without: RunResult, scenario: Scenario): FixResult {
    const [withFix, withoutFix] = [stretchOf(run), stretchOf(without)];
    return {
        atSeconds: 0,
        neverCame: null,
        withFix,
        withoutFix,
        servedWellSeconds: 40,
        worth: worthOf(leadOf(scenario), withFix, withoutFix) ?? null,
    };
}

const stretchOf = ({ figures }: RunResult): Stretch => ({
    requests: figures.requests,
    requestFailureRatio: figures.requestFailureRatio,
    orderFailureRatio: figures.orderFailureRatio,
    unshippedOrders: figures.unshippedOrders,
    p95Ms: figures.p95Ms,
    frontEndRestarts: figures.frontEndRestarts,
});

function seedOf(seed: number, harm: number, scenario: Scenario, users: number): RunResult {
    const figures = figuresOf(harm, seed % 5);
    const symptoms = scenario.symptoms.map((symptom) => ({
        symptom,
        value: harm > 0.5 ? 7 : 0,
        bounds: "as in the record",
        isMet: harm > 0.5,
    }));
    return {
        seed,
        figures,
        contract: { symptoms, isMet: harm > 0.5 },
        recovery: { seconds: figures.recoverySeconds, podsReadySeconds: 10, fastSeconds: 12 },
        node: null,
        pods: [],
        harm: {
            requestsFailed: Math.round(figures.requests * figures.requestFailureRatio),
            requests: figures.requests,
            usersHit: Math.round(users * Math.min(1, harm)),
            users,
            ordersFailed: 0,
            ordersUnshipped: null,
            moneyAtRiskDollars: 0,
        },
    };
}

function costOf(remediation: string): ArmCost {
    const pods = remediation.includes("hpa") ? 9 : remediation === "replicas" ? 2 : 0;
    return {
        addedCpuRequestCores: 0,
        addedMemoryRequestBytes: 0,
        addedCpuLimitCores: 0,
        addedMemoryLimitBytes: 0,
        addedPods: 0,
        peakAddedPods: pods,
        peakAddedCpuRequestCores: pods * 0.1,
        peakAddedMemoryRequestBytes: pods * 300 * 2 ** 20,
    };
}

const noSketch: Sketch = { count: 0, sum: 0, min: 0, max: 0, bins: [] };

const row = {
    method: "",
    name: "Aggregated",
    requests: 12_000,
    failures: 10_000,
    responseTimes: noSketch,
    requestsPerSecond: 25,
    failuresPerSecond: 20,
    averageContentBytes: 100,
};

function evidenceOf(
    remediation: string,
    { id, load }: Scenario,
    users: number,
    seed: number | undefined,
): Evidence {
    const [from, until] = [epoch - 900, epoch + load.durationSeconds + 1200];
    return {
        format: 1,
        origin: "simulated",
        run: {
            incident: id,
            remediation,
            users,
            settings: {},
            seed,
            hostSpeed: "published",
            from,
            until,
            loadStart: epoch,
            loadEnd: epoch + load.durationSeconds,
        },
        series: [],
        distributions: [],
        fine: fineOf(leftOver[remediation] ?? 0.5, load.durationSeconds),
        events: [],
        logs: [],
        requests: {
            rows: [row],
            total: row,
            failures: [],
            moneyAtRiskDollars: 0,
            failedOrders: 0,
        },
    };
}

/** Every fine metric as a wave under load and at rest elsewhere. */
function fineOf(harm: number, loadSeconds: number): readonly Series[] {
    const seconds = Array.from({ length: loadSeconds + 360 }, (_, index) => index - 60);
    const series = (metric: FineMetric, size: number, tags: Series["tags"] = {}): Series => ({
        metric,
        tags,
        intervalSeconds: 1,
        times: seconds.map((second) => epoch + second),
        values: seconds.map((second) =>
            second >= 0 && second < loadSeconds ? size * (1 + Math.sin(second / 30)) : 0,
        ),
    });
    const frontEnd = { kube_deployment: "front-end" };
    return [
        series(fineMetrics.p50, 2_000 * harm + 5),
        series(fineMetrics.p95, 60_000 * harm + 20),
        series(fineMetrics.p99, 67_000 * harm + 30),
        series(fineMetrics.requests, 25),
        series(fineMetrics.failures, 12 * harm, { reason: "slow" }),
        series(fineMetrics.failures, 6 * harm, { reason: "refused" }),
        series(fineMetrics.slow, 12 * harm),
        series(fineMetrics.cpuUsage, 0.15, frontEnd),
        { ...series(fineMetrics.cpuLimit, 0.15, frontEnd), values: seconds.map(() => 0.3) },
        series(fineMetrics.memoryUsage, 60 * 2 ** 20, frontEnd),
        { ...series(fineMetrics.memoryLimit, 1, frontEnd), values: seconds.map(() => 2 ** 30) },
        series(fineMetrics.replicasAvailable, 1, frontEnd),
        series(fineMetrics.restarts, 3 * harm, frontEnd),
        series(fineMetrics.acceptQueue, 200 * harm, frontEnd),
        series(fineMetrics.inFlight, 300 * harm, frontEnd),
    ];
}
