/** A made-up rehearsal, for tests of how one is shown: waves and round numbers, no simulation. */
import assert from "node:assert/strict";

import type { Evidence, Series, Sketch } from "../../../evidence/evidence";
import { type FineMetric, fineMetrics } from "../../../evidence/fineMetrics";
import type {
    ArmCost,
    ArmResult,
    Rehearsal,
    RehearsalRequest,
    SeedResult,
} from "../../../rehearsal/types";
import { scenarios } from "../../../scenarios/registry";
import type { Scenario } from "../../../scenarios/scenario";
import type { ComparedFigure, Comparison, FigureEffect } from "../../../verdict/compare";
import type { RunFigures } from "../../../verdict/figures";

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
    const arms = request.arms.map((arm) => armOf(arm, request.seeds, scenario, users));
    return {
        result: {
            schema: 1,
            origin: "simulated",
            incident: request.incident,
            users,
            spawnRate: scenario.load.spawnRate,
            durationSeconds: scenario.load.durationSeconds,
            hostSpeed: request.hostSpeed,
            nodeCpus: request.nodeCpus ?? 4,
            settings: request.settings ?? {},
            seeds: request.seeds,
            arms,
            comparisons: arms.slice(1).map((arm) => comparisonOf(existing(arms[0]), arm)),
        },
        evidence: new Map(
            request.arms.map((arm) => [arm, evidenceOf(arm, scenario, users, request.seeds[0])]),
        ),
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

function armOf(
    remediation: string,
    seeds: readonly number[],
    scenario: Scenario,
    users: number,
): ArmResult {
    const harm = leftOver[remediation] ?? 0.5;
    const results = seeds.map((seed): SeedResult => seedOf(seed, harm, scenario, users));
    return {
        remediation,
        cost: costOf(remediation),
        seeds: results,
        median: existing(results[Math.floor(results.length / 2)]).figures,
    };
}

function seedOf(seed: number, harm: number, scenario: Scenario, users: number): SeedResult {
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
        harm: {
            requestsFailed: Math.round(figures.requests * figures.requestFailureRatio),
            requests: figures.requests,
            usersHit: Math.round(users * Math.min(1, harm)),
            users,
            ordersFailed: 0,
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

function comparisonOf(reference: ArmResult, arm: ArmResult): Comparison {
    const names = Object.keys(reference.median).filter((name) => name !== "failuresByReason");
    const mean = (from: ArmResult, name: ComparedFigure): number | null => {
        const values = from.seeds.map(({ figures }) => figures[name]);
        return values.includes(null)
            ? null
            : (values as number[]).reduce((sum, value) => sum + value, 0) / values.length;
    };
    const effects = (names as ComparedFigure[]).map((figure): FigureEffect => {
        const [before, after] = [mean(reference, figure), mean(arm, figure)];
        const difference = before === null || after === null ? null : after - before;
        const half = 0.02 * Math.abs(before ?? 0) + 0.001;
        return {
            figure,
            reference: before,
            value: after,
            difference,
            interval: difference === null ? null : [difference - half, difference + half],
            effect: "no effect shown",
        };
    });
    return { reference: reference.remediation, remediation: arm.remediation, effects };
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
