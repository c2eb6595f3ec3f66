/**
 * Makes the pictures of the README from a real rehearsal: the report's head and its first plots, in
 * light and in dark colours. Needs Chromium; `npm run update-picture`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { openChromium } from "../tools/chromium";
import { projectFolder } from "../tools/projectFolder";
import { rehearsed } from "./rehearsed";

/** As wide as the page is laid out at most; as high as a reader scrolls past. */
const size = { width: 1180, height: 1245 };

/** What a picture has no room for, and what only works in the page itself. */
const leftOut =
    "[data-section=figures], [data-section=pods], .summary, .legend input, .intro " +
    "{ display: none !important }";

/** Makes both pictures again. Throws with what to do when there is no Chromium. */
export async function updatePicture(): Promise<void> {
    const found = await openChromium();
    if ("reason" in found) {
        throw new Error(found.reason);
    }
    const directory = mkdtempSync(join(tmpdir(), "picture-"));
    try {
        const file = join(directory, "report.html");
        await rehearsed(file, "hybrid");
        for (const colorScheme of ["light", "dark"] as const) {
            const page = await found.browser.newPage({ viewport: size, colorScheme });
            await page.goto(pathToFileURL(file).href);
            await page.addStyleTag({ content: leftOut });
            const path = join(projectFolder, "docs", "images", `report-${colorScheme}.png`);
            await page.screenshot({ path });
        }
    } finally {
        await found.browser.close();
        rmSync(directory, { recursive: true });
    }
}
