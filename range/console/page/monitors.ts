/** The account's monitors: the worst first, with what they said and when. */
import type { MonitorGroupView, MonitorView } from "../messages";
import { bodyOf, byId, h, Keyed, type Row, set, write } from "./dom";
import { clockTime, span } from "./format";
import { live } from "./live";
import { monitorSigns, worstFirst } from "./states";

const mostGroups = 12;

/** Worst state first, then the most urgent, then by name. */
export function inOrder(monitors: readonly MonitorView[]): readonly MonitorView[] {
    return [...monitors].sort(
        (one, other) =>
            worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state) ||
            (one.priority ?? 9) - (other.priority ?? 9) ||
            one.name.localeCompare(other.name),
    );
}

export function startMonitors(): void {
    const body = bodyOf("monitors");
    const counts = h("p", { class: "counts", role: "status" });
    const list = h("ul", { class: "rows" });
    body.append(counts, list);
    const rows = new Keyed<MonitorView>(list, ({ id }) => String(id), monitorRow);
    live.on("monitors", (monitors) => {
        rows.show(inOrder(monitors));
        counts.replaceChildren(...countsOf(monitors));
        const alerts = monitors.filter(({ state }) => state === "Alert").length;
        document.title = alerts === 0 ? "Sock Shop console" : `(${alerts}) Sock Shop console`;
        set(byId("monitors"), { "data-alerts": alerts });
    });
}

export function countsOf(monitors: readonly MonitorView[]): readonly HTMLElement[] {
    if (monitors.length === 0) {
        return [h("span", { class: "note" }, "The account has no monitors.")];
    }
    return worstFirst
        .map((state) => [state, monitors.filter((one) => one.state === state).length] as const)
        .filter(([, count]) => count > 0)
        .map(([state, count]) => {
            const [sign, tone] = monitorSigns[state];
            return h("span", { class: `count ${tone}` }, `${sign} ${count} ${state}`);
        });
}

function monitorRow(): Row<MonitorView> {
    const sign = h("span", { "aria-hidden": "true" });
    const state = h("span", { class: "state" });
    const name = h("span", { class: "name" });
    const since = h("span", { class: "note" });
    const more = h("div", { class: "more" });
    const element = h("li", {}, h("details", {}, h("summary", {}, sign, state, name, since), more));
    return {
        element,
        update: (monitor) => {
            const [shape, tone] = monitorSigns[monitor.state];
            write(sign, shape);
            set(sign, { class: `sign ${tone}` });
            write(state, monitor.state);
            set(state, { class: `state ${tone}` });
            write(name, withoutNamespace(monitor.name));
            const triggered = Math.max(
                ...monitor.groups.map(({ lastTriggered }) => lastTriggered ?? -Infinity),
            );
            const isBad = monitor.state === "Alert" || monitor.state === "Warn";
            const ago = Number.isFinite(triggered) ? span(live.now - triggered) : "";
            write(since, ago === "" ? "" : isBad ? `for ${ago}` : `last ${ago} ago`);
            set(element, { "data-monitor": monitor.id, "data-state": monitor.state });
            more.replaceChildren(...detailsOf(monitor));
        },
    };
}

/** All are of one namespace, which they say at their beginning. */
export function withoutNamespace(name: string): string {
    return name.replace(/^\[[^\]]+\] /, "");
}

function detailsOf({
    query,
    message,
    groups,
    priority,
    type,
}: MonitorView): readonly HTMLElement[] {
    const known = groups.filter(({ name }) => name !== "*");
    const sorted = [...known].sort(
        (one, other) => worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state),
    );
    return [
        h("p", { class: "note" }, `${type}${priority === undefined ? "" : `, P${priority}`}`),
        h("pre", { tabindex: "0", "aria-label": "Query" }, query),
        h("ul", { class: "groups" }, ...sorted.slice(0, mostGroups).map(groupRow)),
        h("p", { class: "message" }, plain(message)),
    ];
}

function groupRow({ name, state, lastTriggered }: MonitorGroupView): HTMLElement {
    const [sign, tone] = monitorSigns[state];
    const when = lastTriggered === undefined ? "" : `, triggered ${clockTime(lastTriggered)}`;
    return h(
        "li",
        {},
        h("span", { class: `sign ${tone}`, "aria-hidden": "true" }, sign),
        `${state}: ${name}${when}`,
    );
}

/** Without the conditions of the template language: what is said when it goes off. */
function plain(message: string): string {
    return message
        .replace(/\{\{#is_recovery\}\}[\s\S]*?\{\{\/is_recovery\}\}/g, "")
        .replace(/\{\{[#^/][^}]*\}\}/g, "")
        .replace(/\*\*/g, "")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
}
