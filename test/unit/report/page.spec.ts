import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { rehearsalPage } from "../../../report/html/rehearsalPage";
import { bothMoments, figureOf, model } from "./fixture";
import { elements } from "./elements";

/** Attributes of the elements that have all of these. */
const figuresIn = (html: string): readonly string[] =>
    html.match(/<figure [\s\S]*?<\/figure>/g) ?? [];

describe("the page of a report", () => {
    const document = { schema: 1, text: "</script><b>" };
    const page = rehearsalPage(model, document);
    const both = rehearsalPage(bothMoments, document);

    it("is the same to the byte for the same input, in one process and in another", () => {
        assert.equal(rehearsalPage(model, document), page);
        const script =
            'const { rehearsalPage } = require("./report/html/rehearsalPage");' +
            'const { model } = require("./test/unit/report/fixture");' +
            `process.stdout.write(rehearsalPage(model, ${JSON.stringify(document)}));`;
        const other = execFileSync(process.execPath, ["--import", "tsx", "-e", script], {
            cwd: join(__dirname, "..", "..", ".."),
            encoding: "utf8",
            maxBuffer: 2 ** 24,
        });
        assert.ok(other === page, "another process writes other bytes");
    });

    it("needs nothing from anywhere, and runs no script", () => {
        const addresses = [...page.matchAll(/(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]+)/g)];
        const outside = addresses.map(([, address]) => address).filter((one) => one?.[0] !== "#");
        assert.deepEqual(outside, []);
        assert.deepEqual(page.match(/<script(?! type="application\/json")/g), null);
        assert.ok(page.includes("Content-Security-Policy\" content=\"default-src 'none'"));
    });

    it("says on a narrow page that the table of figures scrolls", () => {
        assert.match(page, /class="hint"[^>]*>scroll for more fixes →<\/p><div class="scroll"/);
        assert.match(page, /max-width: 560px\) {\s*\.hint:not[^{]*{\s*display: block/);
    });

    it("answers prevention and response in its first table, with a dot for each run", () => {
        const cell = (arm: string): string =>
            new RegExp(`<td data-arm="${arm}" data-value[\\s\\S]*?</td>`).exec(both)?.[0] ?? "";
        assert.match(cell("replicas@before"), /data-helped="5" data-seeds="5".*class="better"/);
        const late = cell("hpa@detection");
        assert.match(late, /<b>helps in 1 of 5<\/b> <span>85 % \(3–88\)/);
        assert.equal(late.match(/<circle class="without"/g)?.length, 5);
        assert.equal(late.match(/<title>seed \d: /g)?.length, 5);
        assert.match(late, /served well 1 min 15 s after the fix in 1 of 5 runs/);
        assert.ok(both.indexOf('class="worth"') < both.indexOf('data-section="outcome"'));
    });

    it("has the rest for one moment at a time, chosen without script", () => {
        assert.equal(elements(both, "type", "name").length, 2);
        for (const moment of ["before", "detection"]) {
            assert.ok(both.includes(`:root:has(#choose-${moment}:not(:checked)) #at-${moment}`));
            assert.ok(both.includes(`<div id="at-${moment}">`));
        }
        assert.ok(!page.includes('id="choose-'));
    });

    it("marks in the plots when a fix came that came late", () => {
        const plots = figuresIn(rehearsalPage(bothMoments, document));
        const marked = plots.filter((plot) => plot.includes(">fix</text>"));
        assert.ok(marked.length > 0 && marked.length < plots.length);
        assert.ok(!page.includes(">fix</text>"));
    });

    it("shows the load of each pod, where there are several", () => {
        const pods = elements(both, "data-pod").map((one) => one["data-pod"]);
        assert.deepEqual(pods, ["front-end-a", "front-end-b"]);
        assert.match(both, /9,000 \(96 %\)/);
        assert.ok(!page.includes("data-pod"));
    });

    it("stays under 2 MB", () => {
        assert.ok(page.length < 2 ** 21, `${page.length} bytes`);
    });

    it("says in every section and on every plot that it is simulated", () => {
        const sections = page.match(/<section[\s\S]*?<\/section>/g) ?? [];
        const withFigures = sections.filter((section) => /data-arm|<figure/.test(section));
        assert.ok(withFigures.length >= 5);
        for (const section of withFigures) {
            assert.ok(/<h2>[^<]*<span class="tag">simulated<\/span><\/h2>/.test(section));
        }
        for (const plot of page.match(/<svg [^>]*role="img" aria-labelledby[\s\S]*?<\/svg>/g) ??
            []) {
            assert.match(plot, /<title [^>]*>[^<]*\(simulated\)<\/title>/);
            assert.match(plot, /<text [^>]*>simulated<\/text>/);
        }
        assert.ok(page.includes("<b>SIMULATED</b>"));
    });

    it("carries every figure with what the seeds make of it as data", () => {
        const cells = elements(page, "data-figure", "data-arm");
        assert.equal(cells.length, model.figures.length * model.arms.length);
        const cell = cells.find(
            (one) => one["data-figure"] === "frontEndRestarts" && one["data-arm"] === "hpa@before",
        );
        assert.equal(cell?.["data-value"], "9.4");
        assert.equal(Number(cell["data-effect"]), 2.6);
        assert.ok(Math.abs(Number(cell["data-low"]) - 1.4) < 1e-9);
        assert.ok(Math.abs(Number(cell["data-high"]) - 3.8) < 1e-9);
        assert.equal(cell.class, "worse");
    });

    it("calls a difference on which the seeds do not agree neither good nor bad", () => {
        const cell = elements(page, "data-figure", "data-arm").find(
            (one) =>
                one["data-figure"] === "requestFailureRatio" && one["data-arm"] === "limits@before",
        );
        assert.equal(cell?.class, "unclear");
    });

    it("draws each arm in its own colour in every plot, and says what each plot shows", () => {
        const plots = figuresIn(page);
        assert.equal(plots.length, model.panels.length + model.arms.length);
        for (const plot of plots.slice(0, model.panels.length)) {
            for (const slot of [0, 1, 2, 3, 4]) {
                assert.ok(plot.includes(`stroke="var(--arm-${slot})"`), `arm ${slot} is missing`);
            }
            assert.match(plot, /<desc [^>]*>A wave for every arm\.<\/desc>/);
            assert.match(plot, />load on</);
        }
    });

    it("shows in its bars the same share of failed requests as in its table", () => {
        const bars = elements(page, "data-failed", "data-arm");
        const figure = model.figures.find(({ id }) => id === "requestFailureRatio");
        assert.equal(bars.length, model.arms.length);
        for (const bar of bars) {
            const expected = figure?.cells[bar["data-arm"] ?? ""]?.value ?? Number.NaN;
            assert.ok(Math.abs(Number(bar["data-failed"]) - expected) < 1e-9);
        }
    });

    it("draws failures by reason, each arm on the same scale", () => {
        const plots = figuresIn(page).slice(model.panels.length);
        const axes = plots.map((plot) =>
            plot
                .match(/>\d[\d,.]*<\/text>/g)
                ?.slice(0, 5)
                .join(),
        );
        assert.equal(new Set(axes).size, 1);
        assert.ok(plots[0]?.includes("From below: answered too late, no connection after 134 s."));
        assert.ok(plots[0]?.includes('fill="var(--connectTimeout)"'));
        assert.ok(plots[3]?.includes("Nothing failed."));
    });

    it("has no two elements of the same id", () => {
        const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
        assert.deepEqual(
            ids.filter((id, index) => ids.indexOf(id) !== index),
            [],
        );
    });

    it("shows when each monitor alerts under each arm, and which was first", () => {
        const cells = elements(page, "data-monitor", "data-arm");
        const seconds = (arm: string, monitor: string): string | undefined =>
            cells.find((one) => one["data-arm"] === arm && one["data-monitor"] === monitor)?.[
                "data-seconds"
            ];
        assert.equal(seconds("none", "front-end-restarts"), "52");
        assert.equal(seconds("none", "failure-rate"), "100");
        assert.equal(seconds("replicas@before", "front-end-restarts"), undefined);
        assert.ok(
            page.includes("no fix</span> <small>first told by Front-end restarts after 52 s"),
        );
        assert.ok(/class="Alert" x="153.8" y="0" width="820.6"/.test(page));
    });

    it("leaves the monitors out when none were tried", () => {
        const arms = model.arms.map((arm) => ({ ...arm, monitors: undefined }));
        assert.ok(!rehearsalPage({ ...model, arms }, document).includes('data-section="monitors"'));
    });

    it("escapes what comes from outside", () => {
        const evil = '<img src=x onerror="x">';
        const incident = { id: evil, title: evil, summary: evil };
        const html = rehearsalPage({ ...model, incident, command: evil }, document);
        assert.ok(!html.includes("<img"));
        assert.ok(!page.includes("</script><b>"));
        const data = /id="report">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
        assert.deepEqual(JSON.parse(data), document);
    });

    it("shows a figure that does not exist as a dash", () => {
        const figure = figureOf("firstScaleOutSeconds", "never", "seconds", undefined, []);
        const html = rehearsalPage(
            { ...model, figures: [...model.figures.slice(0, 3), figure] },
            document,
        );
        assert.ok(html.includes('data-figure="firstScaleOutSeconds">–</td>'));
    });
});
