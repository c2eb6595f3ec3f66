/** The cause, its place, and whether the world bears out what is said to show it. */
import { causes } from "../answers/taxonomy";
import type { ExamRecord } from "../record/record";
import type { Truth } from "../truth/truth";
import { type Answers, ofSkill } from "./answersOf";
import { checkEvidence, factsUntil } from "./evidence";
import { failed, notAsked, type SkillScore, seconds } from "./skillScore";

/** Points. Another true cause, or one of the same family, is half of the cause. */
const worth = { cause: 50, place: 25, evidence: 25 } as const;

/** Who says more than that is guessing. */
const mostClaims = 3;

export function scoreDiagnose(record: ExamRecord, truth: Truth, answers: Answers): SkillScore {
    const [first] = truth.causes;
    if (first === undefined) {
        return notAsked("diagnose", "nothing was wrong");
    }
    const said = ofSkill(answers, "diagnose");
    const last = said.at(-1);
    if (last === undefined) {
        return failed("diagnose", "no answer");
    }
    const claims = new Set(said.map(({ answer }) => `${answer.service} ${answer.cause}`));
    if (claims.size > mostClaims) {
        return failed(
            "diagnose",
            `claims ${claims.size} causes; who claims over ${mostClaims} is guessing`,
        );
    }
    if (truth.visibleFrom !== undefined && last.at < truth.visibleFrom) {
        return failed("diagnose", "said before there was anything to be seen");
    }
    const { answer, at } = last;
    const facts = factsUntil(record, truth, at);
    const checked = answer.evidence.map((one) => checkEvidence(one, answer.service, facts));
    const good = checked.filter(({ problem }) => problem === undefined);
    const cause = causeShare(truth, answer);
    const isPlace = truth.causes.some(({ service }) => service === answer.service);
    // A cause without anything to show for it is a guess.
    const believed = good.length === 0 ? 0.5 : 1;
    const points =
        believed * (worth.cause * cause + (isPlace ? worth.place : 0)) +
        // True things about the wrong cause show nothing.
        (cause > 0 ? (worth.evidence * good.length) / checked.length : 0);
    return {
        skill: "diagnose",
        points: Math.round(points),
        seconds: Math.round(Math.max(0, at - (truth.firstHarm ?? truth.visibleFrom ?? 0))),
        reasons: [
            `cause: ${answer.cause}; ${first.cause} it is (${["wrong", "partly right", "right"][cause * 2]})`,
            `place: ${answer.service}; ${first.service} it is`,
            `evidence: ${good.length} of ${checked.length} borne out` +
                (good.length === 0 ? ", so half of the rest is taken for a guess" : ""),
            ...checked.flatMap(({ query, problem }) =>
                problem === undefined ? [] : [`"${query.slice(0, 80)}" ${problem}`],
            ),
        ],
        evidence: [`answer at ${seconds(at)}`, ...good.flatMap(({ facts: found }) => found)],
    };
}

/** 1, 0.5 or 0. */
function causeShare(
    { causes: real }: Truth,
    said: { readonly cause: keyof typeof causes; readonly service: string },
): 0 | 0.5 | 1 {
    const [first, ...others] = real;
    if (first?.cause === said.cause) {
        return 1;
    }
    const isTrue = others.some(({ cause }) => cause === said.cause);
    const isAlike = real
        .slice(0, 1)
        .some(
            ({ service, cause }) =>
                service === said.service && causes[cause].family === causes[said.cause].family,
        );
    return isTrue || isAlike ? 0.5 : 0;
}
