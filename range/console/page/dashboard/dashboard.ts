/** The account's dashboards, drawn from their JSON as it stands there. */
import type { DashboardChoice, Pulse } from "../../messages";
import { ask } from "../api";
import { bodyOf, h, set, write } from "../dom";
import { live } from "../live";
import { timeSpan } from "../timeSpan";
import { Context } from "./context";
import type { DashboardDefinition, TemplateVariable, Widget } from "./definition";
import { defaultsOf } from "./variables";
import { WidgetFrame, type Frame } from "./widget";

const nothing = "The account has no dashboard yet.";

class Dashboard {
    private readonly choice = h("select", { "aria-label": "Dashboard" });
    private readonly variables = h("span", { class: "variables" });
    private readonly said = h("p", { class: "note", role: "status" }, nothing);
    private readonly area = h("div", { class: "grid" });
    private known: Pulse["dashboards"] = [];
    private chosen: string | undefined;
    private drawn: Pick<DashboardChoice, "id" | "modifiedAt"> | undefined;
    private frames: readonly Frame[] = [];

    constructor() {
        const head = h("div", { class: "head" }, this.choice, this.variables);
        bodyOf("dashboard").append(head, this.said, this.area);
        this.choice.addEventListener("change", () => {
            this.chosen = this.choice.value;
            this.choose();
        });
    }

    /** These are there now. */
    offer(dashboards: Pulse["dashboards"]): void {
        this.known = dashboards;
        this.choose();
    }

    outdate(): void {
        this.frames.forEach((frame) => {
            frame.outdate();
        });
    }

    private choose(): void {
        const { choice, known } = this;
        const isKnown = known.some(({ id }) => id === this.chosen);
        this.chosen = isKnown ? this.chosen : known[0]?.id;
        if (choice.options.length !== known.length || !isKnown) {
            choice.replaceChildren(
                ...known.map(({ id, title }) =>
                    h("option", { value: id, selected: id === this.chosen }, title),
                ),
            );
        }
        set(choice, { hidden: known.length === 0 });
        const wanted = known.find(({ id }) => id === this.chosen);
        if (wanted === undefined) {
            this.area.replaceChildren();
            this.drawn = undefined;
            write(this.said, nothing);
        } else {
            void this.draw(wanted);
        }
    }

    private async draw({ id, modifiedAt }: DashboardChoice): Promise<void> {
        if (this.drawn?.id === id && this.drawn.modifiedAt >= modifiedAt) {
            return;
        }
        this.drawn = { id, modifiedAt };
        try {
            const found = (await ask("GET", `/api/v1/dashboard/${id}`)) as DashboardDefinition;
            // It may be newer than the list says that it is: then the list only catches up.
            this.drawn = { id, modifiedAt: found.modified_at ?? modifiedAt };
            this.show(found);
            write(this.said, "");
        } catch (error) {
            this.drawn = undefined;
            write(this.said, (error as Error).message);
        }
    }

    private show(definition: DashboardDefinition): void {
        const all = definition.template_variables ?? [];
        const values = defaultsOf(all);
        const render = (): void => {
            this.render(definition.widgets, new Context(all, values));
        };
        this.variables.replaceChildren(
            ...all.map((variable) =>
                variableField(variable, values.get(variable.name) ?? "*", (value) => {
                    values.set(variable.name, value === "" ? "*" : value);
                    render();
                }),
            ),
        );
        render();
    }

    private render(widgets: readonly Widget[], context: Context): void {
        this.frames.forEach((frame) => {
            frame.stop();
        });
        const frames = widgets.map((widget) => new WidgetFrame(widget, context));
        this.frames = frames;
        this.area.replaceChildren(...frames.map(({ element }) => element));
    }
}

/** Draws the one that is chosen, again whenever there are new points of metrics. */
export function startDashboard(): void {
    const dashboard = new Dashboard();
    let metricsUntil: number | undefined;
    live.on("pulse", ({ dashboards, metricsUntil: until }) => {
        dashboard.offer(dashboards);
        if (until !== metricsUntil) {
            metricsUntil = until;
            if (timeSpan.shown.isLive) {
                dashboard.outdate();
            }
        }
    });
    timeSpan.onChange(() => {
        dashboard.outdate();
    });
}

function variableField(
    { name, prefix }: TemplateVariable,
    value: string,
    changed: (value: string) => void,
): HTMLElement {
    const input = h("input", { value, size: 14, spellcheck: "false", title: prefix ?? name });
    input.addEventListener("change", () => {
        changed(input.value.trim());
    });
    return h("label", {}, `$${name} `, input);
}
