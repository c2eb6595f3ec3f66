/** The page that the real command writes, in a real browser. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Browser, BrowserContextOptions, Page } from "playwright-core";

import { slotOf } from "../../report/chart/colours";
import type { ReportDocument } from "../../report/rehearsed/document";
import { browserFor, opened as open } from "./support/browser";
import { contrasts } from "./support/contrast";
import { rehearsed } from "../../pages/rehearsed";

const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 360, height: 740 } };

/** The part of the page that an arm is in; what has no fix is in each. */
const groupOf = (arm: string): string => `#at-${arm.split("@")[1] ?? "before"}`;

const isOfPrevention = ({ fixAt }: ReportDocument["arms"][number]): boolean =>
    fixAt === null || fixAt === "before";

describe("the report in a browser", () => {
    let directory: string;
    let browser: Browser;
    let document: ReportDocument;
    let address: string;

    before(async function () {
        browser = await browserFor(this);
        directory = mkdtempSync(join(tmpdir(), "report-"));
        const file = join(directory, "report.html");
        const arms = ["--remediation", "replicas", "--remediation", "hpa,limits"];
        document = await rehearsed(file, "hybrid", ...arms, "--seeds", "2");
        address = pathToFileURL(file).href;
    });

    after(async () => {
        // Nothing of this exists where the tests were skipped.
        await (browser as Browser | undefined)?.close();
        if ((directory as string | undefined) !== undefined) {
            rmSync(directory, { recursive: true });
        }
    });

    const opened = (
        options: BrowserContextOptions,
        look: (page: Page) => Promise<void>,
    ): Promise<void> => open(browser, address, options, look);

    it("asks for nothing but itself and complains about nothing", async () => {
        const context = await browser.newContext(desktop);
        const page = await context.newPage();
        const [requests, complaints]: [string[], string[]] = [[], []];
        page.on("request", (request) => requests.push(request.url()));
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        await page.goto(address, { waitUntil: "networkidle" });
        await context.close();
        assert.deepEqual(requests, [address]);
        assert.deepEqual(complaints, []);
    });

    it("shows the figures that --json prints, with their effects", async () => {
        await opened(desktop, async (page) => {
            assert.equal(await page.locator("#headline").textContent(), document.headline);
            assert.ok(document.figures.length > 8);
            for (const { id, cells } of document.figures) {
                for (const [arm, { value, effect }] of Object.entries(cells)) {
                    const cell = page.locator(
                        `${groupOf(arm)} td[data-figure="${id}"][data-arm="${arm}"]`,
                    );
                    const shown = async (name: string): Promise<number | undefined> => {
                        const text = await cell.getAttribute(`data-${name}`);
                        return text === null ? undefined : Number(text);
                    };
                    assert.equal(await shown("value"), value, `${id} under ${arm}`);
                    assert.equal(await shown("effect"), effect?.estimate);
                    assert.equal(await shown("low"), effect?.low);
                    assert.equal(await shown("high"), effect?.high);
                }
            }
        });
    });

    it("shows the incident: without a fix most requests fail, with replicas hardly any", async () => {
        await opened(desktop, async (page) => {
            const failed = async (arm: string): Promise<number> =>
                Number.parseFloat(
                    await page
                        .locator(
                            `${groupOf(arm)} td[data-figure="requestFailureRatio"]` +
                                `[data-arm="${arm}"] b`,
                        )
                        .innerText(),
                );
            assert.ok((await failed("none")) > 60);
            assert.ok((await failed("replicas@before")) < 10);
            const bars = await page.locator("#at-before [data-failed]").all();
            for (const bar of bars) {
                const arm = (await bar.getAttribute("data-arm")) ?? "";
                const shown = Number(await bar.getAttribute("data-failed"));
                // Of two runs the one with less is in the middle.
                const ratios = document.arms
                    .find(({ id }) => id === arm)
                    ?.seeds.map(({ figures }) => figures.requestFailureRatio);
                assert.ok(Math.abs(shown - Math.min(...(ratios ?? []))) < 1e-6, arm);
            }
            assert.equal(bars.length, document.arms.filter(isOfPrevention).length);
        });
    });

    it("answers prevention and response side by side, and the rest for one at a time", async () => {
        await opened(desktop, async (page) => {
            for (const { id, verdict } of document.arms.filter(({ fixAt }) => fixAt !== null)) {
                const cell = page.locator(`.worth td[data-arm="${id}"]`);
                assert.ok(await cell.isVisible());
                assert.equal(await cell.getAttribute("data-helped"), String(verdict?.helped));
                assert.equal(await cell.locator("title").count(), verdict?.seeds);
                assert.ok((await cell.innerText()).includes(document.judgements[id] ?? "nothing"));
            }
            const bars = page.locator("#at-detection [data-section=outcome]");
            assert.ok(!(await bars.isVisible()));
            await page.getByLabel("Fixes applied a minute after the first alert").check();
            assert.ok(await bars.isVisible());
            assert.ok(!(await page.locator("#at-before [data-section=outcome]").isVisible()));
        });
    });

    it("shows every monitor's time to detect, and bars under the plots", async () => {
        await opened(desktop, async (page) => {
            const first = document.monitors.none?.first;
            assert.ok(first, "no monitor tells of the incident");
            const shown = page.locator("#at-before");
            const cell = shown.locator(`td[data-monitor="${first.id}"][data-arm="none"]`);
            assert.equal(Number(await cell.getAttribute("data-seconds")), first.seconds);
            const row = shown.locator(`[data-timeline="${first.id}"][data-arm="none"]`);
            assert.ok(await row.isVisible());
            assert.ok((await row.locator("rect.Alert").count()) > 0);
            const [plots, monitors] = await Promise.all(
                ["plots", "monitors"].map((name) =>
                    shown.locator(`[data-section=${name}]`).boundingBox(),
                ),
            );
            assert.ok((plots?.y ?? 0) < (monitors?.y ?? 0));
        });
    });

    for (const colorScheme of ["light", "dark"] as const) {
        it(`can be read in ${colorScheme} colours`, async () => {
            await opened({ ...desktop, colorScheme }, async (page) => {
                const text = ["--ink", "--faint", "--good", "--bad"];
                // The last place is for arms that are not known.
                const last = slotOf("an arm of tomorrow");
                const lines = Array.from({ length: last + 1 }, (_, slot) => `--arm-${slot}`);
                const found = await contrasts(page, [...text, ...lines]);
                for (const [name, value] of Object.entries(found)) {
                    // WCAG 2.2: 4.5 for text (1.4.3), 3 for graphics (1.4.11).
                    const least = text.includes(name) ? 4.5 : 3;
                    assert.ok(value >= least, `${name} has a contrast of ${value.toFixed(1)}`);
                }
                const background = await page.evaluate<string>(
                    "getComputedStyle(document.body).backgroundColor",
                );
                const brightness = Math.max(...(background.match(/\d+/g) ?? []).map(Number));
                assert.ok(colorScheme === "dark" ? brightness < 60 : brightness > 240, background);
            });
        });
    }

    for (const options of [phone, desktop]) {
        const { width } = options.viewport;
        it(`fits ${width} pixels: nothing sticks out, nothing is too small`, async () => {
            await opened(options, async (page) => {
                const widest = await page.evaluate<number>("document.documentElement.scrollWidth");
                assert.equal(widest, width);
                const plots = page.locator("figure svg:visible");
                const wanted = await page.locator("#at-before figure").count();
                assert.equal(await plots.count(), wanted, "one drawing of each plot is shown");
                const heights = (
                    await page.evaluate<number[]>(
                        "[...document.querySelectorAll('figure svg text')].map((text) => " +
                            "text.getBoundingClientRect().height)",
                    )
                ).filter((height) => height > 0);
                assert.ok(heights.length > 100);
                assert.ok(Math.min(...heights) >= 9, `text of ${Math.min(...heights)} pixels`);
            });
        });
    }

    it("hides an arm's lines when its box is unticked, and shows them again", async () => {
        await opened(desktop, async (page) => {
            const shown = page.locator("#at-before");
            const line = shown.locator('[data-panel="p95"] .wide path[stroke="var(--arm-3)"]');
            const other = shown.locator('[data-panel="p95"] .wide path[stroke="var(--arm-0)"]');
            const isShown = (): Promise<boolean> => line.first().isVisible();
            assert.ok(await isShown());
            await shown.getByLabel("replicas", { exact: true }).uncheck();
            assert.ok(!(await isShown()));
            assert.ok(await other.first().isVisible());
            await shown.getByLabel("replicas", { exact: true }).check();
            assert.ok(await isShown());
        });
    });

    it("can be printed", async () => {
        await opened(desktop, async (page) => {
            const pdf = await page.pdf({ format: "A4" });
            assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
        });
    });
});
