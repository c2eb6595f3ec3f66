import type { Page } from "playwright-core";

/** Contrast of the page's named colours against its background, after WCAG 2.2: 1 to 21. */
export async function contrasts(
    page: Page,
    names: readonly string[],
): Promise<Readonly<Record<string, number>>> {
    const found = await page.evaluate<string[]>(
        `${JSON.stringify([...names, "--page"])}.map((name) =>
            getComputedStyle(document.documentElement).getPropertyValue(name).trim())`,
    );
    const background = luminance(found.at(-1) ?? "");
    return Object.fromEntries(
        names.map((name, index) => [name, contrast(luminance(found[index] ?? ""), background)]),
    );
}

function contrast(one: number, other: number): number {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Relative luminance of a colour like #1d2129. */
function luminance(colour: string): number {
    const channels = /^#(..)(..)(..)$/.exec(colour)?.slice(1) ?? [];
    if (channels.length !== 3) {
        throw new Error(`"${colour}" is no colour of six hexadecimal digits`);
    }
    const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
        const value = Number.parseInt(channel, 16) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
