import assert from "node:assert/strict";

import { logViews } from "../../../components/observability/catalogue/logViews";
import { scenarios } from "../../../scenarios/registry";
import type { Account } from "../../../range/account/account";
import type { Fields } from "../../../range/account/http/exchange";
import { DatadogStage } from "../../support/engine/datadogStage";
import type { Range } from "../../support/engine/range";
import { changesIn, type Update } from "../../support/engine/update";

/** As many as incidents have one of. */
export const viewCount = logViews(
    { namespace: "sock-shop", blind: false },
    Object.values(scenarios),
).length;

/** Everything that can be made. */
const all = { muteMonitors: "true" };

/** Kinds of the provider's resources that an update has changed, each once. */
function kindsIn(update: Update): readonly string[] {
    const kinds = changesIn(update.steps)
        .map(({ type }) => type.split(":").at(-1) ?? "")
        .filter((kind) => kind !== "Command");
    return [...new Set(kinds)].sort();
}

/** Changes the first object of each kind, as people do in Datadog's pages. */
function changeByHand(account: Account): void {
    const changes: readonly [Map<unknown, Fields>, Fields][] = [
        [account.monitors, { message: "Edited by hand." }],
        [account.slos, { description: "Edited by hand." }],
        [account.dashboards, { title: "Edited by hand" }],
        [account.pipelines, { name: "Edited by hand" }],
        [account.downtimes, { message: "Edited by hand." }],
    ];
    for (const [objects, change] of changes) {
        const [first] = objects;
        assert.ok(first, "one of each kind is needed");
        objects.set(first[0], { ...first[1], ...change });
    }
    const [metric] = account.logsMetrics;
    assert.ok(metric, "one of each kind is needed");
    const attributes = metric[1].attributes as Fields;
    const filter = { query: "edited-by-hand" };
    account.logsMetrics.set(metric[0], { ...metric[1], attributes: { ...attributes, filter } });
}

export function datadog(range: () => Range): void {
    describe("the Datadog account, a stand-in of it on loopback", () => {
        let stage: DatadogStage;

        before(async function () {
            const reason = range().engine.withoutDatadog;
            if (reason !== undefined) {
                process.stderr.write(`The Datadog chapters are skipped: ${reason}.\n`);
                this.skip();
            }
            await range().settle();
            stage = await DatadogStage.open(range().record, range().dev);
            await stage.configure();
        });
        after(async () => {
            range().forgetSettings();
            await (stage as DatadogStage | undefined)?.close();
        });

        it("gets everything that the plan has", async () => {
            await stage.up(all);
            stage.note("after the first `up`");
            const { holdings } = stage.standIn.account;
            assert.deepEqual(Object.keys(holdings).sort(), [
                "dashboards",
                "downtimes",
                "logsMetrics",
                "monitors",
                "pipelines",
                "savedViews",
                "slos",
                "tagConfigurations",
            ]);
            assert.equal(holdings.savedViews, viewCount);
            assert.deepEqual(stage.standIn.mistakes, []);
        });

        it("shows no difference in a preview, nor after a refresh", async () => {
            const preview = await range().dev.preview({});
            assert.deepEqual(changesIn(preview.steps), []);
            const refreshed = await range().dev.up({}, { refresh: true });
            assert.deepEqual(changesIn(refreshed.steps), []);
        });

        it("gets back what somebody has changed by hand, one object of each kind", async () => {
            const { account } = stage.standIn;
            const [monitors, metrics] = [
                [...account.monitors.keys()],
                JSON.stringify([...account.logsMetrics]),
            ];
            changeByHand(account);
            const update = await range().dev.up({}, { refresh: true });
            assert.deepEqual(kindsIn(update), [
                "DashboardJson",
                "DowntimeSchedule",
                "LogsCustomPipeline",
                "LogsMetric",
                "Monitor",
                "ServiceLevelObjective",
            ]);
            assert.doesNotMatch(JSON.stringify([...account.monitors, ...account.slos]), /by hand/);
            assert.deepEqual([...account.monitors.keys()], monitors, "one was replaced");
            assert.equal(JSON.stringify([...account.logsMetrics]), metrics);
        });

        it("is changed in place by a setting", async () => {
            const before = [...stage.standIn.account.monitors.keys()];
            const update = await stage.up({ datadogEnv: "staging" });
            const changes = changesIn(update.steps).filter(({ type }) =>
                type.startsWith("datadog:"),
            );
            assert.ok(changes.length > before.length);
            assert.deepEqual(
                changes.filter(({ op }) => op !== "update"),
                [],
            );
            assert.deepEqual([...stage.standIn.account.monitors.keys()], before);
            assert.match(JSON.stringify([...stage.standIn.account.slos]), /env:staging/);
        });

        it("names no incident when the drill is blind", async () => {
            const telling = (): readonly string[] => {
                const { savedViews, dashboards, monitors } = stage.standIn.account;
                return [...savedViews, ...dashboards, ...monitors]
                    .map(([, fields]) => String(fields.name ?? fields.title))
                    .filter((title) => /incident \d|\b(crash|hybrid)\b/i.test(title));
            };
            assert.notDeepEqual(telling(), []);
            await stage.up({ blind: "true" });
            assert.deepEqual(telling(), []);
            assert.equal(stage.standIn.account.savedViews.size, viewCount);
        });

        it("keeps what it has when a key is changed", async () => {
            const { account } = stage.standIn;
            const before = [...account.savedViews.keys()];
            await stage.rotate();
            await stage.up({ blind: "false" });
            assert.deepEqual([...account.savedViews.keys()], before);
            const made = stage.standIn.requestsTo("POST", /\/logs\/views/);
            assert.equal(made.length, viewCount);
        });

        it("has its keys nowhere: not in state, settings, outputs, what is said, or command lines", async () => {
            const { outputs } = await stage.up();
            stage.assertNoKey(outputs);
        });

        it("is left with nothing once it is switched off, and the shop is untouched", async () => {
            await range().dev.up({ observability: "none" });
            assert.deepEqual(stage.standIn.account.holdings, {});
            await range().assertWhole();
        });
    });
}
