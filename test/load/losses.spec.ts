import assert from "node:assert/strict";
import { mixes } from "../../scenarios/load/mixes";
import type { Mix } from "../../scenarios/load/mixes";
import { StandInShop } from "../support/standInShop";
import type { StandInShopOptions } from "../support/standInShop";
import { LocustRun } from "./support/locustRun";
import type { FinishedRun } from "./support/locustRun";
import { prepared } from "./support/prepared";
import { removeRuns, runPython } from "./support/scripts";

/** Browsing with next to no think time; enough users that each task comes up. */
const users = 20;
const hasty: Mix = { ...mixes.browse, waitSeconds: { min: 0.05, max: 0.2 } };

interface Visit {
    readonly run: FinishedRun;
    readonly shop: StandInShop;
}

async function browse(options: StandInShopOptions, seconds = 6, mix = hasty): Promise<Visit> {
    const shop = await StandInShop.start(options);
    try {
        return { run: await LocustRun.complete({ mix, host: shop.url, users, seconds }), shop };
    } finally {
        await shop.stop();
    }
}

describe("slow answers", () => {
    after(removeRuns);

    // Too slow for an item (over 2 s) and not for the catalogue (3 s); then the other way round.
    for (const [slow, fast, reason, delays] of [
        ["View Item", "Browse Catalogue", "slow: over 2 s", [2_500, 2_500]],
        ["Browse Catalogue", "View Item", "slow: over 3 s", [1_500, 3_500]],
    ] as const) {
        const [item, catalogue] = delays;
        const made = prepared(() =>
            browse({ delays: { "GET /catalogue/{id}": item, "GET /catalogue": catalogue } }, 9),
        );

        it(`fail where they are over the threshold: ${slow}, not ${fast}`, async () => {
            const { run } = await made();
            const { requests, failuresByReason } = run.task(slow);
            assert.ok(requests >= 5, `${requests} requests`);
            assert.deepEqual(failuresByReason, { [reason]: requests });
            assert.ok(run.task(fast).requests >= 5);
            assert.ok(run.task(fast).milliseconds.mean >= 1_500);
            assert.equal(run.summary.totals.failures, requests);
        });
    }
});

describe("lost requests", () => {
    after(removeRuns);

    const broken = prepared(() =>
        browse({
            broken: {
                "GET /catalogue": "close",
                "GET /catalogue/{id}": "reset",
                "GET /basket.html": "cut",
            },
        }),
    );

    it("show how they were lost, and are never sent again in secret", async () => {
        const { run, shop } = await broken();
        for (const [name, route, reason] of [
            ["Browse Catalogue", "GET /catalogue", "closed: no answer"],
            ["View Item", "GET /catalogue/{id}", "reset: connection reset by peer"],
            ["View Cart", "GET /basket.html", "cut short: incomplete answer"],
        ] as const) {
            const task = run.task(name);
            assert.ok(task.requests > 10, `${name}: ${task.requests}`);
            assert.deepEqual(task.failuresByReason, { [reason]: task.requests });
            assert.equal(shop.count(route), task.requests, `${name} was sent more than once`);
        }
        assert.equal(run.task("Log In").failures, 0);
        // Each loss is a failed request, not an error of the script.
        assert.equal(run.read("locust_exceptions.csv").trim().split("\n").length, 1);
    });

    const refused = prepared(async () => {
        const shop = await StandInShop.start();
        await shop.stop();
        return LocustRun.complete({ mix: hasty, host: shop.url, seconds: 3 });
    });

    it("are refused when nothing listens", async () => {
        const run = await refused();
        const { failures, requests, failuresByReason } = run.summary.totals;
        assert.ok(requests > 30);
        assert.deepEqual(failuresByReason, { "refused: connection refused": failures });
        assert.equal(failures, requests);
        assert.equal(run.exitCode, 0);
    });

    // Each user keeps a connection; Locust itself needs about thirty files.
    const short = prepared(async () => {
        const shop = await StandInShop.start();
        const some = { mix: hasty, host: shop.url, users: 120, openFiles: 64 };
        try {
            return await LocustRun.complete(some);
        } finally {
            await shop.stop();
        }
    });

    it("are the generator's own where it has no file left, and it says so", async () => {
        const run = await short();
        const own = "generator: out of file descriptors";
        const { failures, failuresByReason } = run.summary.totals;
        assert.ok((failuresByReason[own] ?? 0) > 10, JSON.stringify(failuresByReason));
        // A busy machine may lose one or the other in another way.
        assert.ok((failuresByReason[own] ?? 0) > 0.8 * failures, JSON.stringify(failuresByReason));
        assert.match(run.output, /ERROR.*\d+ requests failed for want of resources of the load/);
    });

    it("are the generator's own when even a name cannot be looked up for want of files", async () => {
        const program = `
import json, os, resource, socket
from failures import connect_failure
error = socket.gaierror(-3, "Temporary failure in name resolution")
before = str(connect_failure(error, 1))
files = []
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
try:
    while True:
        files.append(os.dup(0))
except OSError:
    print(json.dumps([before, str(connect_failure(error, 1))]))
`;
        assert.deepEqual(JSON.parse(await runPython(mixes.browse, program)), [
            "name lookup failed",
            "generator: out of file descriptors",
        ]);
    });

    // The waits are far longer than the shop's patience: to close just when a request comes is
    // a loss that no client can tell from a real one.
    const forgetful = prepared(() =>
        browse({ keepAlive: 50 }, 6, { ...hasty, waitSeconds: { min: 0.8, max: 1.2 } }),
    );

    it("are not those whose connection the shop closed while the user was thinking", async () => {
        const { run, shop } = await forgetful();
        assert.equal(run.summary.totals.failures, 0, run.output);
        assert.ok(shop.connections > 60, `${shop.connections} connections`);
    });

    // The kernel needs over two minutes to give up, so this one is asked and not waited for.
    it("have as long as the kernel needs to give up, and say so when it does", async () => {
        const program = `
import errno, json, socket
from locustfile import Browser
from failures import answer_failure, connect_failure
reasons = [
    connect_failure(OSError(errno.ETIMEDOUT, "x"), 180),
    connect_failure(socket.timeout("x"), 180),
    connect_failure(OSError(errno.EHOSTUNREACH, "x"), 180),
    connect_failure(socket.gaierror(-2, "x"), 180),
    connect_failure(OSError(errno.ENOBUFS, "x"), 180),
    answer_failure(socket.timeout("x"), 180),
    answer_failure(OSError(errno.ETIMEDOUT, "x"), 180),
]
limits = [Browser.connection_timeout, Browser.network_timeout]
print(json.dumps([limits, [str(reason) for reason in reasons]]))
`;
        assert.deepEqual(JSON.parse(await runPython(mixes.browse, program)), [
            [180, 180],
            [
                "connect timeout: the network gave up",
                "connect timeout: no connection within 180 s",
                "unreachable: no route to host",
                "name lookup failed",
                "connect failed: ENOBUFS",
                "no answer within 180 s",
                "lost: the network gave up on the connection",
            ],
        ]);
    });
});
