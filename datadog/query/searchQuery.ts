import { type Rollup, rollups, type SearchQuery } from "./ast";
import { condition } from "./condition";
import { Scanner } from "./scanner";
import { search } from "./search";
import { quotedWindow } from "./windows";

/** `logs("…").index("*").rollup("count").by("x").last("5m") > 1`, or `events("…")…`. */
export function searchQuery(scanner: Scanner, kind: "logs" | "events"): SearchQuery {
    scanner.expect("(", `after ${kind}`);
    const searchText = scanner.quoted("the search");
    scanner.expect(")", "after the search");
    const index = kind === "logs" ? part(scanner, "index") : undefined;
    const { rollup, measure } = rolledUp(scanner);
    const by = scanner.sees(/\.by\b/) ? part(scanner, "by").split(/\s*,\s*/) : [];
    scanner.expect(".last", "after the rollup");
    scanner.expect("(", "after .last");
    const windowSeconds = quotedWindow(scanner, ".last()");
    scanner.expect(")", "after the window");
    return {
        kind,
        search: search(new Scanner(searchText)),
        searchText,
        index,
        rollup,
        measure,
        by,
        windowSeconds,
        ...condition(scanner),
    };
}

/** `.name("text")` */
function part(scanner: Scanner, name: string): string {
    scanner.expect(`.${name}`, "in the chain");
    scanner.expect("(", `after .${name}`);
    const text = scanner.quoted(`the argument of .${name}()`);
    scanner.expect(")", `after the argument of .${name}()`);
    return text;
}

function rolledUp(scanner: Scanner): { rollup: Rollup; measure: string | undefined } {
    scanner.expect(".rollup", "after the search");
    scanner.expect("(", "after .rollup");
    const at = scanner.position;
    const name = scanner.quoted("the rollup");
    const rollup = rollups.find((one) => one === name);
    if (rollup === undefined) {
        return scanner.fail(`rollup "${name}" is not supported`, "unsupported", at);
    }
    const measure = scanner.take(",") ? scanner.quoted("the measure") : undefined;
    scanner.expect(")", "after the rollup");
    if (rollup !== "count" && measure === undefined) {
        scanner.fail(`rollup "${rollup}" needs a measure`, "syntax", at);
    }
    return { rollup, measure };
}
