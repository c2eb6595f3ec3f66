import assert from "node:assert/strict";
import { v1 } from "@datadog/datadog-api-client";
import { mixes } from "../../scenarios/load/mixes";
import { StandInShop } from "../support/standInShop";
import { EventRecorder } from "./support/eventRecorder";
import type { EventRecorderOptions } from "./support/eventRecorder";
import { LocustRun, allSpawned } from "./support/locustRun";
import type { FinishedRun, RunOptions } from "./support/locustRun";
import { prepared } from "./support/prepared";
import { removeRuns } from "./support/scripts";

const mix = { ...mixes.browse, waitSeconds: { min: 0.1, max: 0.4 } };
const seconds = 3;
const key = "canary-0123456789abcdef";

/** What the Job of an incident that may be named sets; the Secret's part comes with `keys`. */
const named = {
    EVENT_SUBJECT: "Incident hybrid: load",
    EVENT_TAGS: "incident:hybrid",
    POD_NAMESPACE: "shop",
    HOSTNAME: "load-1",
};
const tags = ["service:sock-shop", "env:dev", "team:sre", "kube_namespace:shop"];
const keys = { DD_API_KEY: key, DD_SITE: "us5.datadoghq.com", DD_TAGS: tags.join(",") };

interface Told {
    readonly run: FinishedRun;
    readonly recorder: EventRecorder;
    /** Seconds from the load's end to the end of the process. */
    readonly took: number;
}

interface TellOptions extends EventRecorderOptions {
    readonly environment?: Readonly<Record<string, string>>;
    /** The recorder is gone before the run starts. */
    readonly isDown?: boolean;
    /** The run is told to go as soon as it is under way. */
    readonly isStopped?: boolean;
    readonly processes?: number;
}

async function tell(options: TellOptions = {}): Promise<Told> {
    const [shop, recorder] = await Promise.all([StandInShop.start(), EventRecorder.start(options)]);
    const environment = { ...named, ...keys, DD_URL: recorder.url, ...options.environment };
    if (options.isDown === true) {
        await recorder.stop();
    }
    const { isStopped = false, processes = 1 } = options;
    const runOptions: RunOptions = { mix, host: shop.url, environment, processes };
    try {
        const running = await LocustRun.start({ ...runOptions, seconds: isStopped ? 60 : seconds });
        if (isStopped) {
            await running.says(allSpawned);
            running.terminate();
        }
        await running.says(/Results are in/);
        const written = Date.now();
        const run = await running.end();
        return { run, recorder, took: (Date.now() - written) / 1000 };
    } finally {
        await Promise.all([shop.stop(), recorder.stop()]);
    }
}

describe("events of a load run", () => {
    after(removeRuns);

    const told = prepared(() => tell());

    it("tell Datadog when the load starts and when it ends, as it may be named", async () => {
        const { run, recorder } = await told();
        assert.deepEqual(
            recorder.titles,
            ["Incident hybrid: load started", "Incident hybrid: load ended"],
            run.output,
        );
        const [start, end] = recorder.requests;
        for (const { line, headers } of recorder.requests) {
            assert.equal(line, "POST /api/v1/events");
            assert.equal(headers["dd-api-key"], key);
            assert.equal(headers["content-type"], "application/json");
        }
        // The namespace is among the Secret's tags, and the pod knows it too: once is enough.
        const expected = [...tags, "incident:hybrid", "run:run-7", "pod_name:load-1"];
        assert.deepEqual(start?.event.tags, [...expected, "load:start"]);
        assert.deepEqual(end?.event.tags, [...expected, "load:end"]);
        const { startedAt, endedAt } = run.summary;
        assert.ok(Math.abs(start.event.date_happened - Date.parse(startedAt ?? "") / 1000) <= 1);
        assert.ok(Math.abs(end.event.date_happened - Date.parse(endedAt ?? "") / 1000) <= 1);
    });

    it("have the form that Datadog's own client gives to an event", async () => {
        const { recorder } = await told();
        for (const { event } of recorder.requests) {
            const fields = v1.EventCreateRequest.getAttributeTypeMap();
            const known = Object.values(fields).map(({ baseName }) => baseName);
            assert.deepEqual(
                Object.keys(event).filter((name) => !known.includes(name)),
                [],
            );
            assert.ok(Number.isInteger(event.date_happened) && event.title.length <= 100);
        }
    });

    const early = prepared(() => tell({ isStopped: true, processes: 2 }));

    it("are sent once by a run of several processes, and when it is stopped early", async () => {
        const { run, recorder } = await early();
        assert.deepEqual(
            recorder.titles,
            ["Incident hybrid: load started", "Incident hybrid: load ended"],
            run.output,
        );
        assert.equal(run.exitCode, 0);
        assert.equal(run.summary.stoppedEarly, true);
    });

    const blind = prepared(() =>
        tell({ environment: { EVENT_SUBJECT: "Load run", EVENT_TAGS: "" } }),
    );

    it("name nothing when nothing may be named", async () => {
        const { recorder } = await blind();
        assert.deepEqual(recorder.titles, ["Load run started", "Load run ended"]);
        assert.doesNotMatch(JSON.stringify(recorder.requests), /incident|hybrid/i);
    });

    const keyless = prepared(() => tell({ environment: { DD_API_KEY: "" } }));

    it("are not sent without a key", async () => {
        const { run, recorder } = await keyless();
        assert.deepEqual(recorder.requests, []);
        assert.doesNotMatch(run.output, /Datadog/);
        assert.equal(run.summary.totals.failures, 0);
    });

    const refused = prepared(() => tell({ statuses: [403] }));

    it("are not tried again when the key is refused, which the log says", async () => {
        const { run, recorder } = await refused();
        assert.equal(recorder.requests.length, 2);
        assert.match(run.output, /WARNING\/events: Datadog has no event of this \(HTTP 403/);
        assert.equal(run.exitCode, 0);
    });

    const busy = prepared(() => tell({ statuses: [503, 429, 202] }));

    it("are tried again when the API is busy", async () => {
        const { run, recorder } = await busy();
        const titles = recorder.titles.filter((title) => title.endsWith("started"));
        assert.equal(titles.length, 3, run.output);
        assert.match(run.output, /Datadog has the event: Incident hybrid: load started/);
    });

    const down = prepared(() => tell({ isDown: true }));
    const silent = prepared(() => tell({ delay: 60_000 }));

    for (const [what, made] of [
        ["is down", down],
        ["never answers", silent],
    ] as const) {
        it(`leave the run as it is when the API ${what}`, async () => {
            const { run, took } = await made();
            const { totals, startedAt, endedAt } = run.summary;
            assert.equal(run.exitCode, 0);
            assert.equal(totals.failures, 0);
            assert.ok(totals.requests > 50, `${totals.requests} requests`);
            const lasted = (Date.parse(endedAt ?? "") - Date.parse(startedAt ?? "")) / 1000;
            assert.ok(Math.abs(lasted - seconds) < 1.5, `${lasted} s`);
            // The process waits 5 s for its last event, and no longer.
            assert.ok(took < 9, `${took} s`);
            assert.match(run.output, /WARNING\/events: Datadog has no event of/);
        });
    }

    const elsewhere = prepared(async () => {
        const other = await EventRecorder.start();
        try {
            const { run, recorder } = await tell({ statuses: [302], location: other.url });
            return { run, recorder, followed: other.requests.length };
        } finally {
            await other.stop();
        }
    });

    it("do not take the key to where a redirect leads", async () => {
        const { run, recorder, followed } = await elsewhere();
        assert.equal(recorder.requests.length, 2, run.output);
        assert.equal(followed, 0);
    });

    const malformed = prepared(() => tell({ environment: { DD_API_KEY: `${key}\nsecond line` } }));

    it("never put the key into the output or the results, whatever happens", async () => {
        const runs = await Promise.all([told(), refused(), silent(), down(), malformed()]);
        for (const { run } of [...runs, await elsewhere()]) {
            assert.match(run.output, /Datadog has/);
            assert.ok(!run.output.includes(key), run.output);
            assert.ok(!run.read("summary.json").includes(key));
            assert.ok(!run.read("report.html").includes(key));
        }
        // Python's own words would have quoted it.
        assert.match((await malformed()).run.output, /not sent: ValueError/);
    });
});
