/** A widget in its frame: where it stands, what it is called, and what keeps it from being drawn. */
import { h, set, write } from "../dom";
import type { Context, Drawn } from "./context";
import type { Definition, Widget } from "./definition";
import { listStream, monitorSummary, sloList } from "./lists";
import { queryValue, topList } from "./numbers";
import { timeseries } from "./timeseries";

type Draw = (definition: Definition, context: Context) => Drawn | undefined;

const draws: Readonly<Record<string, Draw>> = {
    timeseries,
    query_value: queryValue,
    toplist: topList,
    list_stream: listStream,
    manage_status: monitorSummary,
    slo_list: sloList,
    note: ({ content = "" }) => words(content),
    free_text: ({ text = "" }) => words(text),
};

function words(text: string): Drawn {
    return { element: h("p", { class: "words" }, text), refresh: () => Promise.resolve() };
}

/** What the page does not know is shown as what it is, and never left out. */
function unknown({ type, requests }: Definition): Drawn {
    const source = requests?.[0]?.query?.data_source;
    const what = source === undefined ? type : `${type} of ${source}`;
    return words(`This console does not draw ${what}; Datadog does.`);
}

export interface Frame {
    readonly element: HTMLElement;
    /** Its data are old: reads them again, as soon as it is seen. */
    readonly outdate: () => void;
    readonly stop: () => void;
}

/** Rows of a dashboard's grid are so high, in pixels: a graph of three has room for its axes. */
const rowPixels = 62;

export class WidgetFrame implements Frame {
    readonly element: HTMLElement;
    private readonly inner: readonly WidgetFrame[];
    private readonly drawn: Drawn | undefined;
    private readonly said = h("p", { class: "said", role: "status", hidden: true });
    private readonly watch: IntersectionObserver | undefined;
    private isSeen = false;
    private isOld = true;
    private isReading = false;

    constructor({ definition, layout }: Widget, context: Context) {
        const { type, title = "", widgets = [], background_color: background = "" } = definition;
        this.inner = widgets.map((widget) => new WidgetFrame(widget, context));
        if (type === "group") {
            const grid = h("div", { class: "grid" }, ...this.inner.map(({ element }) => element));
            const hue = background.replace("vivid_", "");
            const attributes = { class: "group", open: true, "data-hue": hue };
            this.element = h("details", attributes, h("summary", {}, title), grid);
            return;
        }
        this.drawn = draws[type]?.(definition, context) ?? unknown(definition);
        if (this.drawn.element.tabIndex === 0) {
            set(this.drawn.element, { "aria-label": title || type });
        }
        this.element = h(
            "figure",
            { class: "widget", "data-type": type },
            h("figcaption", { title }, title || type),
            this.drawn.element,
            this.said,
        );
        if (layout !== undefined) {
            this.element.style.setProperty("--width", String(layout.width));
            this.element.style.setProperty("--height", `${layout.height * rowPixels}px`);
        }
        this.watch = new IntersectionObserver(
            ([entry]) => {
                this.isSeen = entry?.isIntersecting === true;
                this.readIfSeen();
            },
            { rootMargin: "150px" },
        );
        this.watch.observe(this.element);
    }

    outdate(): void {
        this.isOld = true;
        this.inner.forEach((one) => {
            one.outdate();
        });
        this.readIfSeen();
    }

    stop(): void {
        this.watch?.disconnect();
        this.inner.forEach((one) => {
            one.stop();
        });
    }

    private readIfSeen(): void {
        if (this.isSeen && this.isOld && !this.isReading && this.drawn !== undefined) {
            this.isOld = false;
            this.isReading = true;
            void this.read(this.drawn);
        }
    }

    private async read({ refresh }: Drawn): Promise<void> {
        try {
            await refresh();
            set(this.said, { hidden: true });
        } catch (error) {
            write(this.said, (error as Error).message);
            set(this.said, { hidden: false });
        }
        this.isReading = false;
        this.readIfSeen();
    }
}
