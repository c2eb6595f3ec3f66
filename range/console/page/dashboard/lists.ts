/** Widgets that list: log lines, patterns of them, events, monitors, SLOs. */
import type { MonitorView } from "../../messages";
import { ask, searchOf } from "../api";
import { h } from "../dom";
import { lineOf } from "../foundLine";
import { short } from "../format";
import { live } from "../live";
import { countsOf, inOrder, withoutNamespace } from "../monitors";
import { monitorSigns, signOf } from "../states";
import { timeSpan } from "../timeSpan";
import type { Context, Drawn } from "./context";
import type { Definition } from "./definition";
import { patternsOf } from "./patterns";

const mostLines = 50;
/** As many as the API gives at once. */
const patternLines = 1000;

const nothing = (): HTMLElement => h("li", { class: "none" }, "Nothing in the time shown");

/** Undefined: its source is not one that the page draws. */
export function listStream(definition: Definition, context: Context): Drawn | undefined {
    const { query } = definition.requests?.[0] ?? {};
    const search = context.fill(query?.query_string ?? "");
    switch (query?.data_source) {
        case "logs_stream":
            return stream("logs", search);
        case "event_stream":
            return stream("events", search);
        case "logs_pattern_stream":
            return patterns(search);
        default:
            return undefined;
    }
}

function stream(what: "logs" | "events", search: string): Drawn {
    const element = h("ol", { class: "lines small", tabindex: "0" });
    return {
        element,
        refresh: async () => {
            const { from, until } = timeSpan.shown;
            const { found } = await searchOf(what, search, from, until, mostLines);
            element.replaceChildren(...found.map((one) => lineOf(what, one)));
            if (found.length === 0) {
                element.append(nothing());
            }
        },
    };
}

function patterns(search: string): Drawn {
    const element = h("ol", { class: "toplist", tabindex: "0" });
    return {
        element,
        refresh: async () => {
            const { from, until } = timeSpan.shown;
            const { found } = await searchOf("logs", search, from, until, patternLines);
            element.replaceChildren(
                ...patternsOf(found)
                    .slice(0, mostLines)
                    .map(({ count, service, text }) =>
                        h("li", {}, h("b", {}, short(count)), ` ${service} `, h("code", {}, text)),
                    ),
            );
            if (found.length === 0) {
                element.append(nothing());
            }
        },
    };
}

let monitors: readonly MonitorView[] = [];
live.on("monitors", (all) => {
    monitors = all;
});

export function monitorSummary({ query = "" }: Definition, context: Context): Drawn {
    const counts = h("p", { class: "counts" });
    const list = h("ul", { class: "plain", tabindex: "0", "aria-label": "Monitors" });
    const tags = tagsIn(context.fill(query));
    const show = (): void => {
        const found = inOrder(
            monitors.filter((one) => tags.every((tag) => one.tags.includes(tag))),
        );
        counts.replaceChildren(...countsOf(found));
        list.replaceChildren(
            ...found.map(({ name, state, priority }) =>
                h(
                    "li",
                    {},
                    signOf(monitorSigns[state]),
                    ` ${state} ${priority === undefined ? "" : `P${priority} `}`,
                    withoutNamespace(name),
                ),
            ),
        );
    };
    live.on("monitors", show);
    return {
        element: h("div", { class: "monitors" }, counts, list),
        refresh: () => {
            show();
            return Promise.resolve();
        },
    };
}

/** The tags that a search of monitors asks for, in whichever of the two spellings. */
function tagsIn(search: string): readonly string[] {
    return [...search.matchAll(/tag:\(?"?([^\s"()]+:[^\s"()]+)"?\)?/g)].map(([, tag = ""]) => tag);
}

interface Slo {
    readonly id: string;
    readonly name: string;
    readonly tags?: readonly string[];
    readonly thresholds?: readonly { readonly target?: number; readonly timeframe?: string }[];
}

interface SloHistory {
    readonly data?: { readonly overall?: { readonly sli_value?: number | null } };
}

export function sloList({ requests = [] }: Definition): Drawn {
    const element = h("ol", { class: "toplist", tabindex: "0" });
    const search = requests[0]?.query?.query_string ?? "";
    const tags = search.split(/\s+AND\s+|\s+/).filter((tag) => tag.includes(":"));
    return {
        element,
        refresh: async () => {
            // The API's own filter takes a single tag.
            const { data = [] } = (await ask("GET", "/api/v1/slo")) as {
                readonly data?: readonly Slo[];
            };
            const found = data.filter((slo) => tags.every((tag) => slo.tags?.includes(tag)));
            element.replaceChildren(...(await Promise.all(found.map(sloRow))));
            if (found.length === 0) {
                element.append(h("li", { class: "none" }, "There are none"));
            }
        },
    };
}

async function sloRow({ id, name, thresholds = [] }: Slo): Promise<HTMLElement> {
    const { from, until } = timeSpan.shown;
    const [first] = thresholds;
    const asked = new URLSearchParams({
        from_ts: String(Math.floor(from)),
        to_ts: String(Math.floor(until)),
    });
    const value = await ask("GET", `/api/v1/slo/${id}/history?${asked.toString()}`).then(
        (found) => (found as SloHistory).data?.overall?.sli_value ?? undefined,
        () => undefined,
    );
    const target = first?.target;
    const tone =
        value === undefined || target === undefined ? "" : value >= target ? "good" : "bad";
    const sign = tone === "" ? "○" : tone === "good" ? "●" : "✕";
    return h(
        "li",
        {},
        signOf([sign, tone === "" ? "none" : tone]),
        h("b", {}, value === undefined ? "no data" : `${value.toFixed(2)} %`),
        ` of ${target === undefined ? "?" : `${target} %`} · ${name}`,
    );
}
