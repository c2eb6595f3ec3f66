import { equal, ok } from "node:assert/strict";

import { objectsOf, played, withReplicas } from "../worlds";

const isOf =
    (deployment: string) =>
    (pod: { readonly deployment: string }): boolean =>
        pod.deployment === deployment;

describe("a shop whose catalogue's database has a hundredth of a core", () => {
    async function seen(): Promise<ReturnType<typeof played>["seen"]> {
        const [healthy, ill] = await Promise.all([
            objectsOf({}),
            objectsOf({ incident: "database", duration: "200s" }),
        ]);
        return played(ill, {
            hostSpeed: "published",
            phases: [
                { atSeconds: -30, objects: healthy },
                { atSeconds: 0, objects: ill },
            ],
        }).seen;
    }

    it("hands errors on as 200 while it starts, then answers late, and keeps its front-end", async () => {
        const { ended, served, samples } = await seen();
        const errors = served.filter(({ error }) => error === "database connection error");
        ok(errors.length >= 6 && errors.every(({ status }) => status === 500));
        // The breaker opens after six of them, and tries one every 30 s.
        ok(errors.length < 12);
        const untried = served.filter(({ error }) => error === "circuit breaker is open");
        ok(untried.length > 100);
        const lists = ended.filter(({ name }) => name === "Browse Catalogue");
        const early = lists.filter(({ endedAt }) => endedAt < 60);
        ok(early.length > 50 && early.every(({ status }) => status === 200));
        ok(early.every(({ failure }) => failure === undefined));
        const slow = lists.filter(({ failure }) => failure === "slow");
        ok(slow.length > 50 && slow.every(({ startedAt }) => startedAt > 60));
        const last = samples.at(-1)?.pods ?? [];
        const [database] = last.filter(isOf("catalogue-db"));
        ok(database && database.throttledPeriods > 0.9 * database.cfsPeriods);
        ok(last.every(({ deployment, restarts }) => deployment === "catalogue" || restarts === 0));
    });

    it("has probes of the catalogue wait for a connection, and none fail while it is refused", async () => {
        const { events } = await seen();
        const late = events.filter(({ reason, deployment }) => {
            return reason === "Unhealthy" && deployment === "catalogue";
        });
        ok(late.length > 3);
        ok(late.every(({ message }) => message.includes("context deadline exceeded")));
        ok(late.every(({ at }) => at > 60));
    });
});

describe("a shop whose catalogue's database is gone", () => {
    it("waits where nobody refuses the connection, and its catalogue is killed for that", async () => {
        const healthy = await objectsOf({});
        const ill = await objectsOf({ incident: "database", duration: "60s" });
        const gone = withReplicas(ill, "catalogue-db", 0);
        const { seen } = played(gone, {
            hostSpeed: "published",
            phases: [
                { atSeconds: -30, objects: healthy },
                { atSeconds: 0, objects: gone },
            ],
        });
        const pods = seen.samples.at(-1)?.pods ?? [];
        equal(pods.filter(isOf("catalogue-db")).length, 0);
        const [catalogue] = pods.filter(isOf("catalogue"));
        ok(catalogue && catalogue.restarts >= 1);
    });
});
