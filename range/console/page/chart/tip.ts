/** The values under the pointer, in words beside the cross-hair. */
import type uPlot from "uplot";

import { h, set } from "../dom";
import { clockTime } from "../format";
import { lineColour } from "./colours";
import type { ChartContent } from "./content";
import { bold } from "./figure";

export class Tip {
    readonly element = h("div", { class: "tip", hidden: true });

    constructor(private readonly plot: HTMLElement) {}

    show({ cursor, over }: uPlot, content: ChartContent | undefined): void {
        const { idx, left = -1, top = 0 } = cursor;
        const isOwn = this.plot.matches(":hover");
        set(this.element, { hidden: !isOwn || left < 0 || typeof idx !== "number" });
        if (content === undefined || !isOwn || left < 0 || typeof idx !== "number") {
            return;
        }
        const rows = content.lines
            .map((line, index) => ({ line, index, value: line.values[idx] ?? null }))
            .filter(({ value }) => value !== null)
            .sort((one, other) => (other.value ?? 0) - (one.value ?? 0));
        this.element.replaceChildren(
            h("b", {}, clockTime(content.times[idx] ?? 0)),
            ...rows.slice(0, 10).map(({ line, index, value }) => {
                const mark = h("i", {});
                mark.style.background = lineColour(index);
                return h("span", {}, mark, `${line.label} `, bold(value, line.unit));
            }),
            ...(rows.length > 10 ? [h("span", {}, `and ${rows.length - 10} more`)] : []),
        );
        this.place(over.getBoundingClientRect(), left, top);
    }

    /** Beside the cross-hair, on the side that has more room; within the window. */
    private place(frame: DOMRect, left: number, top: number): void {
        const { offsetWidth, offsetHeight } = this.element;
        const isRight = left > frame.width / 2;
        const x = frame.left + left + (isRight ? -offsetWidth - 12 : 12);
        const y = Math.min(frame.top + top - 12, window.innerHeight - offsetHeight - 4);
        this.element.style.left = `${Math.max(4, x)}px`;
        this.element.style.top = `${y}px`;
    }
}
