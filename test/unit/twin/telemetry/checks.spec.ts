import assert from "node:assert/strict";

import type { Evidence, Series } from "../../../../evidence/evidence";
import type { PodSample, ServedRequest } from "../../../../twin/observer";
import type { TwinResult } from "../../../../twin/input";
import { Telemetry } from "../../../../twin/telemetry/telemetry";
import type { TelemetryOptions } from "../../../../twin/telemetry/telemetry";
import { epoch } from "../../evidence/sample";

const front: PodSample = {
    name: "front-end-1",
    deployment: "front-end",
    replicaSet: "front-end-a",
    container: "front-end",
    containerId: "one",
    image: "weaveworksdemos/front-end:0.3.12",
    isReady: true,
    isTerminating: false,
    isPending: false,
    restarts: 0,
    state: "running",
    waitingReason: undefined,
    terminatedReason: undefined,
    lastTerminatedReason: undefined,
    cpuSeconds: 0,
    starvedSeconds: 0,
    starvedCpuSeconds: 0,
    cfsPeriods: 0,
    throttledPeriods: 0,
    throttledSeconds: 0,
    memoryBytes: 2 ** 26,
    inFlight: 0,
    acceptQueue: 0,
    cpuRequestCores: 0.1,
    cpuLimitCores: 0.3,
    memoryRequestBytes: 300 * 2 ** 20,
    memoryLimitBytes: 1_000 * 2 ** 20,
    livenessFailures: 0,
    livenessSuccesses: 1,
    readinessFailures: 0,
    readinessSuccesses: 1,
    startupFailures: undefined,
    startupSuccesses: undefined,
};

type Moment = Partial<PodSample> | ServedRequest;

const isRequest = (moment: Moment): moment is ServedRequest => "durationSeconds" in moment;

function served(durationSeconds: number, changes: Partial<PodSample> = {}): ServedRequest {
    return {
        endedAt: epoch + 1,
        durationSeconds,
        pod: { ...front, ...changes },
        method: "GET",
        path: "/catalogue",
        route: "/catalogue",
        status: 200,
    };
}

const options: TelemetryOptions = {
    input: {
        namespace: "sock-shop",
        phases: [],
        beforeSeconds: 0,
        afterSeconds: 0,
        seed: 1,
        hostSpeed: "lab",
        epoch,
    },
    run: { incident: "hybrid", remediation: "none", users: 0, settings: {} },
};

const ended: TwinResult = {
    from: epoch,
    until: epoch + 90,
    loadStart: epoch,
    loadEnd: epoch,
    generator: undefined,
};

/** What telemetry makes of a pod that is sampled at these seconds, with requests in between. */
function watch(moments: readonly (readonly [seconds: number, moment: Moment])[]): Evidence {
    const telemetry = new Telemetry(options);
    for (const [seconds, moment] of moments) {
        if (isRequest(moment)) {
            telemetry.requestServed({ ...moment, endedAt: epoch + seconds });
        } else {
            telemetry.sampled({
                at: epoch + seconds,
                node: { cpus: 4, cpuSeconds: 0, saturatedSeconds: 0 },
                generator: undefined,
                pods: [{ ...front, ...moment }],
                deployments: [],
                autoscalers: [],
                queue: undefined,
                users: 0,
                waitingUsers: 0,
            });
        }
    }
    return telemetry.finish(ended);
}

/** What is left of that many lines that orders writes in one second. */
function flood(lines: number): Evidence {
    const telemetry = new Telemetry(options);
    const pod = { ...front, container: "orders", deployment: "orders", image: "orders:0.4.7" };
    for (let line = 0; line < lines; line++) {
        const message = "Unable to create order due to unspecified IO error.";
        telemetry.log({ at: epoch + line / lines, pod, stream: "stdout", message });
    }
    return telemetry.finish(ended);
}

/** The points of a metric, in seconds since the start, one list for each series. */
function points(evidence: Evidence, metric: string): readonly (readonly [number, number])[][] {
    const list = ({ times, values }: Series): (readonly [number, number])[] =>
        times.map((time, index) => [time - epoch, values[index] ?? 0] as const);
    return evidence.series.filter((one) => one.metric === metric).map(list);
}

describe("the simulated agent", () => {
    it("samples every 15 s, however often it is told", () => {
        const every = Array.from({ length: 46 }, (_, second) => [second, {}] as const);
        assert.deepEqual(points(watch(every), "kubernetes.memory.working_set"), [
            [0, 15, 30, 45].map((second) => [second, 2 ** 26]),
        ]);
    });

    it("makes a rate of two samples of one container, in nanocores", () => {
        const evidence = watch([
            [0, { cpuSeconds: 10 }],
            [15, { cpuSeconds: 13 }],
            // Restarted: its counter begins anew, and one sample makes no rate.
            [30, { cpuSeconds: 2, containerId: "two" }],
            [45, { cpuSeconds: 3.5, containerId: "two" }],
        ]);
        assert.deepEqual(points(evidence, "kubernetes.cpu.usage.total"), [
            [[15, 200_000_000]],
            [[45, 100_000_000]],
        ]);
    });

    it("has limits in cores, and throttling per second", () => {
        const evidence = watch([
            [0, { cfsPeriods: 100, throttledPeriods: 10, throttledSeconds: 1 }],
            [15, { cfsPeriods: 250, throttledPeriods: 85, throttledSeconds: 4 }],
        ]);
        assert.deepEqual(points(evidence, "kubernetes.cpu.limits"), [
            [
                [0, 0.3],
                [15, 0.3],
            ],
        ]);
        assert.deepEqual(points(evidence, "kubernetes.cpu.cfs.periods"), [[[15, 10]]]);
        assert.deepEqual(points(evidence, "kubernetes.cpu.cfs.throttled.periods"), [[[15, 5]]]);
        assert.deepEqual(points(evidence, "kubernetes.cpu.cfs.throttled.seconds"), [[[15, 0.2]]]);
    });

    it("says nothing of a container that is down, but goes on with the pod", () => {
        const down = {
            state: "waiting",
            waitingReason: "CrashLoopBackOff",
            lastTerminatedReason: "Error",
            isReady: false,
            restarts: 1,
        } as const;
        const evidence = watch([
            [0, {}],
            [15, down],
            [30, { containerId: "two", restarts: 2, lastTerminatedReason: "Error" }],
        ]);
        const running = points(evidence, "kubernetes.containers.running");
        assert.deepEqual(running, [
            [
                [0, 1],
                [30, 1],
            ],
        ]);
        assert.deepEqual(points(evidence, "kubernetes.containers.restarts"), [
            [
                [0, 0],
                [15, 1],
                [30, 2],
            ],
        ]);
        const waiting = "kubernetes_state.container.status_report.count.waiting";
        assert.deepEqual(points(evidence, waiting), [[[15, 1]]]);
        const last = evidence.series.find(
            ({ metric }) => metric === "kubernetes.containers.last_state.terminated",
        );
        assert.equal(last?.tags.reason, "error");
        assert.equal(last.times.length, 2);
    });

    it("begins a count of failed probes with the first of them", () => {
        const evidence = watch([
            [0, {}],
            [15, { livenessFailures: 2 }],
        ]);
        const failures = points(evidence, "kubernetes.liveness_probe.failure.total");
        assert.deepEqual(failures, [[[15, 2]]]);
    });

    it("spreads what a bucket of the histogram counts evenly over it", () => {
        const requests = Array.from({ length: 100 }, () => [16, served(0.7)] as const);
        const { distributions } = watch([[0, {}], [15, {}], ...requests, [30, {}]]);
        const [durations] = distributions.filter(
            ({ metric }) => metric === "sockshop.request_duration_seconds",
        );
        const [sketch] = durations?.sketches ?? [];
        assert.deepEqual(durations?.times, [epoch + 30]);
        assert.equal(sketch?.count, 100);
        assert.ok(sketch.min >= 0.5 && sketch.min < 0.51, String(sketch.min));
        assert.ok(sketch.max > 0.98 && sketch.max <= 1, String(sketch.max));
        assert.ok(Math.abs(sketch.sum - 75) < 1, String(sketch.sum));
    });

    it("loses what a container answered before its first scrape, and after its last", () => {
        const evidence = watch([
            [0, { isReady: false }],
            [1, served(0.1)],
            [15, {}],
            [16, served(0.2)],
            [30, {}],
            [31, served(0.3)],
            [45, { containerId: "two", restarts: 1 }],
        ]);
        assert.deepEqual(points(evidence, "sockshop.request_duration_seconds.sum"), [[[30, 0.2]]]);
        assert.deepEqual(points(evidence, "sockshop.request_duration_seconds.count"), [[[30, 1]]]);
    });

    it("has the access log's response times in ms, in steps of ten seconds", () => {
        const { distributions } = watch([
            [12, served(0.0123456)],
            [19, served(0.2)],
            [21, served(0.3)],
        ]);
        const [times] = distributions.filter(({ metric }) => metric === "sockshop.response_time");
        assert.deepEqual(times?.times, [epoch + 10, epoch + 20]);
        assert.deepEqual(
            times.sketches.map(({ min, max }) => [min, max]),
            [
                [12.346, 200],
                [300, 300],
            ],
        );
    });

    it("keeps a sample of a flood of lines, but counts all of them", () => {
        const evidence = flood(500);
        assert.equal(evidence.logs.length, 100);
        assert.deepEqual(points(evidence, "sockshop.orders.failed"), [[[0, 500]]]);
    });
});
