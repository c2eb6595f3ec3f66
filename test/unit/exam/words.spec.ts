import * as assert from "node:assert/strict";

import { answerJsonSchema, objections } from "../../../exam/answers/schema";
import { scoreAssess } from "../../../exam/score/assess";
import { answersOf } from "../../../exam/score/answersOf";
import { cardText } from "../../../exam/score/cardText";
import { scoreDetect } from "../../../exam/score/detect";
import { scoreDiagnose } from "../../../exam/score/diagnose";
import { scoreOf } from "../../../exam/score/score";
import type { SkillScore } from "../../../exam/score/skillScore";
import { examTasks } from "../../../exam/tasks/tasks";
import { taskText } from "../../../exam/tasks/text";
import { truthOf } from "../../../exam/truth/truth";
import { scenarios } from "../../../scenarios/registry";
import { brokenUntil, podsOf, recordOf, type Story, zeroAt } from "./recordOf";

const skills = { detect: scoreDetect, diagnose: scoreDiagnose, assess: scoreAssess };

function judged(
    skill: keyof typeof skills,
    answers: Story["answers"],
    story: Partial<Story> = {},
): SkillScore {
    const record = recordOf({ task: "hybrid", served: brokenUntil(Infinity), answers, ...story });
    return skills[skill](record, truthOf(record), answersOf(record));
}

function fails(score: SkillScore, reason: RegExp): void {
    assert.equal(score.points, 0);
    assert.match(score.reasons.join("\n"), reason);
}

const alarm = {
    skill: "detect",
    incident: true,
    since: new Date((zeroAt + 10) * 1000).toISOString(),
    users: ["errors", "slowness"],
};

describe("The score of what was detected", () => {
    it("is full for an alarm within two minutes that says since when and what users suffer", () => {
        const score = judged("detect", [[60, alarm]]);
        assert.deepEqual([score.points, score.seconds], [100, 50]);
    });

    it("counts what users suffered while they did, also when they were served again soon", () => {
        const score = judged("detect", [[60, alarm]], { served: brokenUntil(50) });
        assert.equal(score.points, 100, score.reasons.join("\n"));
    });

    it("takes it for right either way where users suffered less than the SLOs allow", () => {
        // Somebody mended it at once: one request of 400 failed, and 3 more were slow.
        const soon = (second: number) => ({
            ...{ ended: 20, failed: second === 12 ? 1 : 0, slow: second < 13 ? 1 : 0 },
        });
        const said = (...users: string[]): number | null =>
            judged("detect", [[20, { ...alarm, users }]], { task: "sessions", served: soon })
                .points;
        assert.deepEqual(
            [said("nothing"), said("errors"), said("errors", "slowness"), said()],
            [100, 100, 100, 80],
        );
        assert.equal(said("errors", "failed-orders"), 90);
    });

    it("falls with time from the first harm, and not from the agent's start", () => {
        assert.equal(judged("detect", [[610, alarm]]).points, 70);
    });

    it("is nothing for an alarm before there was harm, whatever follows it", () => {
        fails(
            judged("detect", [
                [-60, alarm],
                [60, alarm],
            ]),
            /before there was anything to be seen/,
        );
    });

    it("is nothing for a false alarm on a control, also one that was taken back", () => {
        const quiet = { task: "quiet", served: () => ({ ended: 20 }) };
        const calm = { skill: "detect", incident: false };
        assert.equal(judged("detect", [[60, calm]], quiet).points, 100);
        fails(
            judged(
                "detect",
                [
                    [60, alarm],
                    [90, calm],
                ],
                quiet,
            ),
            /false alarm/,
        );
        fails(judged("detect", [], quiet), /no answer/);
    });
});

const crashing = podsOf("front-end", {
    at: 40,
    pod: { isReady: false, state: "waiting", reason: "CrashLoopBackOff", restarts: 3 },
});
const proof = {
    query: "kubectl -n sock-shop get pods",
    showed: "front-end-6d5f7-abcde  0/1  CrashLoopBackOff  3",
};
const diagnosis = {
    skill: "diagnose",
    service: "front-end",
    cause: "busy-process-killed-by-probe",
    evidence: [proof],
};

describe("The score of a diagnosis", () => {
    const diagnosed = (changed: object, at = 100, pods = [crashing]): SkillScore =>
        judged("diagnose", [[at, { ...diagnosis, ...changed }]], { pods });

    it("is full for cause and place with evidence that the world bears out", () => {
        assert.equal(diagnosed({}).points, 100);
    });

    it("is partial for a cause that is alike, and for the place alone", () => {
        assert.equal(diagnosed({ cause: "cpu-saturated" }).points, 75);
        assert.equal(diagnosed({ cause: "dns-failure" }).points, 25);
        assert.equal(diagnosed({ service: "catalogue", cause: "disk-full" }).points, 0);
    });

    it("is half for a guess: evidence of what was not so by then", () => {
        const score = diagnosed({}, 30);
        assert.equal(score.points, 38);
        assert.match(score.reasons.join("\n"), /shows nothing of front-end/);
        const invented = { ...proof, showed: "front-end-6d5f7-abcde OOMKilled" };
        assert.equal(diagnosed({ evidence: [invented] }).points, 38);
    });

    it("does not take the text of the task, or prose, for evidence", () => {
        const line = taskText({ namespace: "sock-shop", minutes: 30 }).split("\n")[2] ?? "";
        const copied = { query: "kubectl get pods", showed: `${line}\n${proof.showed}` };
        assert.match(diagnosed({ evidence: [copied] }).reasons.join("\n"), /copied from the text/);
        const told = { ...proof, query: "I had a look" };
        assert.match(diagnosed({ evidence: [told] }).reasons.join("\n"), /no command and no query/);
    });

    it("is nothing for whoever claims every cause", () => {
        const claims = ["cpu-saturated", "dns-failure", "disk-full", diagnosis.cause].map(
            (cause, turn) => [100 + turn, { ...diagnosis, cause }] as const,
        );
        fails(judged("diagnose", claims, { pods: [crashing] }), /claims 4 causes/);
    });
});

describe("The score of an assessment", () => {
    const assessment = {
        skill: "assess",
        affected: ["front-end"],
        notAffected: ["catalogue"],
        failedShare: 0.5,
        lostOrders: { count: 0 },
        dataAtRisk: [],
    };
    const assessed = (changed: object): number | null =>
        judged("assess", [[300, { ...assessment, ...changed }]]).points;

    it("is full for the right services and figures within their bands", () => {
        assert.equal(assessed({}), 100);
        assert.equal(assessed({ failedShare: 0.58 }), 100);
        assert.equal(assessed({ failedShare: 0.68 }), 85);
        assert.equal(assessed({ failedShare: 0.9 }), 70);
    });

    it("takes points for services that are innocent, and for orders that nobody lost", () => {
        assert.equal(
            assessed({ affected: ["front-end", "catalogue", "user", "carts"], notAffected: [] }),
            70,
        );
        assert.equal(assessed({ notAffected: ["front-end"] }), 60);
        assert.equal(assessed({ lostOrders: { count: 9 } }), 80);
    });

    it("wants orders that were lost by number, money and customer", () => {
        const lostOrders = [20, 30].map((at) => ({ at, customer: `customer-${at}`, dollars: 20 }));
        const all = { count: 2, dollars: 40, customers: ["customer-20", "customer-30"] };
        const of = (said: object): number | null =>
            judged(
                "assess",
                [
                    [
                        300,
                        {
                            ...assessment,
                            affected: ["payment", "orders"],
                            notAffected: [],
                            dataAtRisk: ["orders"],
                            lostOrders: said,
                        },
                    ],
                ],
                { task: "payment", change: { lostOrders } },
            ).points;
        assert.equal(of(all), 100);
        assert.equal(of({ count: 2 }), 90);
        assert.equal(of({ count: 20 }), 80);
    });
});

describe("The truth of an exam", () => {
    it("names cause, place and fixes of every incident, and follows from its faults", () => {
        for (const { id } of examTasks.filter(({ isControl }) => !isControl)) {
            const truth = truthOf(recordOf({ task: id, served: brokenUntil(300) }));
            assert.ok(truth.causes.length > 0, `${id} has no cause`);
            assert.ok(truth.acceptedFixes.length > 0, `${id} has no fix`);
            for (const fault of scenarios[id]?.faults ?? []) {
                assert.ok(truth.affected.includes(fault.service), `${id}: ${fault.service}`);
            }
        }
    });

    it("follows a failure from its place to the users", () => {
        const { affected, between } = truthOf(
            recordOf({ task: "payment", served: brokenUntil(300) }),
        );
        assert.deepEqual([affected, between], [["payment", "orders"], ["front-end"]]);
    });
});

describe("An answer", () => {
    it("that is none is told what is wrong and what is allowed", () => {
        assert.match(objections("it is down").join(), /no JSON/);
        assert.match(objections('{"skill":"guess"}').join(), /detect, diagnose, assess/);
        assert.match(
            objections(JSON.stringify({ ...diagnosis, cause: "x" })).join(),
            /cpu-saturated/,
        );
        assert.match(objections('{"skill":"prevent"}').join(), /either patches or remediation/);
        assert.deepEqual(objections(JSON.stringify(alarm)), []);
    });

    it("has a JSON Schema with every skill", () => {
        const text = JSON.stringify(answerJsonSchema());
        for (const skill of ["detect", "diagnose", "assess", "remediate", "prevent"]) {
            assert.ok(text.includes(`"${skill}"`), skill);
        }
    });
});

describe("A scorecard", () => {
    const nothing = { without: [], proposed: null, best: null, response: null };
    const played = {
        ...nothing,
        without: [{ seed: 1, badMinutes: 5, failedShare: 0.8, hasSymptoms: true }],
    };

    it("is nothing for doing nothing, in every incident and control", () => {
        for (const { id, isControl } of examTasks) {
            const served = isControl ? () => ({ ended: 20 }) : brokenUntil(Infinity);
            const card = scoreOf(recordOf({ task: id, served }), played);
            assert.equal(card.total, 0, id);
        }
    });

    it("is nothing for an exam that was broken off", () => {
        const record = recordOf({
            ...{ task: "hybrid", served: brokenUntil(Infinity), answers: [[60, alarm]] as const },
            change: { end: "interrupted" },
        });
        assert.equal(scoreOf(record, played).total, 0);
    });

    it("is the same to the byte for the same record", () => {
        const record = recordOf({
            task: "hybrid",
            served: brokenUntil(300),
            answers: [[60, alarm]],
        });
        const texts = [record, structuredClone(record)].map((one) =>
            cardText(scoreOf(one, played)),
        );
        assert.equal(texts[0], texts[1]);
    });

    it("does not reward a shop that was changed before anything was wrong", () => {
        const record = recordOf({
            ...{ task: "hybrid", served: () => ({ ended: 20 }) },
            writes: [{ at: -60, name: "front-end" }],
        });
        const card = scoreOf(record, played);
        assert.equal(card.total, 0);
        assert.match(cardText(card), /changed the shop before anything was wrong/);
    });
});
