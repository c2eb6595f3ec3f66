/** Logs and events, searched in Datadog's own syntax. */
import { searchOf } from "./api";
import { bodyOf, byId, h, set, write } from "./dom";
import { lineOf, type What } from "./foundLine";
import { live } from "./live";
import { timeSpan } from "./timeSpan";

const pageSize = 100;

const examples: Readonly<Record<What, string>> = {
    logs: 'status:error   service:front-end   kube_container_name:(orders OR payment) "refused"',
    events: "source:kubernetes event_reason:BackOff   source:alert   load:*",
};

export class Search {
    private readonly input = h("input", {
        ...{ type: "search", id: "query", name: "query", autocomplete: "off", spellcheck: "false" },
        ...{
            value: "-service:locust",
            "aria-label": "Search in Datadog's syntax",
            "aria-describedby": "search-said",
        },
    });
    private readonly kinds = (["logs", "events"] as const).map((what) => {
        const button = h("button", { type: "button" }, what === "logs" ? "Logs" : "Events");
        button.addEventListener("click", () => {
            this.choose(what);
        });
        return [what, button] as const;
    });
    private readonly follow = h("button", { type: "button", "aria-pressed": "true" }, "Live");
    private readonly said = h("p", { id: "search-said", class: "note", role: "status" });
    private readonly list = h("ol", {
        ...{ class: "lines", tabindex: "0", "aria-label": "What was found" },
    });
    private readonly more = h("button", { type: "button", class: "wide", hidden: true }, "Older");
    private what: What = "logs";
    private isLive = true;
    private asked = 0;
    /** Where older ones begin; undefined: there are none. */
    private cursor: string | undefined;

    constructor() {
        bodyOf("search").append(this.form(), this.said, this.list, this.more);
        this.follow.addEventListener("click", () => {
            this.setLive(!this.isLive);
        });
        this.more.addEventListener("click", () => {
            this.setLive(false);
            void this.find(true);
        });
        timeSpan.onChange(() => void this.find(false));
        followNews(() => {
            // Who reads a line's details does not want them closed by the next line.
            const isRead = this.list.querySelector("details[open]") !== null;
            if (this.isLive && timeSpan.shown.isLive && !document.hidden && !isRead) {
                void this.find(false);
            }
        });
        this.show("logs");
    }

    /** Looks for the log lines of a service, and goes there. */
    showLogs(service: string): void {
        this.input.value = `kube_container_name:${service}`;
        this.choose("logs");
        byId("search").scrollIntoView();
        this.input.focus({ preventScroll: true });
    }

    private form(): HTMLElement {
        const attributes = { class: "switches", role: "group", "aria-label": "What is searched" };
        const buttons = this.kinds.map(([, button]) => button);
        const group = h("div", attributes, ...buttons, this.follow);
        const form = h("form", { role: "search" }, group, this.input, h("button", {}, "Search"));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            void this.find(false);
        });
        return form;
    }

    private choose(chosen: What): void {
        this.show(chosen);
        void this.find(false);
    }

    private show(chosen: What): void {
        this.what = chosen;
        for (const [one, button] of this.kinds) {
            set(button, { "aria-pressed": String(one === chosen) });
        }
        set(this.input, { placeholder: examples[chosen] });
    }

    private setLive(isLive: boolean): void {
        this.isLive = isLive;
        set(this.follow, { "aria-pressed": String(isLive) });
    }

    private async find(isMore: boolean): Promise<void> {
        const { input, list, said, what } = this;
        const number = (this.asked += 1);
        const { from, until } = timeSpan.shown;
        try {
            const after = isMore ? this.cursor : undefined;
            const page = await searchOf(what, input.value.trim(), from, until, pageSize, after);
            if (number !== this.asked) {
                return;
            }
            this.cursor = page.after;
            const hasMore = page.after !== undefined;
            const lines = page.found.map((one) => lineOf(what, one));
            list[isMore ? "append" : "replaceChildren"](...lines);
            set(this.more, { hidden: !hasMore });
            write(said, countWords(list.childElementCount, hasMore));
            set(input, { "aria-invalid": false });
        } catch (error) {
            if (number === this.asked) {
                write(said, (error as Error).message);
                set(input, { "aria-invalid": "true" });
            }
        }
    }
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
