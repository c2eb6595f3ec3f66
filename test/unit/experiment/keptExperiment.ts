/** A made-up experiment of two arms, round figures of no run. */
import type { Evidence } from "../../../evidence/evidence";
import type { ReadExperiment } from "../../../experiment/kept/files";
import type { KeptArm } from "../../../experiment/kept/schema";
import { epoch, row, sample, series } from "../evidence/sample";

/** Of twenty requests so many fail, and the front-end restarts so often. */
export interface Failing {
    readonly failures: number;
    readonly restarts: number;
}

export function evidenceWith(
    remediation: string,
    { failures, restarts }: Failing,
    origin: Evidence["origin"] = "measured",
): Evidence {
    const times = Array.from({ length: 20 }, (_, at) => 100 + at);
    const base = sample();
    const [last] = base.requests.history ?? [];
    const counted = { requests: 20, failures };
    return {
        ...base,
        origin,
        run: { ...base.run, remediation },
        fine: [
            series(
                "users.requests",
                {},
                [
                    [0, 4],
                    [30, failures],
                    [60, 2],
                ],
                5,
            ),
        ],
        series: [
            series("kubernetes.containers.restarts", { kube_deployment: "front-end" }, [
                [0, 0],
                [15, restarts],
            ]),
        ],
        requests: {
            ...base.requests,
            rows: [row("GET", "Browse Catalogue", failures, times)],
            total: row("", "Aggregated", failures, times),
            failures: base.requests.failures.map((one) => ({ ...one, occurrences: failures })),
            history: last === undefined ? [] : [{ ...last, time: epoch + 30, ...counted }],
        },
    };
}

export const restartsMonitor = "[sock-shop] Front-end restarts";

export function keptArm(
    remediation: string,
    repetition: number,
    changes: Partial<KeptArm> = {},
): KeptArm {
    const isHarmed = remediation === "none";
    return {
        ...{ remediation, repetition, ending: { kind: "load over" } },
        clocks: {
            ...{ injection: -9, firstFailure: isHarmed ? 10 + repetition : null },
            ...{ firstRestart: isHarmed ? 20 : null, firstScaleOut: null, recovery: 200 },
            alerts: { [restartsMonitor]: isHarmed ? 40 + repetition : null },
        },
        monitors: [
            {
                ...{ name: restartsMonitor, type: "query alert" },
                spans: [{ from: epoch - 60, to: epoch + 40, state: "OK" as const }],
            },
        ],
        missing: ["CPU and memory: there is no metrics API"],
        recovery: { isWhole: true, hash: "sha256:abc", problems: [] },
        folder: `${remediation}-${repetition}`,
        ...changes,
    };
}

/** Three repetitions without a fix and with limits, of which fewer requests fail. */
export function keptExperiment(
    arms: readonly KeptArm[] = ["none", "limits"].flatMap((remediation) =>
        [1, 2, 3].map((repetition) => keptArm(remediation, repetition)),
    ),
    origin: Evidence["origin"] = "measured",
): ReadExperiment {
    const failing = (arm: KeptArm): Failing =>
        arm.remediation === "none"
            ? { failures: 15 + arm.repetition, restarts: 6 }
            : { failures: arm.repetition - 1, restarts: 0 };
    const remediations = [...new Set(arms.map(({ remediation }) => remediation))];
    return {
        kept: {
            ...{ schema: 1, origin, world: "a cluster of the test", incident: "hybrid" },
            command: "npm run experiment -- hybrid --stack dev --remediation none,limits",
            ...{ settings: { users: "10", duration: "1m" }, remediations, repeat: 3 },
            rehearsal: { hostSpeed: "published", nodeCpus: 4 },
            ...{ arms: [...arms], failure: null },
        },
        evidence: new Map(
            arms.flatMap((arm) =>
                arm.folder === null
                    ? []
                    : [[arm.folder, evidenceWith(arm.remediation, failing(arm), origin)]],
            ),
        ),
    };
}
