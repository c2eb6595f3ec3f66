import assert from "node:assert/strict";

import type { Browser, BrowserContextOptions, Page } from "playwright-core";

import { openChromium } from "../../../tools/chromium";

/** Skips the tests, and says why, where there is no browser. */
export async function browserFor(test: Mocha.Context): Promise<Browser> {
    const found = await openChromium();
    if ("reason" in found) {
        console.error(`Skipped: ${found.reason}`);
        return test.skip();
    }
    return found.browser;
}

/** Opens a page as somebody would, and closes it whatever comes; it must complain about nothing. */
export async function opened(
    browser: Browser,
    url: string,
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>,
): Promise<void> {
    const context = await browser.newContext(options);
    try {
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on("pageerror", (error) => complaints.push(error.message));
        page.on("console", (message) => {
            if (message.type() === "error") {
                complaints.push(message.text());
            }
        });
        await page.goto(url);
        await look(page);
        assert.deepEqual(complaints, []);
    } finally {
        await context.close();
    }
}
