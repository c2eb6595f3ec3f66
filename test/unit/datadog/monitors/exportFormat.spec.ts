import assert from "node:assert/strict";

import { readExport } from "../../../../datadog/monitors/exportFormat";

const query = "avg(last_5m):avg:m{*} > 1";
const monitor = (fields: object): object => ({
    id: 1,
    name: "x",
    type: "query alert",
    query,
    ...fields,
});

describe("an export of monitors", () => {
    it("may have thresholds as text, as Terraform and Pulumi write them", () => {
        const thresholds = { critical: "1", warning: " 0.5 ", critical_recovery: "" };
        const [read] = readExport([monitor({ options: { thresholds } })]).monitors;
        const { critical, warning, criticalRecovery } = read?.options ?? {};
        assert.deepEqual([critical, warning, criticalRecovery], [1, 0.5, undefined]);
    });

    it("calls monitors without an id by their name, and no two the same", () => {
        const set = readExport([monitor({ id: undefined }), monitor({ id: null }), monitor({})]);
        assert.deepEqual(
            set.monitors.map(({ id }) => id),
            ["x", "x (2)", "1"],
        );
    });

    it("may be what an integration recommends", () => {
        const set = readExport({ version: 2, title: "t", definition: monitor({ id: undefined }) });
        assert.equal(set.monitors[0]?.query, query);
    });

    it("keeps what can be read, and says what cannot and why", () => {
        const set = readExport({
            monitors: [
                monitor({}),
                { id: 2, name: "y" },
                7,
                monitor({ id: 3, options: { thresholds: { critical: "a" } } }),
            ],
        });
        assert.deepEqual(
            set.monitors.map(({ id }) => id),
            ["1"],
        );
        assert.deepEqual(
            (set.unread ?? []).map(({ monitor: id }) => id),
            ["2", "number 3 of the export", "3"],
        );
        assert.match(set.unread?.[0]?.reason ?? "", /it is no monitor: type/);
        assert.match(set.unread?.[2]?.reason ?? "", /options\.thresholds\.critical/);
    });
});
