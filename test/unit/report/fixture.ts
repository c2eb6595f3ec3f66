/** A made-up report for tests of how it is shown: waves, not figures of any run. */
import type {
    Arm,
    ArmFix,
    FigureCell,
    Difference,
    Figure,
    FigureKind,
    MonitorReport,
    MonitorSpan,
    ReportModel,
} from "../../../report/model";
import type { Panel, Point, TimeRange } from "../../../report/plots/panel";
import { verdictOf, type Worth } from "../../../verdict/fixWorth";

export const armIds = [
    "none",
    ...["hpa@before", "limits@before", "replicas@before", "hpa,limits@before"],
] as const;

export const range: TimeRange = { from: -60, until: 720, loadEnd: 480 };

/** What one arm does to a figure: its value, and its effect. */
type Given = readonly [value: number | undefined, effect?: Difference];

export const around = (estimate: number, half: number): Difference => ({
    estimate,
    low: estimate - half,
    high: estimate + half,
    direction: Math.abs(estimate) <= half ? "unclear" : estimate < 0 ? "better" : "worse",
});

export function figureOf(
    id: string,
    label: string,
    kind: FigureKind,
    better: Figure["better"],
    given: readonly Given[],
): Figure {
    const cells = armIds.map((arm, index): [string, FigureCell] => {
        const [value, effect] = given[index] ?? [undefined];
        const isRanged = value !== undefined && index === 0;
        const between = isRanged ? ([value * 0.9, value * 1.1] as const) : undefined;
        return [arm, { value, range: between, effect }];
    });
    return { id, label, kind, better, cells: Object.fromEntries(cells) };
}

export const figures: readonly Figure[] = [
    figureOf("frontEndRestarts", "front-end restarts", "count", "lower", [
        [6.8],
        [9.4, around(2.6, 1.2)],
        [6.4, around(-0.4, 0.9)],
        [0, around(-6.8, 0.3)],
        [1.2, around(-5.6, 0.5)],
    ]),
    figureOf("requestFailureRatio", "requests failed", "ratio", "lower", [
        [0.87],
        [0.62, around(-0.25, 0.06)],
        [0.86, around(-0.01, 0.02)],
        [0.004, around(-0.866, 0.01)],
        [0.31, around(-0.56, 0.08)],
    ]),
    figureOf("p95Ms", "p95 response time", "milliseconds", "lower", [
        [134_800],
        [134_200, around(-600, 900)],
        [134_500, around(-300, 700)],
        [870, around(-133_930, 500)],
        [9_600, around(-125_200, 4_000)],
    ]),
    figureOf("firstScaleOutSeconds", "first scale-out after", "seconds", undefined, [
        [undefined],
        [45],
        [undefined],
        [undefined],
        [38],
    ]),
    figureOf("addedCpu", "CPU requested on top", "cores", undefined, [
        [0],
        [0.9, around(0.9, 0)],
        [0, around(0, 0)],
        [0.2, around(0.2, 0)],
        [0.5, around(0.5, 0)],
    ]),
];

/** One point in `step` seconds: a wave for each arm, cut off at nothing. */
function wave(arm: number, size: number, step = 4): readonly Point[] {
    const length = Math.floor((range.until - range.from) / step) + 1;
    return Array.from({ length }, (_, index): Point => {
        const at = range.from + index * step;
        const isLoaded = at >= 0 && at <= range.loadEnd;
        const up = Math.sin(at / (20 + 7 * arm)) + 1.1;
        return [at, isLoaded ? Math.max(1, (size * up) / (arm + 1)) : at > 600 ? null : 1];
    });
}

export function panelOf(id: string, overrides: Partial<Panel> = {}): Panel {
    return {
        id,
        title: `Wave ${id}`,
        description: "A wave for every arm.",
        unit: "waves",
        scale: "linear",
        isStepped: false,
        atLeastUpTo: 1,
        format: String,
        lines: armIds.map((arm, index) => ({ arm, points: wave(index, 40) })),
        levels: [],
        ...overrides,
    };
}

const spans = (...ends: readonly [number, MonitorSpan["state"]][]): MonitorSpan[] =>
    ends.map(([until, state], index) => ({ from: ends[index - 1]?.[0] ?? -600, until, state }));

export const monitors: MonitorReport = {
    isFalseAlarm: false,
    first: { id: "front-end-restarts", seconds: 52 },
    rows: [
        {
            id: "front-end-restarts",
            title: "Front-end restarts",
            isExpected: true,
            secondsToDetect: 52,
            flaps: 0,
            spans: spans([60, "OK"], [700, "Alert"], [900, "OK"]),
        },
        {
            id: "failure-rate",
            title: "Shop failure rate above 5 %",
            isExpected: true,
            secondsToDetect: 100,
            flaps: 1,
            spans: spans([0, "No Data"], [60, "OK"], [110, "Warn"], [530, "Alert"], [900, "OK"]),
        },
        {
            id: "payment",
            title: "Payment has no replicas",
            isExpected: false,
            secondsToDetect: undefined,
            flaps: 0,
            spans: spans([900, "OK"]),
        },
    ],
};

const quiet: MonitorReport = {
    isFalseAlarm: false,
    first: undefined,
    rows: monitors.rows.map((row) => ({
        ...row,
        secondsToDetect: undefined,
        spans: spans([900, "OK"]),
    })),
};

/** What a fix left of the failures in each of five runs that had 87 % without it. */
export function fixOf(
    moment: string,
    left: readonly number[],
    worth: (value: number) => Worth,
): ArmFix {
    const seeds = left.map((value, index) => ({
        seed: index + 1,
        value,
        without: 0.87,
        worth: worth(value),
    }));
    const isLater = moment !== "before";
    const well = left.filter((value) => value < 0.2).length;
    return {
        moment,
        verdict: verdictOf(seeds.map((seed) => seed.worth)),
        seeds,
        value: [...left].sort((a, b) => a - b)[left.length >> 1],
        without: 0.87,
        atSeconds: isLater ? 116 : 0,
        shownAtSeconds: isLater ? 116 : 0,
        servedWellSeconds: well > 0 ? 75 : undefined,
        servedWellSeeds: well,
    };
}

const worthOf = (value: number): Worth =>
    value < 0.05 ? "cures" : value < 0.45 ? "helps" : value < 0.8 ? "hardly helps" : "does nothing";

const spread = (value: number): readonly number[] =>
    [0.9, 0.95, 1, 1.05, 1.1].map((factor) => value * factor);

function armOf(id: string, failedShare: number): Arm {
    const [, moment] = id.split("@");
    const requests = 12_000;
    const failed = Math.round(requests * failedShare);
    const share = (part: number): number => Math.round(failed * part);
    return {
        id,
        fix: moment === undefined ? undefined : fixOf(moment, spread(failedShare), worthOf),
        pods: [],
        shortage: undefined,
        harm: {
            requests,
            failedRequests: failed,
            users: 750,
            usersHit: Math.round(750 * Math.min(1, failedShare * 1.1)),
            failedOrders: 0,
            unshippedOrders: undefined,
            dollarsAtRisk: 0,
            shareByReason: {
                slow: failedShare * 0.4,
                status: 0,
                closed: failedShare * 0.25,
                cutShort: 0,
                reset: failedShare * 0.1,
                refused: failedShare * 0.1,
                noRoute: 0,
                connectTimeout: failedShare * 0.15,
            },
            byReason: {
                slow: share(0.4),
                status: 0,
                closed: share(0.25),
                cutShort: 0,
                reset: share(0.1),
                refused: share(0.1),
                noRoute: 0,
                connectTimeout: share(0.15),
            },
        },
        monitors: id.startsWith("replicas") ? quiet : monitors,
    };
}

export const model: ReportModel = {
    incident: { id: "hybrid", title: "A made-up incident", summary: "Nothing of this happened." },
    load: { users: 750, spawnRate: 50, durationSeconds: 480 },
    source: { tag: "simulated", run: "seed", all: [1, 2, 3, 4, 5], shown: 1 },
    simulation: { hostSpeed: "published", nodeCpus: 4, probes: "testbed" },
    command: "npm start -- hybrid",
    arms: [0.87, 0.62, 0.86, 0.004, 0.31].map((share, index) => armOf(armIds[index] ?? "", share)),
    lead: "requestFailureRatio",
    figures,
    contract: [
        {
            text: "front-end restarts: 5 to 10",
            meaning: "killed by its probe",
            cells: Object.fromEntries(
                armIds.map((arm, index) => [
                    arm,
                    {
                        value: String([7, 9, 6, 0, 1][index]),
                        metSeeds: [5, 4, 5, 0, 0][index] ?? 0,
                        seeds: 5,
                    },
                ]),
            ),
        },
    ],
    fixes: [{ action: "Do the right thing", why: "it is right", serves: ["prevention"] }],
    range,
    panels: [
        panelOf("log", { scale: "log", format: (value) => `${value} ms` }),
        panelOf("level", { levels: [{ value: 60, label: "limit" }] }),
        panelOf("steps", { isStepped: true }),
    ],
    failures: armIds.map((arm, index) => ({
        arm,
        reasons:
            arm === "replicas@before"
                ? []
                : [
                      { reason: "slow", points: wave(index, 30) },
                      { reason: "connectTimeout", points: wave(index + 1, 10) },
                  ],
    })),
};

/** The same fixes, and again once the alert has come: then hpa only helps in one run of five. */
export const bothMoments: ReportModel = {
    ...model,
    arms: [
        ...model.arms,
        {
            ...armOf("hpa@detection", 0.8),
            fix: fixOf("detection", [0.03, 0.82, 0.85, 0.86, 0.88], worthOf),
            pods: [
                {
                    pod: "front-end-a",
                    requests: 9_000,
                    share: 0.96,
                    cpuOfLimit: 0.99,
                    throttled: 1,
                },
                { pod: "front-end-b", requests: 375, share: 0.04, cpuOfLimit: 0.02, throttled: 0 },
            ],
        },
        armOf("replicas@detection", 0.62),
    ],
};
