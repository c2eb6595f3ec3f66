/** The page's files, bundled from their sources when the console starts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { bundle } from "../../../tools/bundling";

export interface Asset {
    readonly type: string;
    readonly body: Buffer;
    readonly zipped: Buffer;
}

export type Assets = ReadonlyMap<string, Asset>;

const page = join(__dirname, "..", "page");

/** By path under the view's address; the page itself is at "". */
export async function bundledAssets(): Promise<Assets> {
    const files = await bundle({
        entryPoints: [join(page, "main.ts"), join(page, "style.css")],
        minify: true,
        outdir: page,
        format: "esm",
        target: "es2022",
        legalComments: "inline",
        logLevel: "silent",
        // The page has its own settings, but whatever lies about must not change the bundle.
        tsconfigRaw: {},
    });
    const bundled = (ending: string): Buffer => {
        const file = files.find(({ path }) => path.endsWith(ending));
        if (file === undefined) {
            throw new Error(`The bundle has no file that ends with ${ending}`);
        }
        return Buffer.from(file.contents);
    };
    return new Map([
        ["", asset("text/html; charset=utf-8", readFileSync(join(page, "index.html")))],
        ["main.js", asset("text/javascript; charset=utf-8", bundled("main.js"))],
        ["style.css", asset("text/css; charset=utf-8", bundled("style.css"))],
        ["icon.svg", asset("image/svg+xml", readFileSync(join(page, "icon.svg")))],
    ]);
}

function asset(type: string, body: Buffer): Asset {
    return { type, body, zipped: gzipSync(body, { level: 9 }) };
}
