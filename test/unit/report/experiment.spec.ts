import assert from "node:assert/strict";

import { experimentDocument } from "../../../report/experiment/document";
import { experimentModel } from "../../../report/experiment/model";
import { experimentText } from "../../../report/experiment/text";
import { experimentPage } from "../../../report/html/experimentPage";
import { keptArm, keptExperiment, restartsMonitor } from "../experiment/keptExperiment";
import { elements } from "./elements";

type Kept = ReturnType<typeof keptExperiment>;

const pageOf = (experiment: Kept): string => {
    const model = experimentModel(experiment);
    return experimentPage(model, experimentDocument(model));
};

const textOf = (experiment: Kept): string =>
    experimentText(experimentModel(experiment), { width: 100, hasColour: false });

const one = <T>(found: readonly T[]): T => {
    assert.equal(found.length, 1);
    return found[0] as T;
};

describe("the report on an experiment", () => {
    const page = pageOf(keptExperiment());

    it("judges a fix by the runs without it of the same repetitions", () => {
        const model = experimentModel(keptExperiment());
        assert.deepEqual(
            model.arms.map(({ id }) => id),
            ["none", "limits@before"],
        );
        const { verdict, seeds } = model.arms[1]?.fix ?? {};
        assert.deepEqual([verdict?.judgement, verdict?.cured], ["helps", 2]);
        assert.deepEqual(
            seeds?.map(({ value, without }) => [value, without]),
            [
                [0, 0.8],
                [0.05, 0.85],
                [0.1, 0.9],
            ],
        );
        assert.match(textOf(keptExperiment()), /limits helps \(5 % of requests\s+fail\)/);
    });

    it("has differences with their interval, and calls good what is beyond chance", () => {
        const cell = one(
            elements(page, "data-figure", "data-effect").filter(
                (found) => found["data-figure"] === "requestFailureRatio",
            ),
        );
        assert.equal(cell["data-arm"], "limits@before");
        // All three repetitions differ by as much: the interval is that.
        for (const bound of ["data-effect", "data-low", "data-high"]) {
            assert.ok(Math.abs(Number(cell[bound]) + 0.8) < 1e-9, bound);
        }
        assert.equal(cell.class, "better");
    });

    it("counts clocks from the first user and from harm, with how often they were reached", () => {
        const clock = (arm: string, id: string): Record<string, string> =>
            one(
                elements(page, "data-clock").filter(
                    (found) => found["data-arm"] === arm && found["data-clock"] === id,
                ),
            );
        assert.equal(clock("none", "injection")["data-seconds"], "-9");
        assert.equal(clock("none", "harm")["data-seconds"], "12");
        assert.equal(clock("none", restartsMonitor)["data-seconds"], "42");
        assert.equal(clock("none", "recovery")["data-seconds"], "200");
        assert.match(page, /<b>42 s<\/b> <small>41 s to 43 s<\/small> <small>30 s after harm</);
    });

    it("has no number for what was not reached", () => {
        const cells = elements(page, "data-clock");
        const open = cells.filter((cell) => cell["data-seconds"] === undefined);
        assert.deepEqual(
            open.map((cell) => `${cell["data-arm"]} ${cell["data-clock"]}`).sort(),
            [
                "limits@before harm",
                "limits@before restart",
                "limits@before scaleOut",
                `limits@before ${restartsMonitor}`,
                "none scaleOut",
            ].sort(),
        );
        assert.equal(page.match(/not reached<\/td>/g)?.length, open.length);
    });

    it("does not call harm unreached where the load was taken away before it told", () => {
        const ending = { kind: "aborted", why: "a monitor" } as const;
        const clocks = { ...keptArm("limits", 1).clocks, firstFailure: null };
        const aborted = pageOf(keptExperiment([keptArm("none", 1, { ending, clocks })]));
        assert.match(aborted, /data-clock="harm">not known<\/td>/);
    });

    for (const origin of ["measured", "simulated"] as const) {
        it(`says of every figure of a ${origin} world that it is ${origin}`, () => {
            const html = pageOf(keptExperiment(undefined, origin));
            const sections = html.match(/<section[\s\S]*?<\/section>/g) ?? [];
            const withFigures = sections.filter((found) => /data-arm|<figure/.test(found));
            assert.ok(withFigures.length >= 5);
            for (const found of withFigures) {
                assert.match(found, new RegExp(`<h2>[^<]*<span class="tag">${origin}</span></h2>`));
            }
            const plots = html.match(/<svg [^>]*role="img" aria-labelledby[\s\S]*?<\/svg>/g) ?? [];
            assert.ok(plots.length > 0);
            for (const plot of plots) {
                assert.match(plot, new RegExp(`<text [^>]*>${origin}</text>`));
            }
            const other = origin === "measured" ? "simulated" : "measured";
            assert.ok(!html.includes(`<span class="tag">${other}</span>`));
            assert.ok(html.includes(`<b>${origin.toUpperCase()}</b>`));
            assert.match(
                textOf(keptExperiment(undefined, origin)),
                new RegExp(`^${origin.toUpperCase()}\\.`, "m"),
            );
        });
    }

    it("names what was missing, and each arm's end and recovery", () => {
        assert.match(page, /CPU and memory: there is no metrics API/);
        assert.match(textOf(keptExperiment()), /Missing: CPU and memory/);
        assert.equal(elements(page, "data-run").length, 6);
        assert.match(page, /whole after 3 min 20 s, <small>hash sha256:abc/);
    });

    it("says why an arm was aborted, and judges it by nothing", () => {
        const why = "node one: MemoryPressure=True";
        const arms = [
            keptArm("none", 1),
            keptArm("limits", 1, { ending: { kind: "aborted", why } }),
        ];
        const experiment = keptExperiment(arms);
        assert.match(
            textOf(experiment),
            /Not judged: limits\s+\(ABORTED: node one: MemoryPressure/,
        );
        assert.deepEqual(
            experimentModel(experiment).arms.map(({ id }) => id),
            ["none"],
        );
        const ended = one(
            elements(pageOf(experiment), "data-run").filter(
                (run) => run["data-run"] === "limits-1",
            ),
        );
        assert.equal(ended["data-ending"], "aborted");
        assert.match(textOf(experiment), /4 of 6 arms were not played/);
    });

    it("says so when a shop was not whole afterwards, with what mends it", () => {
        const problems = ["Deployment front-end is missing. Fix: pulumi up"];
        const recovery = { isWhole: false, hash: "sha256:def", problems };
        const arms = [keptArm("none", 1, { recovery }), keptArm("limits", 1)];
        assert.match(textOf(keptExperiment(arms)), /The shop is NOT whole after no fix/);
        assert.match(
            pageOf(keptExperiment(arms)),
            /NOT whole: <small>Deployment front-end is missing/,
        );
    });

    it("is written of an experiment in which nothing came to its end", () => {
        const ending = { kind: "interrupted" } as const;
        const clocks = { ...keptArm("limits", 1).clocks, injection: null };
        const experiment = keptExperiment([keptArm("none", 1, { ending, clocks, folder: null })]);
        assert.match(textOf(experiment), /nothing that a fix can be judged by/);
        assert.match(pageOf(experiment), /data-ending="interrupted"/);
    });

    it("carries as data what --json prints", () => {
        const [, data = ""] = /id="report">(.*)<\/script>/.exec(page) ?? [];
        const document = experimentDocument(experimentModel(keptExperiment()));
        assert.deepEqual(JSON.parse(data), JSON.parse(JSON.stringify(document)));
        assert.equal(document.best, "limits@before");
        assert.equal(document.runs.length, 6);
    });
});
