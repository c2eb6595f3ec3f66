import { equal, ok } from "node:assert/strict";

import { objectsOf, played, type Recorder, withReplicas } from "../worlds";

const frontEndEnds = ({ logs }: Recorder): number =>
    logs.filter(({ message }) => message.startsWith("TypeError: Cannot set properties")).length;

describe("a shop without its session store", () => {
    it("loses its front-end at each login, and only then; pages and lists answer", async () => {
        const { seen } = played(await objectsOf({ incident: "sessions", duration: "60s" }));
        const ends = frontEndEnds(seen);
        ok(ends >= 3, `${ends}`);
        const restarts = Math.max(
            ...seen.samples.flatMap(({ pods }) =>
                pods.flatMap((pod) => (pod.deployment === "front-end" ? pod.restarts : [])),
            ),
        );
        ok(restarts <= ends && restarts >= ends - 1, `${restarts} of ${ends}`);
        const logins = seen.ended.filter(({ name }) => name === "Log In");
        ok(logins.every(({ status }) => status === undefined));
        const answered = seen.ended.filter(({ status }) => status !== undefined);
        ok(answered.length > 5 && answered.every(({ status }) => status === 200));
        ok(seen.events.every(({ reason }) => reason !== "Unhealthy"));
    });

    it("answers baskets and orders with an error, without an end", async () => {
        const healthy = withReplicas(
            await objectsOf({ incident: "payment", duration: "60s" }),
            "payment",
            1,
        );
        const { seen } = played(healthy, {
            phases: [
                { atSeconds: -30, objects: healthy.filter(({ kind }) => kind !== "Job") },
                { atSeconds: 0, objects: healthy },
                // Everybody has an account by then.
                {
                    atSeconds: 30,
                    from: "loadStart",
                    objects: withReplicas(healthy, "session-db", 0),
                },
            ],
        });
        const last = seen.ended.at(-1)?.endedAt ?? 0;
        const late = seen.ended.filter(({ startedAt }) => startedAt > last - 20);
        ok(late.length > 5);
        ok(late.every(({ status }) => status === 500));
        equal(frontEndEnds(seen), 0);
    });
});
