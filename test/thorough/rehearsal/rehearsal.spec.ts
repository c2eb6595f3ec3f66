import assert from "node:assert/strict";

import { section } from "../../../bench/hybrid.section";
import { rehearse } from "../../../rehearsal/rehearsal";
import type { RehearsalRequest } from "../../../rehearsal/types";

describe("a rehearsal at full length", function () {
    this.timeout(120_000);

    it("plays more seeds where the first do not agree, and only there", async () => {
        const request: RehearsalRequest = {
            incident: "hybrid",
            settings: { users: "750", spawnRate: "50", duration: "3m" },
            hostSpeed: "published",
            arms: ["none", "hpa,limits", "replicas"],
            fixAt: [60],
            seeds: [1, 2, 3, 4],
            moreSeeds: [5, 6],
            beforeSeconds: 60,
            afterSeconds: 15,
        };
        const { result } = await rehearse(request);
        const mixed = result.arms.slice(1).filter(({ seeds }) => seeds.length === 6);
        const clear = result.arms.slice(1).filter(({ seeds }) => seeds.length === 4);
        assert.equal(mixed.length + clear.length, 2);
        for (const { seeds } of clear) {
            const worths = new Set(
                seeds.map(({ fix }) => ["cures", "helps"].includes(fix?.worth ?? "")),
            );
            assert.equal(worths.size, 1);
        }
        for (const { seeds } of mixed) {
            const first = seeds.slice(0, 4);
            const helped = first.filter(({ fix }) => ["cures", "helps"].includes(fix?.worth ?? ""));
            assert.ok(helped.length > 0 && helped.length < 4);
        }
        assert.ok((result.arms[0]?.seeds.length ?? 0) >= 4);
    });

    it("has the figures that the benchmark prints for the same seed", async () => {
        const said: string[] = [];
        await section.run((line) => said.push(line));
        const { result } = await rehearse({
            incident: "hybrid",
            arms: ["none", "limits"],
            seeds: [1],
            hostSpeed: "published",
        });
        for (const { remediation, median } of result.arms) {
            const line = said.find((one) => one.trim().startsWith(`${remediation} `)) ?? "";
            assert.ok(line.includes(` ${median.requests.toLocaleString("en-US")} requests`), line);
            assert.ok(line.includes(`${(100 * median.requestFailureRatio).toFixed(1)} % failed`));
        }
        assert.match(section.title, /in place before the load, seed 1/);
    });
});
