import assert from "node:assert/strict";
import { mixes } from "../../scenarios/load/mixes";
import type { Mix } from "../../scenarios/load/mixes";
import { StandInShop } from "../support/standInShop";
import { LocustRun } from "./support/locustRun";
import type { FinishedRun } from "./support/locustRun";
import { prepared } from "./support/prepared";
import { removeRuns } from "./support/scripts";

/** The value that chi-squared with 3 degrees of freedom exceeds once in a million runs. */
const chiSquaredLimit = 30.66;

interface Visit {
    readonly run: FinishedRun;
    readonly shop: StandInShop;
}

/** Run the mix against a healthy shop of its own. */
async function visit(mix: Mix): Promise<Visit> {
    const shop = await StandInShop.start();
    try {
        return { run: await LocustRun.complete({ mix, host: shop.url }), shop };
    } finally {
        await shop.stop();
    }
}

/** The mix with users who hardly think, for counts that statistics can judge. */
function hasty(mix: Mix): Mix {
    return { ...mix, waitSeconds: { min: 0, max: 0.05 } };
}

/** How far the observed counts are from the weights; 0 is a perfect match. */
function chiSquared(run: FinishedRun, mix: Mix): number {
    const sum = mix.tasks.reduce((total, { weight }) => total + weight, 0);
    const counts = mix.tasks.map(({ name }) => run.task(name).requests);
    const all = counts.reduce((total, count) => total + count, 0);
    return mix.tasks.reduce((total, { weight }, index) => {
        const expected = (all * weight) / sum;
        return total + ((counts[index] ?? 0) - expected) ** 2 / expected;
    }, 0);
}

describe("load scripts against a healthy shop", () => {
    after(removeRuns);

    for (const mix of [mixes.browse, mixes.stampede, mixes.checkout]) {
        const made = prepared(() => visit(mix));

        it(`${mix.name}: 10 users see no failure at all`, async () => {
            const { run } = await made();
            const { totals } = run.summary;
            assert.deepEqual(totals.failuresByReason, {}, run.output);
            assert.equal(totals.failures, 0);
            assert.ok(totals.requests >= 20, `${totals.requests} requests`);
            assert.equal(run.summary.mix, mix.name);
            assert.equal(run.exitCode, 0);
        });
    }

    const browsing = prepared(() => visit(hasty(mixes.browse)));

    it("browse: the requests follow the weights, and log in with seeded accounts", async () => {
        const { run, shop } = await browsing();
        assert.equal(run.summary.totals.failures, 0);
        assert.ok(run.summary.totals.requests > 250, `${run.summary.totals.requests} requests`);
        const distance = chiSquared(run, mixes.browse);
        assert.ok(distance < chiSquaredLimit, `${distance}`);
        assert.equal(shop.state.customers.size, 3);
        assert.equal(shop.total, run.summary.totals.requests);
        // One connection per user, kept while it thinks.
        assert.equal(shop.connections, 10);
    });

    const rushing = prepared(() => visit(hasty(mixes.stampede)));

    it("stampede: the requests follow the weights, with one account for all users", async () => {
        const { run, shop } = await rushing();
        assert.equal(run.summary.totals.failures, 0);
        assert.ok(run.summary.totals.requests > 250, `${run.summary.totals.requests} requests`);
        const distance = chiSquared(run, mixes.stampede);
        assert.ok(distance < chiSquaredLimit, `${distance}`);
        assert.equal(run.task("Register").requests, 1);
        assert.equal(shop.state.customers.size, 4);
    });

    for (const [mix, share] of [
        [mixes["browse-published"], 1 / 11],
        [mixes["stampede-published"], 1 / 8],
    ] as const) {
        const made = prepared(() => visit(hasty(mix)));

        it(`${mix.name}: every login is a 401, a floor of ${share.toFixed(3)}`, async () => {
            const { run } = await made();
            const { totals } = run.summary;
            const login = run.task("Login Page");
            assert.equal(login.failures, login.requests);
            assert.deepEqual(totals.failuresByReason, { "HTTP 401": login.requests });
            // Five standard deviations of a share of that many picks.
            const tolerance = 5 * Math.sqrt((share * (1 - share)) / totals.requests);
            assert.ok(Math.abs(totals.failureRatio - share) < tolerance, `${totals.failureRatio}`);
        });
    }
});
