import * as assert from "node:assert/strict";

import type { Scorecard } from "../../../exam/score/score";
import { leaderboardPage, leaderboardText } from "../../../report/exam/leaderboard";

const card = (task: string, total: number | null): Scorecard => ({
    ...{ format: 1, task, isControl: false, seed: 1, total, skills: [], firstHarm: null },
    ...{ collateral: { touched: [], deleted: [], requestsLost: 0 }, refused: [] },
});

const exams = [
    ...[20, 90, 40].map((total) => ({ agent: "mine <1>", card: card("hybrid", total) })),
    { agent: "mine <1>", card: card("quiet", null) },
];

describe("A leaderboard of exams", () => {
    it("has medians with the lowest and the highest, and a dash for what was not asked", () => {
        const lines = leaderboardText(exams).split("\n");
        const line = (task: string): string => lines.find((one) => one.includes(task)) ?? "";
        assert.match(line("hybrid"), /3.*40 \(20 to 90\)/);
        assert.match(line("quiet"), /1.*–/);
    });

    it("has the median's interval once there are runs enough for one", () => {
        const totals = [70, 20, 30, 40, 50, 60, 10, 80, 90];
        const many = totals.map((total) => ({ agent: "mine", card: card("hybrid", total) }));
        const text = leaderboardText(many);
        assert.match(text, /hybrid.* 9 .* 50 \[20, 80\]/);
        assert.match(text, /95 % confidence, which takes 6 runs/);
    });

    it("is a page that asks nobody for anything, and runs nobody's names as markup", () => {
        const page = leaderboardPage(exams);
        assert.ok(page.includes("mine &lt;1&gt;") && !page.includes("mine <1>"));
        assert.ok(page.includes("40\u00a0(20\u00a0to\u00a090)"));
        assert.ok(!/https?:|<script/.test(page));
    });
});
