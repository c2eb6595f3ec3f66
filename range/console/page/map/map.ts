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

class ShopMap {
    private readonly cards = new Map<string, Row<CardContent>>();
    private readonly boxes = new Map<string, HTMLElement>();
    private readonly lines = svg("svg", { class: "calls", "aria-hidden": "true" });
    private readonly edges: readonly Edge[];
    private readonly others = h("div", { class: "others" });
    private readonly note = h("p", { class: "note" });

    constructor(private readonly showLogs: (service: string) => void) {
        const grid = h("div", { class: "columns" });
        for (let column = 0; column < columns; column++) {
            const here = places.filter((place) => place.column === column);
            grid.append(h("div", { class: "column" }, ...here.map((place) => this.box(place))));
        }
        this.edges = places.flatMap(({ service, calls }) =>
            calls.map((to) => ({ from: service, to, path: svg("path", {}) })),
        );
        this.lines.append(...this.edges.map(({ path }) => path));
        bodyOf("map").append(
            h("div", { class: "mapped" }, this.lines, grid),
            this.others,
            this.note,
        );
        new ResizeObserver(() => {
            this.draw();
        }).observe(grid);
    }

    update(view: ClusterView): void {
        const workloads = new Map(view.workloads.map((one) => [one.name, one]));
        const isKnown = view.readAt !== undefined || workloads.size > 0;
        this.showOthers(view);
        for (const [name, { update }] of this.cards) {
            update({ name, workload: workloads.get(name), isKnown, answer: view.answers[name] });
        }
        for (const { to, path } of this.edges) {
            const isDown = isKnown && (workloads.get(to)?.ready ?? 0) === 0;
            set(path, { class: isDown ? `call ${healthOf(workloads.get(to))[1]}` : "call" });
        }
        this.draw();
        const { failure } = view;
        write(this.note, failure === undefined ? "" : `Kubernetes' API: ${failure}`);
    }

    private box({ service, stores, calls }: Place): HTMLElement {
        const made = h(
            "div",
            { class: "box" },
            this.cardOf(service, false),
            ...stores.map((store) => this.cardOf(store, true)),
            h("p", { class: "callees" }, calls.length === 0 ? "" : `calls ${calls.join(", ")}`),
        );
        this.boxes.set(service, made);
        return made;
    }

    private cardOf(service: string, isPart: boolean): HTMLElement {
        const made = card(service, isPart, this.showLogs);
        this.cards.set(service, made);
        return made.element;
    }

    /** Workloads that are none of the shop's. */
    private showOthers({ workloads }: ClusterView): void {
        const strangers = workloads.filter(({ name }) => !known.has(name));
        for (const { name } of strangers.filter((one) => !this.cards.has(one.name))) {
            this.others.append(this.cardOf(name, false));
        }
        for (const [name, { element }] of this.cards) {
            if (!known.has(name) && !strangers.some((one) => one.name === name)) {
                element.remove();
                this.cards.delete(name);
            }
        }
    }

    /** Draws the calls from box to box, wherever they stand now. */
    private draw(): void {
        const frame = this.lines.getBoundingClientRect();
        for (const { from, to, path } of this.edges) {
            const [one, other] = [this.boxes.get(from), this.boxes.get(to)];
            if (one !== undefined && other !== undefined) {
                set(path, { d: curve(one, other, frame) });
            }
        }
    }
}

/** @param showLogs called with a service whose log somebody wants to see */
export function startMap(showLogs: (service: string) => void): void {
    const map = new ShopMap(showLogs);
    live.on("cluster", (view) => {
        map.update(view);
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
