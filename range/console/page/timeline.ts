/** What was done, by whom, and what followed from it. */
import { type Deed, type Lane, lanes } from "../messages";
import { bodyOf, h, Keyed, type Row, set, write } from "./dom";
import { clockTime } from "./format";
import { live } from "./live";

const laneNames: Readonly<Record<Lane, string>> = {
    people: "People and tools",
    cluster: "Cluster",
    monitors: "Monitors",
    load: "Load",
};

/** More would only be scrolled past. */
const mostShown = 300;

/** Of one deed; the others on demand. */
const mostDetails = 4;

/** When loads began and ended: graphs mark it. */
export const loadMoments: number[] = [];

export function startTimeline(): void {
    const body = bodyOf("timeline");
    const deeds = new Map<string, Deed>();
    const hidden = new Set<Lane>();
    const list = h("ol", { class: "rows deeds" });
    const empty = h("p", { class: "note" }, "Nothing has been done yet.");
    const rows = new Keyed<Deed>(list, ({ id }) => id, deedRow);
    const show = (): void => {
        const all = [...deeds.values()].filter(({ lane }) => !hidden.has(lane));
        rows.show(all.sort((one, other) => other.at - one.at).slice(0, mostShown));
        set(empty, { hidden: all.length > 0 });
    };
    const switches = lanes.map((lane) => {
        const button = h("button", { type: "button", "aria-pressed": "true" }, laneNames[lane]);
        button.addEventListener("click", () => {
            if (!hidden.delete(lane)) {
                hidden.add(lane);
            }
            set(button, { "aria-pressed": String(!hidden.has(lane)) });
            show();
        });
        return button;
    });
    const group = h("div", { class: "switches", role: "group", "aria-label": "What is shown" });
    group.append(...switches);
    body.append(group, empty, list);
    live.on("deeds", (news) => {
        for (const deed of news) {
            deeds.set(deed.id, deed);
        }
        const loads = [...deeds.values()].filter(({ lane }) => lane === "load");
        loadMoments.splice(0, Infinity, ...loads.map(({ at }) => at));
        show();
    });
}

function deedRow(): Row<Deed> {
    const time = h("time", {});
    const who = h("span", { class: "who" });
    const what = h("span", { class: "what" });
    const count = h("span", { class: "note" });
    const details = h("ul", { class: "details" });
    const element = h("li", {}, time, h("div", {}, who, " ", what, " ", count, details));
    return {
        element,
        update: (deed) => {
            write(time, clockTime(deed.at));
            write(who, deed.who);
            write(what, deed.what);
            write(count, deed.count > 1 ? `×${deed.count}` : "");
            set(element, { class: `deed ${deed.lane} ${deed.tone}` });
            const more = deed.details.length - mostDetails;
            details.replaceChildren(
                ...deed.details.slice(0, mostDetails).map((text) => h("li", {}, text)),
                ...(more > 0 ? [h("li", {}, `and ${more} more`)] : []),
            );
            set(details, { title: more > 0 ? deed.details.join("\n") : undefined });
        },
    };
}
