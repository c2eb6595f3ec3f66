import assert from "node:assert/strict";

import { DatadogStage } from "../../support/engine/datadogStage";
import { EngineStack } from "../../support/engine/engineStack";
import { ProjectCopy } from "../../support/engine/projectCopy";
import type { Range } from "../../support/engine/range";
import { changesIn } from "../../support/engine/update";
import { viewCount } from "./datadog";

const path = /\/logs\/views/;
/** One of each sort: test/unit/live/datadog/savedViews has them all. */
const answers = [403, "broken"] as const;

/** The views alone: what else the stack holds has no part in this, and takes its time. */
const program = `
import { logViews } from "./components/observability/catalogue/logViews";
import { SavedViews } from "./components/observability/SavedViews";
import { datadogKeys } from "./components/settings/datadogKeys";
import { stackValues } from "./components/settings/stackValues";
import { scenarios } from "./scenarios/registry";

export = () => {
    const { apiKey, appKey, apiUrl } = datadogKeys();
    const blind = stackValues().blind === "true";
    const views = logViews({ namespace: "sock-shop", blind }, Object.values(scenarios));
    const site = "us5.datadoghq.com";
    const { links } = new SavedViews("views", {
        views, owner: "views", site, apiUrl, keys: { apiKey, appKey },
    });
    return { links };
};
`;

export function savedViews(range: () => Range): void {
    describe("saved views alone, for which Datadog has no documented API", () => {
        let project: ProjectCopy;
        let stack: EngineStack;
        let stage: DatadogStage;

        before(async () => {
            const { project: shops, engine, record } = range();
            project = new ProjectCopy(shops.kubeconfigPath, program);
            stack = await EngineStack.create("views", engine, project, record);
            stage = await DatadogStage.open(record, stack);
            await stage.configure();
        });
        after(async () => {
            await stage.close();
            project.remove();
        });
        afterEach(() => {
            stage.standIn.heal();
        });

        const ids = (): readonly number[] => [...stage.standIn.account.savedViews.keys()];
        const requests = (method: string): number => stage.standIn.requestsTo(method, path).length;

        it("are made once, however often `up` runs, and linked by their ids", async () => {
            const { outputs } = await stack.up();
            assert.equal(ids().length, viewCount);
            for (const id of ids()) {
                assert.match(JSON.stringify(outputs), new RegExp(`saved-view-id=${id}\\b`));
            }
            for (const refresh of [false, true]) {
                const update = await stack.up({}, { refresh });
                assert.deepEqual(changesIn(update.steps), []);
            }
            assert.equal(requests("POST"), viewCount);
        });

        it("are renamed in place, and left in place when a key changes", async () => {
            const before = ids();
            await stack.up({ blind: "true" });
            await stage.rotate();
            await stack.up();
            assert.deepEqual(ids(), before);
            assert.equal(requests("POST"), viewCount);
        });

        it("that cannot be deleted do not stop the deletion, which says their ids and links", async () => {
            const before = ids();
            stage.standIn.fail({ path, answer: 403 });
            await stack.destroy();
            for (const id of before) {
                const says = `\\(id ${id}\\) was not deleted: .* by hand: https.*saved-view-id=${id}\\b`;
                assert.match(stage.said, new RegExp(says));
            }
            stage.standIn.account.savedViews.clear();
        });

        for (const answer of answers) {
            it(`are done without when Datadog answers ${answer}: the update passes, with links`, async () => {
                stage.standIn.fail({ path, answer });
                const { outputs } = await stack.up();
                assert.match(JSON.stringify(outputs), /logs\?query=/);
                assert.doesNotMatch(JSON.stringify(outputs), /saved-view-id/);
                const again = await stack.up();
                assert.deepEqual(changesIn(again.steps), []);
                await stack.destroy();
                assert.deepEqual(ids(), []);
            });
        }

        it("are removed also when it was never known that they were made", async () => {
            stage.standIn.fail({ method: "POST", path, answer: "broken" });
            const { outputs } = await stack.up();
            assert.doesNotMatch(JSON.stringify(outputs), /saved-view-id/);
            stage.standIn.heal();
            // As if Datadog had done what it was asked for, after the connection was cut.
            const asked = stage.standIn.requestsTo("POST", path).map(({ body }) => String(body));
            for (const body of new Set(asked.slice(-viewCount))) {
                await stage.post("/api/v1/logs/views", body);
            }
            assert.notDeepEqual(ids(), []);
            await stack.destroy();
            assert.deepEqual(ids(), []);
        });

        it("have the keys nowhere in all of this: state, settings, outputs, what is said, command lines", async () => {
            const { outputs } = await stack.up();
            stage.assertNoKey(outputs);
            await stack.destroy();
            assert.deepEqual(stage.standIn.account.holdings, {});
        });
    });
}
