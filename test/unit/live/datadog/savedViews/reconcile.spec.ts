import assert from "node:assert/strict";

import { SavedViewsApi } from "../../../../../live/datadog/savedViews/api";
import {
    ensureView,
    type Outcome,
    removeView,
} from "../../../../../live/datadog/savedViews/reconcile";
import { DatadogStandIn, standInKeys } from "../../../../support/datadog/standIn";
import { ask } from "../../../range/account/asking";

/** Two more tries, at once. */
const pauses = [0, 0];
const wanted = { name: "All Errors (dev)", search: "kube_namespace:sock-shop status:error" };
const views = /\/logs\/views/;

describe("a saved view", () => {
    let standIn: DatadogStandIn;
    let api: SavedViewsApi;
    beforeEach(async () => {
        standIn = await DatadogStandIn.start();
        api = new SavedViewsApi({ apiUrl: standIn.url, ...standInKeys });
    });
    afterEach(async () => {
        await standIn.stop();
        assert.deepEqual(standIn.mistakes, []);
    });

    const stored = (): unknown[] =>
        [...standIn.account.savedViews.values()].map(({ name, search }) => ({ name, search }));
    const made = async (fields: object = {}): Promise<number> => {
        const { body } = await ask(standIn, "POST", "/api/v1/logs/views", { ...wanted, ...fields });
        return Number(body.id);
    };
    const ensure = (previousId?: number): Promise<Outcome> =>
        ensureView(api, wanted, previousId, pauses);

    const remove = (id: number): Promise<Outcome> => removeView(api, wanted.name, id, pauses);

    it("is made once, however often it is asked for, even when its id was forgotten", async () => {
        const first = await ensure();
        assert.deepEqual([await ensure(first.id), await ensure()], [first, first]);
        assert.deepEqual(stored(), [wanted]);
        assert.equal(standIn.requestsTo("POST", views).length, 1);
        assert.equal(standIn.requestsTo("PUT", views).length, 0);
    });

    it("keeps its id when its search or its name changes", async () => {
        const id = await made({ name: "Errors (dev)", search: "status:warn" });
        assert.deepEqual(await ensure(id), { id, failure: undefined });
        assert.deepEqual(stored(), [wanted]);
    });

    for (const status of [404, 405]) {
        it(`is replaced where there is no changing views (${status})`, async () => {
            const id = await made({ search: "status:warn" });
            standIn.fail({ method: "PUT", path: views, answer: status });
            const outcome = await ensure(id);
            assert.equal(outcome.failure, undefined);
            assert.notEqual(outcome.id, id);
            assert.deepEqual(stored(), [wanted]);
        });
    }

    it("is made again when somebody has deleted it", async () => {
        const outcome = await ensure(4711);
        assert.deepEqual([...standIn.account.savedViews.keys()], [outcome.id]);
    });

    it("is not made twice when the answer to its making is lost", async () => {
        standIn.fail({ method: "POST", path: views, times: 1, answer: "lost" });
        const outcome = await ensure();
        assert.equal(outcome.failure, undefined);
        assert.deepEqual([...standIn.account.savedViews.keys()], [outcome.id]);
    });

    it("takes over one of several of its name and removes the others, but nobody else's", async () => {
        const ids = [await made(), await made(), await made({ name: "All Errors (mine)" })];
        const builtIn = {
            ...standIn.account.savedViews.get(ids[0] ?? 0),
            integration_id: "x",
            id: 7,
        };
        standIn.account.savedViews.set(7, builtIn);
        assert.deepEqual(await ensure(ids[1]), { id: ids[1], failure: undefined });
        assert.deepEqual([...standIn.account.savedViews.keys()].sort(), [ids[1], ids[2], 7].sort());
    });

    for (const answer of [401, 403, 404, 415, 500, "broken"] as const) {
        it(`is done without when the account answers ${answer}`, async () => {
            standIn.fail({ path: views, answer });
            const outcome = await ensure();
            assert.equal(outcome.id, undefined);
            assert.match(
                outcome.failure ?? "",
                answer === "broken" ? /does not answer/ : new RegExp(`answers ${answer}`),
            );
            // Another run may be told better: the id that was known is never lost.
            assert.equal((await ensure(12)).id, 12);
            assert.deepEqual(stored(), []);
        });

        it(`that cannot be deleted (${answer}) is named by its id`, async () => {
            const id = await made();
            standIn.fail({ path: views, answer });
            const outcome = await remove(id);
            // A 404 means that it is gone.
            assert.equal(outcome.id, answer === 404 ? undefined : id);
        });
    }

    it("survives a server that restarts", async () => {
        standIn.fail({ path: views, times: 2, answer: 503 });
        assert.equal((await ensure()).failure, undefined);
        assert.deepEqual(stored(), [wanted]);
    });

    it("is deleted with all that has its name, known or not, and with nobody else's", async () => {
        const id = await made();
        await made();
        const other = await made({ name: "All Errors (mine)" });
        assert.deepEqual(await remove(id), {
            id: undefined,
            failure: undefined,
        });
        assert.deepEqual([...standIn.account.savedViews.keys()], [other]);
        assert.equal((await remove(id)).failure, undefined);
    });

    it("is deleted by its id where views cannot be listed", async () => {
        const id = await made();
        standIn.fail({ method: "GET", path: views, answer: 403 });
        assert.equal((await remove(id)).failure, undefined);
        assert.deepEqual(stored(), []);
    });

    it("says so when Datadog does not keep its search", async () => {
        const id = await made({ search: "other" });
        standIn.fail({ method: "PUT", path: views, answer: 204 });
        assert.match((await ensure(id)).failure ?? "", /not kept its search/);
    });
});
