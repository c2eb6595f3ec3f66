/** Is there an incident, since when, and what do users suffer? */
import { type Suffering, sufferings } from "../answers/taxonomy";
import type { ExamRecord } from "../record/record";
import { sliceSeconds } from "../truth/traffic";
import type { Truth } from "../truth/truth";
import { type Answers, ofSkill } from "./answersOf";
import { failed, likeness, promptness, seconds, type SkillScore } from "./skillScore";

/** Points: that it was found and how soon, since when it is, and what users suffer. */
const worth = { found: 60, since: 20, users: 20 } as const;

/** Full points within the two minutes in which the stack's own monitors tell; half from ten on. */
const [soonSeconds, lateSeconds] = [120, 600] as const;

/** How far the moment may be off: monitors look once a minute. */
const sinceToleranceSeconds = 60;

export function scoreDetect(record: ExamRecord, truth: Truth, answers: Answers): SkillScore {
    const said = ofSkill(answers, "detect");
    const last = said.at(-1);
    const alarm = said.find(({ answer }) => answer.incident);
    if (last === undefined) {
        return failed("detect", "no answer");
    }
    const { visibleFrom } = truth;
    if (visibleFrom === undefined) {
        return alarm === undefined
            ? { ...full, reasons: ["right: nothing was wrong, and no alarm was raised"] }
            : failed("detect", `a false alarm, ${seconds(alarm.at)} after the users came`);
    }
    if (alarm !== undefined && alarm.at < visibleFrom) {
        return failed("detect", "an alarm before there was anything to be seen", [
            `alarm at ${seconds(alarm.at)}; to be seen from ${seconds(visibleFrom)} on`,
        ]);
    }
    if (!last.answer.incident || alarm === undefined) {
        return failed("detect", "says that nothing is wrong, and something is");
    }
    return found(record, truth, said);
}

const full = { skill: "detect", points: 100, evidence: [], seconds: 0 } as const;

function found(
    record: ExamRecord,
    truth: Truth,
    said: ReturnType<typeof ofSkill<"detect">>,
): SkillScore {
    // From the last change of mind on: nothing before it was said in earnest.
    const lull = said.findLastIndex(({ answer }) => !answer.incident);
    const first = said[lull + 1];
    const answer = said.at(-1)?.answer;
    if (first === undefined || answer === undefined) {
        return failed("detect", "no answer");
    }
    const began = truth.firstHarm ?? truth.visibleFrom ?? 0;
    const after = Math.max(0, first.at - began);
    const prompt = promptness(after, soonSeconds, lateSeconds);
    const off = answer.since === undefined ? undefined : sinceOf(record, answer.since) - began;
    const isDated = off !== undefined && Math.abs(off) <= sinceToleranceSeconds;
    const suffered = sufferingOf(record, truth);
    const alike = likeness(answer.users ?? [], suffered);
    return {
        skill: "detect",
        points: Math.round(
            worth.found * prompt + (isDated ? worth.since : 0) + worth.users * alike,
        ),
        seconds: Math.round(after),
        reasons: [
            `found ${seconds(after)} after the first harm`,
            off === undefined
                ? "does not say since when"
                : `since when is off by ${seconds(Math.abs(off))}`,
            `users suffer ${suffered.join(", ")}; the answer says ${(answer.users ?? []).join(", ") || "nothing of it"}`,
        ],
        evidence: [`first harm at ${seconds(began)}, answer at ${seconds(first.at)}`],
    };
}

/** A time by clients' clocks, by the world's. */
function sinceOf({ zeroAt, speed }: ExamRecord, since: string): number {
    return (Date.parse(since) / 1000 - zeroAt) * speed;
}

/** What users suffered by more than the SLOs allow, from the first harm until they were well again. */
export function sufferingOf(
    record: ExamRecord,
    { firstHarm, traffic }: Truth,
): readonly Suffering[] {
    if (firstHarm === undefined) {
        return ["nothing"];
    }
    // All of the last slice that was bad.
    const until = Math.min(record.endedAt, (traffic.wellSince ?? record.endedAt) + sliceSeconds);
    const { ended, failed: failures, slow, failedOrders } = traffic.between(firstHarm, until);
    const suffers: Readonly<Record<Suffering, boolean>> = {
        errors: failures > ended * 0.05 || ended === 0,
        slowness: slow > ended * 0.05,
        "failed-orders": failedOrders > 0,
        nothing: false,
    };
    return sufferings.filter((name) => suffers[name]);
}
