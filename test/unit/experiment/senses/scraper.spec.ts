import assert from "node:assert/strict";

import { histogramIn } from "../../../../experiment/senses/frontEnd/histogramPage";
import { FrontEndScraper } from "../../../../experiment/senses/frontEnd/scraper";
import { type ApiReader, ApiServerError } from "../../../../live/snapshot/apiServer";
import type { JsonObject } from "../../../../live/snapshot/json";

const ends = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** As prom-client writes it: `fast` requests within 5 ms, `slow` ones that take between 1 and 2.5 s. */
function pageOf(fast: number, slow: number, name = "request_duration_seconds"): string {
    const labels = `service="front-end",method="get",route="/catalogue",status_code="200"`;
    return [
        `# HELP ${name} request duration`,
        `# TYPE ${name} histogram`,
        ...ends.map((end) => {
            return `${name}_bucket{le="${end}",${labels}} ${fast + (end >= 2.5 ? slow : 0)}`;
        }),
        `${name}_bucket{le="+Inf",${labels}} ${fast + slow}`,
        `${name}_sum{${labels}} ${0.004 * fast + 2 * slow}`,
        `${name}_count{${labels}} ${fast + slow}`,
        "process_cpu_seconds_total 12.5",
        "",
    ].join("\n");
}

const pod = (containerID: string): JsonObject => ({
    metadata: {
        name: "front-end-abc-x1",
        ownerReferences: [{ kind: "ReplicaSet", name: "front-end-abc" }],
    },
    spec: { containers: [{ name: "front-end", ports: [{ containerPort: 8079 }] }] },
    status: {
        containerStatuses: [
            {
                ...{ name: "front-end", containerID },
                state: { running: { startedAt: "2026-01-01T00:00:00Z" } },
            },
        ],
    },
});

/** Answers what is at hand, and notes what it is asked for. */
class StandInReader implements ApiReader {
    readonly asked: string[] = [];
    answer: string | Error = "";

    get(): never {
        throw new Error("only text is asked for");
    }

    getText(path: string): Promise<string> {
        this.asked.push(path);
        return typeof this.answer === "string"
            ? Promise.resolve(this.answer)
            : Promise.reject(this.answer);
    }
}

describe("the front-end's own metrics", () => {
    let reader: StandInReader;
    let scraper: FrontEndScraper;

    beforeEach(() => {
        reader = new StandInReader();
        scraper = new FrontEndScraper(reader, "sock-shop");
    });

    const read = async (at: number, answer: string | Error, id = "one"): Promise<void> => {
        reader.answer = answer;
        scraper.tick(at, [pod(id)]);
        // What is under way is over when the next one may begin.
        await new Promise(setImmediate);
    };

    for (const name of ["request_duration_seconds", "http_request_duration_seconds"]) {
        it(`are the requests between two readings, by the page's ${name}`, async () => {
            await read(1005, pageOf(100, 0, name));
            await read(1020, pageOf(110, 5, name));
            const { series, distributions, missing } = await scraper.end();
            const [path] = reader.asked;
            const pods = "/api/v1/namespaces/sock-shop/pods";
            assert.equal(path, `${pods}/front-end-abc-x1:8079/proxy/metrics`);
            assert.deepEqual(missing, []);
            const tags = {
                ...{ kube_namespace: "sock-shop", kube_deployment: "front-end" },
                ...{ kube_container_name: "front-end", kube_replica_set: "front-end-abc" },
                ...{ method: "get", status_code: "200" },
            };
            const byName = new Map(series.map((one) => [one.metric, one]));
            const count = byName.get("sockshop.request_duration_seconds.count");
            assert.deepEqual(count?.tags, { ...tags, route: "/catalogue" });
            assert.deepEqual([count.times, count.values], [[1020], [15]]);
            const sum = byName.get("sockshop.request_duration_seconds.sum");
            assert.ok(Math.abs((sum?.values[0] ?? 0) - 10.04) < 1e-9);
            const [distribution] = distributions;
            assert.deepEqual(distribution?.tags, tags);
            const [sketch] = distribution.sketches;
            assert.equal(sketch?.count, 15);
            assert.ok(sketch.min <= 0.005 && sketch.max > 1 && sketch.max <= 2.5);
        });
    }

    it("are counted anew of a container that has taken another's place", async () => {
        await read(1005, pageOf(100, 0));
        await read(1020, pageOf(7, 0), "two");
        await read(1035, pageOf(9, 0), "two");
        const { series } = await scraper.end();
        const count = series.find(({ metric }) => metric.endsWith(".count"));
        assert.deepEqual([count?.times, count?.values], [[1035], [2]]);
    });

    it("are read every 15 s, however often there is a look", async () => {
        for (let at = 1005; at < 1050; at += 5) {
            await read(at, pageOf(at, 0));
        }
        assert.equal(reader.asked.length, 3);
    });

    it("leave a gap when the front-end does not answer, which is said", async () => {
        await read(1005, pageOf(100, 0));
        await read(1020, new ApiServerError(503, "HTTP 503"));
        await read(1035, pageOf(130, 0));
        const { series, missing } = await scraper.end();
        assert.deepEqual(series.find(({ metric }) => metric.endsWith(".count"))?.values, [30]);
        assert.deepEqual(missing, ["the front-end's /metrics, 1 of 3 times: it did not answer"]);
    });

    const refusals: readonly (readonly [what: string, answer: string | Error, why: RegExp])[] = [
        ["there is none", new ApiServerError(404, "HTTP 404"), /there is no such page/],
        ["the page has none", "process_cpu_seconds_total 1\n", /no histogram of requests/],
        [
            "its buckets are others",
            pageOf(1, 1).replaceAll('le="0.25"', 'le="0.3"'),
            /no bucket up to 0.25 s/,
        ],
    ];
    for (const [what, answer, why] of refusals) {
        it(`are named missing and not asked for again where ${what}`, async () => {
            await read(1005, answer);
            await read(1020, answer);
            const { series, distributions, missing } = await scraper.end();
            assert.deepEqual([series, distributions], [[], []]);
            assert.equal(missing.length, 1);
            assert.match(missing[0] ?? "", why);
            assert.equal(reader.asked.length, 1);
        });
    }

    it("keep a label that holds quotes and braces whole", () => {
        const odd = pageOf(1, 0).replaceAll("/catalogue", String.raw`/a\"}b`);
        assert.deepEqual([...(histogramIn(odd)?.keys() ?? [])], [String.raw`/a\"}b`]);
    });
});
