/** Logs and events, searched in Datadog's own syntax. */
import { type Found, searchOf } from "./api";
import { bodyOf, byId, h, set, write } from "./dom";
import { clockTime } from "./format";
import { live } from "./live";
import { timeSpan } from "./timeSpan";

type What = "logs" | "events";

const pageSize = 100;

const examples: Readonly<Record<What, string>> = {
    logs: 'status:error   service:front-end   kube_container_name:(orders OR payment) "refused"',
    events: "source:kubernetes event_reason:BackOff   source:alert   load:*",
};

export interface Search {
    /** Looks for the log lines of a service, and goes there. */
    readonly showLogs: (service: string) => void;
}

export function startSearch(): Search {
    const body = bodyOf("search");
    const input = h("input", {
        ...{ type: "search", id: "query", name: "query", autocomplete: "off", spellcheck: "false" },
        ...{
            value: "-service:locust",
            "aria-label": "Search in Datadog's syntax",
            "aria-describedby": "search-said",
        },
    });
    const kinds = (["logs", "events"] as const).map((what) => {
        const button = h("button", { type: "button" }, what === "logs" ? "Logs" : "Events");
        button.addEventListener("click", () => {
            choose(what);
        });
        return [what, button] as const;
    });
    const follow = h("button", { type: "button", "aria-pressed": "true" }, "Live");
    const said = h("p", { id: "search-said", class: "note", role: "status" });
    const list = h("ol", { class: "lines", tabindex: "0", "aria-label": "What was found" });
    const more = h("button", { type: "button", class: "wide", hidden: true }, "Older");
    const group = h("div", { class: "switches", role: "group", "aria-label": "What is searched" });
    group.append(...kinds.map(([, button]) => button), follow);
    const form = h("form", { role: "search" }, group, input, h("button", {}, "Search"));
    body.append(form, said, list, more);

    let what: What = "logs";
    let isLive = true;
    let asked = 0;
    let cursor: string | undefined;

    async function find(isMore: boolean): Promise<void> {
        const number = (asked += 1);
        const { from, until } = timeSpan.shown;
        try {
            const after = isMore ? cursor : undefined;
            const page = await searchOf(what, input.value.trim(), from, until, pageSize, after);
            if (number !== asked) {
                return;
            }
            cursor = page.after;
            const lines = page.found.map((one) => lineOf(what, one));
            list[isMore ? "append" : "replaceChildren"](...lines);
            set(more, { hidden: cursor === undefined });
            write(said, countWords(list.childElementCount, cursor !== undefined));
            set(input, { "aria-invalid": false });
        } catch (error) {
            if (number === asked) {
                write(said, (error as Error).message);
                set(input, { "aria-invalid": "true" });
            }
        }
    }

    function show(chosen: What): void {
        what = chosen;
        for (const [one, button] of kinds) {
            set(button, { "aria-pressed": String(one === what) });
        }
        set(input, { placeholder: examples[what] });
    }

    function choose(chosen: What): void {
        show(chosen);
        void find(false);
    }

    form.addEventListener("submit", (event) => {
        event.preventDefault();
        void find(false);
    });
    follow.addEventListener("click", () => {
        isLive = !isLive;
        set(follow, { "aria-pressed": String(isLive) });
    });
    more.addEventListener("click", () => {
        isLive = false;
        set(follow, { "aria-pressed": "false" });
        void find(true);
    });
    timeSpan.onChange(() => void find(false));
    followNews(() => {
        // Who reads a line's details does not want them closed by the next line.
        const isRead = list.querySelector("details[open]") !== null;
        if (isLive && timeSpan.shown.isLive && !document.hidden && !isRead) {
            void find(false);
        }
    });
    show("logs");
    return {
        showLogs: (service) => {
            input.value = `kube_container_name:${service}`;
            choose("logs");
            byId("search").scrollIntoView();
            input.focus({ preventScroll: true });
        },
    };
}

/** The agent's interval: new lines come with its points, or without when it has none. */
const newsSeconds = 15;

/** At the first word of the server, and whenever something new has come in. */
function followNews(look: () => void): void {
    let [seen, lookedAt]: [number | undefined, number] = [undefined, -Infinity];
    live.on("pulse", ({ metricsUntil, now }) => {
        if (seen !== metricsUntil || now - lookedAt >= newsSeconds) {
            [seen, lookedAt] = [metricsUntil, now];
            look();
        }
    });
}

function countWords(count: number, isMore: boolean): string {
    if (count === 0) {
        return "Nothing found in the time shown.";
    }
    return isMore ? `The newest ${count}` : `${count} found`;
}

/** Of logs and events alike: when, whose, and what; all attributes on demand. */
export function lineOf(what: What, { attributes }: Found): HTMLElement {
    const time = typeof attributes.timestamp === "string" ? Date.parse(attributes.timestamp) : 0;
    const inner = (attributes.attributes ?? {}) as Readonly<Record<string, unknown>>;
    const status = textOf(attributes.status ?? inner.status) || "info";
    // Datadog's events say that their service is "undefined" where they have none.
    const whose = what === "logs" ? textOf(attributes.service) : "";
    const text = what === "logs" ? plain(attributes.message) : eventText(attributes, inner);
    const json = h("pre", { tabindex: "0", "aria-label": "All attributes" });
    const details = h(
        "details",
        {},
        h(
            "summary",
            {},
            h("time", {}, clockTime(time / 1000)),
            h("span", { class: `status ${status}` }, status),
            h("span", { class: "whose" }, whose),
            h("span", { class: "text" }, text),
        ),
        json,
    );
    details.addEventListener("toggle", () => {
        write(json, JSON.stringify(attributes, null, 2));
    });
    return h("li", {}, details);
}

function eventText(
    attributes: Readonly<Record<string, unknown>>,
    inner: Readonly<Record<string, unknown>>,
): string {
    const title = textOf(inner.title);
    return title === "" ? textOf(attributes.message) : title;
}

/** Without the colours that some programs write for terminals. */
function plain(message: unknown): string {
    return textOf(message).replace(/\u001b\[[\d;]*m/g, "");
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : "";
}
