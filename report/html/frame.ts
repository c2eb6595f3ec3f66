import { readFileSync } from "node:fs";
import { join } from "node:path";

import { escaped } from "./escape";

const style = readFileSync(join(__dirname, "page.css"), "utf8");

/** What a page is made of. */
export interface Frame {
    readonly title: string;
    /** Beside those of every page; none when left out. */
    readonly styles?: string;
    readonly header: string;
    readonly sections: readonly string[];
    readonly footer?: string;
    /** What `--json` prints; it lies in the page for programs to read. */
    readonly document?: object;
}

/** One HTML file that needs nothing else, and asks nobody for anything. */
export function framed({
    title,
    styles = "",
    header,
    sections,
    footer = "",
    document,
}: Frame): string {
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${style}${styles}</style>
</head>
<body>
${header}
<main>
${sections.filter((one) => one !== "").join("\n")}
</main>
${footer}
${document === undefined ? "" : dataOf(document)}
</body>
</html>
`;
}

/** Inside a script element only this one sequence would end it. */
function dataOf(document: object): string {
    const json = JSON.stringify(document).replace(/</g, "\\u003c");
    return `<script type="application/json" id="report">${json}</script>`;
}
