/** What was found, line by line. */
import type { Found } from "./api";
import { h, write } from "./dom";
import { clockTime } from "./format";

/** What is searched. */
export type What = "logs" | "events";

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
