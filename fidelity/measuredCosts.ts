import type { RunSetup } from "./playRun";

/** What a request cost in CPU, measured while the front-end neither died nor changed. */
export interface MeasuredCost extends RunSetup {
    /** Whether users think between two requests; otherwise they ask again at once. */
    readonly thinks: boolean;
    /** Whether the process had served so many requests before that all its code was compiled. */
    readonly isWarm: boolean;
    /** CPU of the whole container over all requests, in ms. */
    readonly cpuMilliseconds: number;
}

/** Closed loops of the lab, with as many requests in flight as users. */
const closed = { spawnRate: 1000, seconds: 40, thinks: false, isWarm: true } as const;
/** Further steady runs of the lab; their lengths were not handed over. */
const steady = { seconds: 120, cpuLimit: "300m", thinks: true, isWarm: false } as const;

export const measuredCosts: readonly MeasuredCost[] = [
    { ...closed, users: 1, cpuLimit: "300m", cpuMilliseconds: 1.19 },
    { ...closed, users: 20, cpuLimit: "300m", cpuMilliseconds: 0.68 },
    { ...closed, users: 100, cpuLimit: "300m", cpuMilliseconds: 0.54 },
    { ...closed, users: 400, cpuLimit: "300m", cpuMilliseconds: 0.51 },
    { ...closed, users: 800, cpuLimit: "300m", cpuMilliseconds: 0.49 },
    { ...closed, users: 15, cpuLimit: "60m", cpuMilliseconds: 1.05 },
    { ...closed, users: 100, cpuLimit: "60m", cpuMilliseconds: 0.79 },
    { ...steady, users: 200, cpuMilliseconds: 1.65 },
    { ...steady, users: 350, cpuMilliseconds: 1.25 },
    { ...steady, users: 500, cpuMilliseconds: 1 },
];
