/** The shop as a map: who calls whom, and how each is. */
import type { ClusterView } from "../../messages";
import { bodyOf, h, type Row, set, svg, write } from "../dom";
import { live } from "../live";
import { card, type CardContent, healthOf } from "./card";
import { columns, known, type Place, places } from "./places";

interface Edge {
    readonly from: string;
    readonly to: string;
    readonly path: SVGElement;
}

export function startMap(showLogs: (service: string) => void): void {
    const body = bodyOf("map");
    const cards = new Map<string, Row<CardContent>>();
    const boxes = new Map<string, HTMLElement>();
    const lines = svg("svg", { class: "calls", "aria-hidden": "true" });
    const grid = h("div", { class: "columns" });
    const others = h("div", { class: "others" });
    for (let column = 0; column < columns; column++) {
        const here = places.filter((place) => place.column === column);
        grid.append(h("div", { class: "column" }, ...here.map((place) => box(place))));
    }
    const edges = places.flatMap(({ service, calls }) =>
        calls.map((to): Edge => {
            const path = svg("path", {});
            lines.append(path);
            return { from: service, to, path };
        }),
    );
    body.append(h("div", { class: "mapped" }, lines, grid), others);

    function cardOf(service: string, isPart: boolean): HTMLElement {
        const made = card(service, isPart, showLogs);
        cards.set(service, made);
        return made.element;
    }

    function box({ service, stores, calls }: Place): HTMLElement {
        const made = h(
            "div",
            { class: "box" },
            cardOf(service, false),
            ...stores.map((store) => cardOf(store, true)),
            h("p", { class: "callees" }, calls.length === 0 ? "" : `calls ${calls.join(", ")}`),
        );
        boxes.set(service, made);
        return made;
    }

    function showOthers(view: ClusterView): void {
        const strangers = view.workloads.filter(({ name }) => !known.has(name));
        for (const { name } of strangers.filter((one) => !cards.has(one.name))) {
            others.append(cardOf(name, false));
        }
        for (const [name, { element }] of cards) {
            if (!known.has(name) && !strangers.some((one) => one.name === name)) {
                element.remove();
                cards.delete(name);
            }
        }
    }

    function draw(): void {
        const frame = lines.getBoundingClientRect();
        for (const { from, to, path } of edges) {
            const [one, other] = [boxes.get(from), boxes.get(to)];
            if (one !== undefined && other !== undefined) {
                set(path, { d: curve(one, other, frame) });
            }
        }
    }

    live.on("cluster", (view) => {
        const workloads = new Map(view.workloads.map((one) => [one.name, one]));
        const isKnown = view.readAt !== undefined || workloads.size > 0;
        showOthers(view);
        for (const [name, { update }] of cards) {
            update({ name, workload: workloads.get(name), isKnown, answer: view.answers[name] });
        }
        for (const { to, path } of edges) {
            const isDown = isKnown && (workloads.get(to)?.ready ?? 0) === 0;
            set(path, { class: isDown ? `call ${healthOf(workloads.get(to))[1]}` : "call" });
        }
        draw();
    });
    new ResizeObserver(draw).observe(grid);
    const note = h("p", { class: "note" });
    body.append(note);
    live.on("cluster", ({ failure }) => {
        write(note, failure === undefined ? "" : `Kubernetes' API: ${failure}`);
    });
}

/** From the right side of one to the left side of the other; below each other, straight down. */
function curve(one: HTMLElement, other: HTMLElement, frame: DOMRect): string {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    if (Math.abs(a.left - b.left) < 4) {
        const x = a.left + a.width / 2 - frame.left;
        const [from, to] = a.top > b.top ? [a.top, b.bottom] : [a.bottom, b.top];
        return `M${x} ${from - frame.top}V${to - frame.top}`;
    }
    const [x1, x2] = [a.right - frame.left, b.left - frame.left];
    const [y1, y2] = [a.top + 18 - frame.top, b.top + 18 - frame.top];
    const bend = Math.max(16, (x2 - x1) / 2);
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
