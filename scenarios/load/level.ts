/**
 * How a load finds its own level: as many users as keep the shop slow and alive. The law itself is
 * in level.py for Locust and in twin/load/userLevel.ts for the simulation; what follows is all that
 * they have to agree on, and reaches both as the file level.json.
 */
export interface LevelControl {
    /** Users in the first second: few enough for a process that has just started. */
    readonly firstUsers: number;
    /**
     * An answer is slow from here on, in seconds, and one in twenty is to be slow: the symptom's
     * 95th percentile, nearer its lower bound of 1 s than its upper one of 2.5, because a liveness
     * probe that waits in the same queue may take 1 s.
     */
    readonly slowSeconds: number;
    readonly slowShare: number;
    /** The mean response time to begin with, in seconds, and how far the search for it may go. */
    readonly meanSeconds: number;
    readonly leastMeanSeconds: number;
    readonly mostMeanSeconds: number;
    /**
     * By how many seconds the mean moves within a second for each slow share too much or too few:
     * when no answer is slow it rises by a twentieth of it, when all are it falls twenty times as
     * fast.
     */
    readonly meanStep: number;
    /**
     * Over how many seconds the shop's throughput is taken: long enough for the costs of some
     * hundred requests to even out, short enough to follow a process that warms up.
     */
    readonly windowSeconds: number;
    /** Over how many seconds answers are looked at to tell whether they are still fast. */
    readonly recentSeconds: number;
    /** Answers are fast as long as their mean is below this share of the mean to hold. */
    readonly fastShare: number;
    /**
     * Share of the users that may be added or taken away within a second. A change shows fully only
     * after a response time: at this rate it is a twentieth by then.
     */
    readonly changePerSecond: number;
    /** The level goes to where it is wanted as if by that time constant, in seconds. */
    readonly smoothingSeconds: number;
    /** The level stays where it is as long as it is so close to the wanted one. */
    readonly tolerance: number;
    /** How often the shop is asked as a kubelet asks: GET / on a new connection. */
    readonly probeEverySeconds: number;
    /** A probe that takes longer is slow: a tenth before the limit of the kubelet's own, 1 s. */
    readonly probeLimitSeconds: number;
    /** So many slow probes in a row take users away; three of the kubelet's own kill. */
    readonly slowProbes: number;
    /** Share of the users that slow probes take away at once. */
    readonly cut: number;
    /** Between two such cuts, in seconds: the first has to show before there is another. */
    readonly cutEverySeconds: number;
    /**
     * A cut also lowers the most that the mean may be, to a share of this less than it was, and from
     * there it may rise by so many seconds within a second: what made probes slow once is not tried
     * again before a minute and a half.
     */
    readonly meanCut: number;
    readonly meanRecovery: number;
    /** After users were taken away none is added for so long, in seconds. */
    readonly restSeconds: number;
    /**
     * More requests of a second without an answer, as a share of the users, mean that the shop was
     * killed: then the load starts over, below the level that did it, unless it had found and held
     * it: then a rollout cut the users off, and they come back.
     */
    readonly lostShare: number;
    /**
     * The level is found when it has not risen by more than a share for so many seconds. From then
     * on it rises no further: a shop that gets faster later was fixed, and is to show it.
     */
    readonly settleSeconds: number;
    readonly settleShare: number;
}

/** Name of the control's file beside mix.json; without it, all users come and stay. */
export const levelFile = "level.json";

/** Holds the 95th percentile between 1 and 2.5 s, on any host that the users can saturate. */
export const slowButAlive: LevelControl = Object.freeze({
    firstUsers: 10,
    slowSeconds: 1.5,
    slowShare: 0.05,
    meanSeconds: 0.6,
    leastMeanSeconds: 0.3,
    mostMeanSeconds: 1,
    meanStep: 0.15,
    windowSeconds: 10,
    recentSeconds: 3,
    fastShare: 0.5,
    changePerSecond: 0.05,
    smoothingSeconds: 5,
    tolerance: 0.03,
    probeEverySeconds: 1,
    probeLimitSeconds: 0.9,
    slowProbes: 2,
    cut: 0.15,
    cutEverySeconds: 3,
    meanCut: 0.05,
    meanRecovery: 0.0005,
    restSeconds: 5,
    lostShare: 0.05,
    settleSeconds: 120,
    settleShare: 0.05,
});

/**
 * The users that a load held: the median over the second half of the run, by which time it has
 * found its level. The counts were taken at equal intervals.
 */
export function heldUsers(counts: readonly number[]): number {
    const half = counts.slice(Math.floor(counts.length / 2)).sort((one, other) => one - other);
    return half[Math.floor(half.length / 2)] ?? 0;
}
