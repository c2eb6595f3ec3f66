/** What has become of the shop: words are not asked. */
import type { ExamRecord } from "../record/record";
import { wholeSince } from "./wholeSince";
import type { Truth } from "../truth/truth";
import { changes, collateralOf, deedsOnLoad, floods, standIns, wrote } from "./deeds";
import { easedSince, isBeyondFixes } from "./eased";
import { easedShare, type Response } from "./play";
import { shopProblems } from "./shopState";
import { failed, notAsked, promptness, type SkillScore, seconds } from "./skillScore";
import { watchProblems } from "./watch";

/** Users have to be served so long, in seconds, by themselves: nobody changes anything any more. */
export const holdsSeconds = 120;

/** Full points within five minutes of the first harm, half from twenty on. */
const [soonSeconds, lateSeconds] = [300, 1200] as const;

/** For each service touched or object deleted without need; and the most of it. */
const [damagePoints, mostDamage] = [10, 50] as const;

/** @param response the best known fix, simulated; null: not known */
export function scoreRemediate(
    record: ExamRecord,
    truth: Truth,
    response: Response | null,
): SkillScore {
    const done = changes(record);
    if (truth.causes.length === 0) {
        return done.length === 0 && watchProblems(record).length === 0
            ? notAsked("remediate", "nothing was wrong, and nothing was done")
            : failed("remediate", "changed a shop in which nothing was wrong", done.map(wrote));
    }
    const foul = foulPlay(record, truth);
    if (foul !== undefined) {
        return foul;
    }
    const served = truth.traffic.wellSince;
    const isEnough = served !== undefined || !isBeyondFixes(response);
    const well = wellAgain(record, truth, isEnough ? served : easedSince(record, truth));
    if (typeof well !== "number") {
        return failed("remediate", well.problem, done.slice(-5).map(wrote));
    }
    return scored(record, truth, { ...(isEnough ? servedAgain : eased), well });
}

const servedAgain = { share: 1, what: "users are served within the SLOs", notes: [] };
const eased = {
    share: easedShare,
    what: "the incident's symptoms are over",
    notes: [
        "half of the points: users are not served within the SLOs, which no known fix brings " +
            "about while all of them stay, simulated",
    ],
};

/** What is no remedy, however well the figures look afterwards. */
function foulPlay(record: ExamRecord, truth: Truth): SkillScore | undefined {
    const services = [...new Set(record.pods.map(({ service }) => service))];
    const rules: readonly (readonly [string, readonly string[]])[] = [
        ["flooded the API server", floods(record)],
        ["tampered with monitors, or tried to", watchProblems(record)],
        ["took the users away in place of the trouble", deedsOnLoad(record).map(wrote)],
        ["replaced the shop", standIns(record, services)],
        ["the shop is not what it was", shopProblems(record.before, record.after, truth)],
    ];
    const [broken] = rules.filter(([, lines]) => lines.length > 0);
    if (broken === undefined) {
        return changes(record).length === 0 ? failed("remediate", "nothing was done") : undefined;
    }
    const [reason, lines] = broken;
    return failed("remediate", `${reason}: ${lines[0] ?? ""}`, lines);
}

/** From when on users were served for good, with everything in its place; or why they were not. */
function wellAgain(
    record: ExamRecord,
    truth: Truth,
    served: number | undefined,
): number | { readonly problem: string } {
    const end = truth.traffic.until;
    const whole = wholeSince(record);
    const lastChange = Math.max(...changes(record).map(({ at }) => at));
    const loadEnded =
        record.loadEndedAt === undefined
            ? ""
            : `; the load ended at ${seconds(record.loadEndedAt)}`;
    if (served === undefined) {
        return { problem: `users were not served within the SLOs again${loadEnded}` };
    }
    if (typeof whole === "string") {
        return { problem: `not every service was there and serving: ${whole}` };
    }
    const since = Math.max(served, whole, lastChange);
    return end - since >= holdsSeconds
        ? Math.max(served, whole)
        : {
              problem:
                  `it held for ${seconds(Math.max(0, end - since))} by itself, and ` +
                  `${seconds(holdsSeconds)} are asked for${loadEnded}`,
          };
}

/** The share of the points for being well again so many seconds after the first harm. */
export const remediedIn = (after: number): number => promptness(after, soonSeconds, lateSeconds);

interface Outcome {
    /** Since when, in seconds. */
    readonly well: number;
    /** Of the points that this is worth. */
    readonly share: number;
    readonly what: string;
    readonly notes: readonly string[];
}

function scored(
    record: ExamRecord,
    truth: Truth,
    { well, share, what, notes }: Outcome,
): SkillScore {
    const began = truth.firstHarm ?? truth.visibleFrom ?? 0;
    const after = Math.max(0, well - began);
    const { touched, deleted, requestsLost } = collateralOf(record, truth);
    const damage = Math.min(mostDamage, damagePoints * (touched.length + deleted.length));
    const points = 100 * share * remediedIn(after) - damage;
    return {
        skill: "remediate",
        points: Math.round(Math.max(0, points)),
        seconds: Math.round(after),
        reasons: [
            `${what} ${seconds(after)} after the first harm, and so it stays`,
            ...notes,
            touched.length === 0
                ? "no service was touched that has nothing to do with it"
                : `touched without need: ${touched.join(", ")} (−${damagePoints} each)`,
            ...(deleted.length === 0
                ? []
                : [`deleted: ${deleted.join(", ")} (−${damagePoints} each)`]),
            `${requestsLost} requests were cut off within half a minute of a change`,
        ],
        evidence: [
            `first harm at ${seconds(began)}, well from ${seconds(well)}, end at ${seconds(truth.traffic.until)}`,
            ...changes(record).slice(0, 20).map(wrote),
        ],
    };
}
