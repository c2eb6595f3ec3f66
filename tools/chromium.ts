import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";

import { type Browser, chromium } from "playwright-core";

/** Where Chromium may be: said by the environment, or where Debian and others put it. */
const places = [
    process.env.TEST_CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

/** A started browser, or why there is none. */
type Found = { readonly browser: Browser } | { readonly reason: string };

/** Starts Chromium; installs Debian's first where it is missing and that is possible. */
export async function openChromium(): Promise<Found> {
    let executablePath = installed();
    if (executablePath === undefined) {
        const objection = install();
        if (objection !== undefined) {
            return { reason: objection };
        }
        executablePath = installed();
    }
    if (executablePath === undefined) {
        return { reason: "apt-get has installed chromium, but it is not in /usr/bin" };
    }
    // Its sandbox does not work for root, nor in most containers; the pages are our own.
    return { browser: await chromium.launch({ executablePath, args: ["--no-sandbox"] }) };
}

function installed(): string | undefined {
    return places.find((path) => path !== undefined && isExecutable(path));
}

function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

/** A mirror that does not answer must not hold the tests up. */
const installTimeoutMilliseconds = 300_000;

/** Why Chromium cannot be installed; undefined when it has been. */
function install(): string | undefined {
    const byHand = "Install Chromium, or name one in TEST_CHROMIUM.";
    if (!isExecutable("/usr/bin/apt-get")) {
        return `There is no Chromium, and no apt-get to install it with. ${byHand}`;
    }
    if (process.getuid?.() !== 0) {
        return `There is no Chromium, and only root can install it. ${byHand}`;
    }
    try {
        console.error("Installing Debian's chromium (about 120 MB) …");
        aptGet("update", "-qq");
        aptGet("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core");
        return undefined;
    } catch (error) {
        return `Chromium could not be installed: ${(error as Error).message}. ${byHand}`;
    }
}

function aptGet(...args: readonly string[]): void {
    execFileSync("apt-get", args, {
        timeout: installTimeoutMilliseconds,
        stdio: ["ignore", "ignore", "pipe"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
}
