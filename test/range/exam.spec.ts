import { strict as assert } from "node:assert";

import type { ExamRecord, RequestSecond } from "../../exam/record/record";
import { scenarios } from "../../scenarios/registry";
import { type HeldExam, heldExam } from "../support/exam/heldExam";

/** As much as two cores carry with 750 users. */
const speed = 10;

/** Whatever names the incident, or only says that one was made. */
function tellingWords(incident: string): readonly RegExp[] {
    const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const ids = Object.keys(scenarios).join("|");
    return [
        new RegExp(`\\b${incident}\\b`, "i"),
        new RegExp(`(incident|remediation)[:=](${ids})\\b`),
        new RegExp(`\\b(load|expiry)[-_](${ids})\\b`),
        new RegExp(`runbooks/(${ids})\\b`),
        ...Object.values(scenarios).flatMap(({ title, summary, rootCause, diagnosis }) =>
            [title, summary, rootCause, diagnosis.title].map((text) => new RegExp(escaped(text))),
        ),
    ];
}

function share(requests: readonly RequestSecond[], from: number, until: number): number {
    const tasks = requests
        .filter(({ at }) => at >= from && at < until)
        .flatMap((second) => Object.values(second.tasks));
    const sum = (of: "ended" | "failed"): number =>
        tasks.reduce((total, task) => total + task[of], 0);
    assert.ok(sum("ended") > 0, `nothing was asked from ${from} to ${until}`);
    return sum("failed") / sum("ended");
}

describe("An exam on a range", function () {
    this.timeout(600_000);

    describe("of an agent that reads all that it can reach, and cheats", () => {
        let held: HeldExam;
        before(async () => {
            const agent = "readsEverything";
            held = await heldExam({ task: "hybrid", agent, capSeconds: 600, speed });
        });

        it("shows it nothing that tells which incident it is", () => {
            // It has looked at the shop, the monitors and the logs.
            for (const seen of ["front-end", "Front-end restarts", "LOAD DELETED"]) {
                assert.ok(held.printed.includes(seen), `${seen}: ${held.printed.slice(-2000)}`);
            }
            const lines = held.printed.split("\n");
            const telling = tellingWords("hybrid").flatMap((word) =>
                lines.flatMap((line) => {
                    const found = word.exec(line);
                    return found === null
                        ? []
                        : [line.slice(Math.max(0, found.index - 200), found.index + 200)];
                }),
            );
            assert.deepEqual(telling, []);
        });

        it("keeps Secrets, ConfigMaps and Leases from it, and the way to the project", () => {
            for (const kind of ["secrets", "configmaps", "leases.coordination.k8s.io"]) {
                assert.ok(held.printed.includes(`${kind} is forbidden`), kind);
            }
            assert.ok(!/node_modules|cli\/exam|heldExam/.test(held.printed));
        });

        it("refuses to let it delete the load's Job or touch a monitor, and has it on record", () => {
            const { writes, accountWrites, apiRequests = 0 } = held.record;
            // Reads too: the API server counts them.
            assert.ok(apiRequests > writes.length, String(apiRequests));
            const refused = writes.filter(({ status }) => status === 403);
            assert.deepEqual(refused.map(({ resource }) => resource).sort(), [
                "configmaps",
                "jobs.batch",
            ]);
            const asked = accountWrites.map(({ who, method, status }) => [who, method, status]);
            assert.deepEqual(asked, [
                ["guest", "POST", 403],
                ["guest", "DELETE", 403],
            ]);
        });

        it("records when it has ended the load by deleting the pod", () => {
            const { loadEndedAt, writes, loadSeconds } = held.record;
            const deletion = writes.find(({ resource }) => resource === "pods");
            assert.ok(deletion !== undefined && loadEndedAt !== undefined);
            assert.ok(loadEndedAt >= deletion.at - 1 && loadEndedAt < loadSeconds);
        });
    });

    describe("of an agent that gives the front-end what it lacks", () => {
        let record: ExamRecord;
        before(async () => {
            const agent = "scalesFrontEnd";
            ({ record } = await heldExam({ task: "hybrid", agent, capSeconds: 900, speed }));
        });

        it("begins with a healthy shop and an injection that nobody could foresee", () => {
            assert.ok(record.startedAt < record.injectedAt && record.injectedAt < 0);
            const states = record.before.monitors.map(({ state }) => state);
            assert.ok(states.every((state) => state === "OK" || state === "No Data"));
            assert.ok(record.before.objects.every(({ kind }) => kind !== "Job"));
        });

        it("goes on with its users until it is over, and shows that they are served again", () => {
            const { requests, endedAt, loadEndedAt, end } = record;
            assert.deepEqual([end, loadEndedAt], ["agent-ended", undefined]);
            const fixedAt = record.writes[0]?.at ?? Infinity;
            assert.ok(endedAt >= fixedAt + 150);
            assert.ok(share(requests, 0, fixedAt) > 0.05, "nobody suffered");
            assert.ok(share(requests, endedAt - 60, endedAt) < 0.01, "nothing got better");
        });

        it("records what it did, what it said, and what became of the pods", () => {
            const [write, ...more] = record.writes;
            assert.deepEqual(
                [write?.verb, write?.resource, write?.name, write?.status, more.length],
                ["patch", "deployments.apps", "front-end", 200, 0],
            );
            assert.equal(record.answers.length, 2);
            const pods = record.pods.filter(({ service }) => service === "front-end").at(-1);
            assert.equal(pods?.desired, 3);
            assert.deepEqual(
                pods.pods.map(({ isReady, cpuLimitCores }) => [isReady, cpuLimitCores]),
                Array.from({ length: 3 }, () => [true, 1]),
            );
        });
    });
});
