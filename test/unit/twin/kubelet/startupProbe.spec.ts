import { deepEqual, equal, match, ok } from "node:assert/strict";

import type { TwinInput } from "../../../../twin/input";
import { objectsOf, played, type Recorder, withContainer } from "../worlds";

const probe = { httpGet: { path: "/", port: 8079, scheme: "HTTP" }, periodSeconds: 3 };

/** As little CPU as lets npm and Node listen after so many seconds. */
const slowStart = { requests: { cpu: "20m" }, limits: { cpu: "20m", memory: "1000Mi" } };

/** A shop that starts cold without any load, its front-end with these fields. */
async function started(
    frontEnd: Readonly<Record<string, unknown>>,
    options: Partial<TwinInput> = {},
): Promise<Recorder> {
    const objects = withContainer(await objectsOf({}), "front-end", (container) => ({
        ...container,
        startupProbe: undefined,
        ...frontEnd,
    }));
    return played([], {
        phases: [{ atSeconds: 0, objects }],
        beforeSeconds: 0,
        afterSeconds: 90,
        hostSpeed: "published",
        startsCold: true,
        ...options,
    }).seen;
}

const told = ({ events }: Recorder, words: string): readonly number[] =>
    events
        .filter(({ name, message }) => name.startsWith("front-end-") && message.includes(words))
        .map(({ at }) => at);

/** When it is ready for the first time, and since when its container has been running. */
function readyAt({ samples, events }: Recorder): { readonly ready: number; readonly run: number } {
    const isUp = ({ pods }: Recorder["samples"][number]): boolean =>
        pods.some(({ deployment, isReady }) => deployment === "front-end" && isReady);
    const start = events.find(
        ({ deployment, reason }) => deployment === "front-end" && reason === "Started",
    );
    return { ready: samples.find(isUp)?.at ?? NaN, run: start?.at ?? NaN };
}

describe("a startup probe in a simulation", () => {
    it("keeps the others quiet until it has succeeded: no kill of what starts slowly", async () => {
        const without = await started({ resources: slowStart });
        ok(told(without, "failed liveness probe").length > 0);
        const seen = await started({
            resources: slowStart,
            startupProbe: { ...probe, failureThreshold: 100 },
        });
        for (const words of ["Liveness probe failed", "Readiness probe failed", "Killing"]) {
            deepEqual(told(seen, words), [], words);
        }
        const failed = told(seen, "Startup probe failed");
        ok(failed.length > 4, `${failed.length}`);
        ok(failed.every((at, nth) => nth === 0 || at - (failed[nth - 1] ?? 0) === 3));
        const { ready } = readyAt(seen);
        const last = failed.at(-1) ?? NaN;
        // It succeeds with its next tick; that has the readiness probe asked at once.
        ok(ready >= last + 3 && ready < last + 5, `${last}, ${ready}`);
        const [sample] = seen.samples.at(-1)?.pods.filter(isFrontEnd) ?? [];
        deepEqual([sample?.startupFailures, sample?.startupSuccesses], [failed.length, 1]);
        ok((sample?.livenessSuccesses ?? 0) > 3);
        const text = seen.events.find(({ message }) => message.startsWith("Startup"))?.message;
        ok(
            /^Startup probe failed: Get "http:\S+:8079\/": dial tcp \S+: connect: connection refused$/.test(
                text ?? "",
            ),
            text,
        );
    });

    it("that fails too often has the kubelet restart the container, in its own words", async () => {
        const seen = await started({
            resources: slowStart,
            startupProbe: { ...probe, failureThreshold: 2 },
        });
        const kills = told(seen, "Container front-end failed startup probe, will be restarted");
        ok(kills.length > 1);
        deepEqual(told(seen, "failed liveness probe"), []);
        const [first = NaN] = kills;
        const [, second = NaN] = told(seen, "Startup probe failed");
        equal(first, second);
    });

    it("moves neither the first liveness probe nor readiness where a start is quick", async () => {
        const startupProbe = { ...probe, initialDelaySeconds: 2, failureThreshold: 100 };
        for (const seed of [1, 2, 3, 4, 5]) {
            const [without, with_] = [
                await started({}, { seed }),
                await started({ startupProbe }, { seed }),
            ];
            deepEqual(told(with_, "Startup probe failed"), []);
            for (const { ready, run } of [readyAt(without), readyAt(with_)]) {
                ok(ready - run >= 5 && ready - run < 9, `${seed}: ${ready - run}`);
            }
        }
    });

    it("that only asks for a connection does not wait for a crowd: liveness kills as without it", async () => {
        // Users reach the pod past its Service, whether it is ready or not.
        const incident = (
            await objectsOf({
                incident: "hybrid",
                duration: "120s",
                services: JSON.stringify({
                    "front-end": { resources: { limits: { cpu: "100m" } } },
                }),
            })
        ).filter(({ kind, metadata }) => kind !== "Service" || metadata.name !== "front-end");
        const kills = (startupProbe: unknown): number => {
            const objects = withContainer(incident, "front-end", (container) => ({
                ...container,
                startupProbe: startupProbe ?? container.startupProbe,
            }));
            const { seen } = played(objects, { hostSpeed: "published" });
            return told(seen, "failed liveness probe").length;
        };
        const asksForPage = { ...probe, initialDelaySeconds: 2, failureThreshold: 100 };
        ok(kills(undefined) >= 3, `${kills(undefined)}`);
        ok(kills(asksForPage) <= 1, `${kills(asksForPage)}`);
    });

    it("in TCP's words says what failed", async () => {
        const seen = await started({
            resources: slowStart,
            startupProbe: { tcpSocket: { port: 8079 }, periodSeconds: 3, failureThreshold: 100 },
        });
        const text = seen.events.find(({ message }) => message.startsWith("Startup"))?.message;
        match(text ?? "", /^Startup probe failed: dial tcp \S+:8079: connect: connection refused$/);
        ok(!isNaN(readyAt(seen).ready));
    });

    it("lets a container without a readiness probe be ready only when it has succeeded", async () => {
        const seen = await started({
            resources: slowStart,
            readinessProbe: undefined,
            startupProbe: { ...probe, failureThreshold: 100 },
        });
        const { ready } = readyAt(seen);
        ok(ready > (told(seen, "Startup probe failed").at(-1) ?? NaN) + 2);
    });
});

function isFrontEnd({ deployment }: { readonly deployment: string }): boolean {
    return deployment === "front-end";
}
