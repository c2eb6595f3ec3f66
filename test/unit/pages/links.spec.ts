import { deepEqual, equal } from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const root = join(__dirname, "..", "..", "..");
const pages = ["README.md", ...globSync("docs/**/*.md", { cwd: root }).sort()];

interface Link {
    readonly from: string;
    readonly to: string;
    /** Of a heading; empty: the page. */
    readonly anchor: string;
}

const textOf = (page: string): string =>
    readFileSync(join(root, page), "utf8").replaceAll(/^ *```.*?^ *```/gms, "");

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): readonly string[] =>
    [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
        heading
            .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
            .replaceAll(" ", "-"),
    );

const links: readonly Link[] = pages.flatMap((from) =>
    [...textOf(from).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
        .map(([, inText, inTag]) => inText ?? inTag ?? "")
        .filter((link) => !/^[a-z]+:/.test(link))
        .map((link) => {
            const [path = "", anchor = ""] = link.split("#");
            const to = path === "" ? from : normalize(join(dirname(from), path));
            return { from, to, anchor };
        }),
);

describe("the pages for people", () => {
    it("link only to what there is", () => {
        equal(links.length > 50, true);
        const dead = links.filter(
            ({ to, anchor }) =>
                !existsSync(join(root, to)) ||
                (anchor !== "" && pages.includes(to) && !anchorsOf(to).includes(anchor)),
        );
        deepEqual(dead, []);
    });

    it("can all be reached from the README", () => {
        const reached = new Set(["README.md"]);
        for (const page of reached) {
            const next = links.filter(({ from, to }) => from === page && pages.includes(to));
            next.forEach(({ to }) => reached.add(to));
        }
        deepEqual(
            pages.filter((page) => !reached.has(page)),
            [],
        );
    });
});
