import assert from "node:assert/strict";

import type { EventRecord, Series } from "../../../evidence/evidence";
import { evidenceOf, type Seen } from "../../../experiment/record/evidenceOf";

const event = (reason: string, kind: string, text: string): EventRecord => ({
    ...{ time: 1010, title: `${kind} one: ${reason}`, text },
    tags: { source: "kubernetes", event_reason: reason, kube_kind: kind },
});

const series = (metric: string, value: number): Series => ({
    ...{ metric, tags: {}, intervalSeconds: 15, times: [1005], values: [value] },
});

describe("the evidence of an arm", () => {
    const backOff = event("BackOff", "Pod", "by the API server");
    const rescale = event("SuccessfulRescale", "HorizontalPodAutoscaler", "by the API server");
    const seen: Seen = {
        origin: "measured",
        run: { incident: "hybrid", remediation: "none", users: 0, settings: {} },
        ...{ injectedAt: 1000, from: 990, until: 1100, load: undefined },
        series: [series("looked.at", 1), series("told", 1)],
        account: { series: undefined, events: undefined },
        ...{ fine: [], distributions: [], events: [backOff, rescale] },
    };

    it("tells events that an agent sends from those that the API server alone has", () => {
        const { events, uncollectedEvents, series: all } = evidenceOf(seen);
        assert.deepEqual([events, uncollectedEvents], [[backOff], [rescale]]);
        assert.deepEqual(all, seen.series);
    });

    it("has of the account what the account has, because its monitors have seen that", () => {
        const sent = event("BackOff", "Pod", "by the account");
        const told = series("told", 2);
        const account = { series: [told], events: [sent] };
        const { events, uncollectedEvents, series: all } = evidenceOf({ ...seen, account });
        assert.deepEqual([events, uncollectedEvents], [[sent], [rescale]]);
        assert.deepEqual(all, [told, series("looked.at", 1)]);
    });

    it("keeps the API server's events where no agent sends any", () => {
        const account = { series: [], events: [] };
        assert.deepEqual(evidenceOf({ ...seen, account }).events, [backOff]);
    });
});
