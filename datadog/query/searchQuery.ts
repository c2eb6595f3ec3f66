import { type Rollup, rollups, type SearchQuery } from "./ast";
import { chain, type Link } from "./chain";
import { condition } from "./condition";
import { Scanner } from "./scanner";
import { search } from "./search";
import { secondsOf } from "./windows";

const known: readonly string[] = ["index", "rollup", "by", "last"];

/** `logs("…").index("*").rollup("count").by("x").last("5m") > 1`, or `events("…")…`. */
export function searchQuery(scanner: Scanner, kind: "logs" | "events"): SearchQuery {
    scanner.expect("(", `after ${kind}`);
    const searchText = scanner.quoted("the search");
    scanner.expect(")", "after the search");
    const links = chain(scanner);
    const other = links.find(({ name }) => !known.includes(name));
    if (other !== undefined) {
        scanner.fail(`.${other.name}() of ${kind} is not supported`, "unsupported", other.at);
    }
    const textsOf = (name: string): readonly string[] =>
        links.filter((link) => link.name === name).flatMap(({ texts }) => texts);
    return {
        kind,
        search: search(new Scanner(searchText), kind),
        searchText,
        indexes: textsOf("index"),
        ...rolledUp(scanner, links),
        by: textsOf("by").flatMap((text) => text.split(/\s*,\s*/)),
        windowSeconds: window(scanner, links),
        ...condition(scanner),
    };
}

function window(scanner: Scanner, links: readonly Link[]): number {
    const link = links.find(({ name }) => name === "last");
    const [text = ""] = link?.texts ?? [];
    return (
        secondsOf(text.replace(/^last_/, "")) ??
        scanner.fail(
            link === undefined
                ? '".last" is missing in the chain'
                : `"${text}" is not a duration like 5m`,
            "syntax",
            link?.at,
        )
    );
}

/** Without a rollup occurrences are counted. */
function rolledUp(
    scanner: Scanner,
    links: readonly Link[],
): { rollup: Rollup; measure: string | undefined } {
    const link = links.find(({ name }) => name === "rollup");
    const [name = "count", measure] = link?.texts ?? [];
    const rollup = rollups.find((one) => one === name);
    if (rollup === undefined) {
        return scanner.fail(`rollup "${name}" is not supported`, "unsupported", link?.at);
    }
    if (rollup !== "count" && measure === undefined) {
        scanner.fail(`rollup "${rollup}" needs a measure`, "syntax", link?.at);
    }
    return { rollup, measure };
}
