import { scenario as payment } from "../scenarios/incidents/payment";
import { browseRows } from "../verdict/orders";
import { sum } from "../verdict/series";
import type { SimulatedFigures } from "./figures";
import type { SettingTexts } from "./playRun";

/** One promise of an incident on the published machine. */
export interface PromisedFigure {
    readonly words: string;
    readonly value: (run: SimulatedFigures) => number;
    readonly low: number;
    readonly high: number;
    /** Digits after the point. */
    readonly digits: number;
}

/** A run of the stack with its own scripts, and what it must show. */
export interface PromisedRun {
    readonly title: string;
    readonly settings: SettingTexts;
    readonly promises: readonly PromisedFigure[];
}

const failed = (run: SimulatedFigures): number => 100 * run.failedShare;
const kills = (run: SimulatedFigures): number => run.killsAtSeconds.length;

function failedOf(name: string): (run: SimulatedFigures) => number {
    return ({ tasks }) => {
        const { requests, failures } = tasks.find((one) => one.name === name) ?? nothing;
        return requests === 0 ? 100 : (100 * failures) / requests;
    };
}

/** All but the orders. */
function failedBrowsing({ tasks }: SimulatedFigures): number {
    return sum(browseRows(payment.load, tasks).map(({ failures }) => failures));
}

const nothing = { requests: 0, failures: 0 } as const;

const none = { low: 0, high: 0, digits: 0 } as const;

/** What the incidents promise, on the published host speed. */
export const promisedRuns: readonly PromisedRun[] = [
    {
        title: "Baseline: 50 users",
        settings: { incident: "hybrid", users: "50" },
        promises: [
            {
                words: "p95 ms",
                value: (run) => 1000 * run.p95Seconds,
                low: 0,
                high: 200,
                digits: 0,
            },
            { words: "failed %", value: failed, ...none },
            { words: "restarts", value: kills, ...none },
        ],
    },
    {
        title: "Payment: 10 users, payment at 0 replicas",
        settings: { incident: "payment" },
        promises: [
            {
                words: "failed orders %",
                value: failedOf("Place Order"),
                low: 100,
                high: 100,
                digits: 0,
            },
            {
                // Of all requests: an order in two waits for its 5 s. A real node has 5.3 s.
                words: "p95 ms",
                value: (run) => 1000 * run.p95Seconds,
                low: 4900,
                high: 5600,
                digits: 0,
            },
            { words: "other requests failed", value: failedBrowsing, ...none },
            { words: "restarts", value: (run) => kills(run) + run.otherKills, ...none },
        ],
    },
    {
        title: "Crash: 3000 users, memory limit 144Mi",
        settings: { incident: "crash" },
        promises: [
            { words: "failed %", value: failed, low: 50, high: 100, digits: 1 },
            { words: "OOM kills", value: (run) => run.oomKills, low: 1, high: Infinity, digits: 0 },
            { words: "back-offs", value: (run) => run.backOffs, low: 1, high: Infinity, digits: 0 },
        ],
    },
    {
        title: "Crash without its fault: 3000 users, memory limit 1000Mi",
        settings: { incident: "crash", memoryFault: "off" },
        promises: [
            { words: "failed %", value: failed, low: 60, high: 100, digits: 1 },
            { words: "OOM kills", value: (run) => run.oomKills, ...none },
        ],
    },
    {
        title: "Hybrid under the probes of profile upstream",
        settings: { incident: "hybrid", probes: "upstream" },
        promises: [{ words: "restarts", value: kills, low: 0, high: 2, digits: 0 }],
    },
];
