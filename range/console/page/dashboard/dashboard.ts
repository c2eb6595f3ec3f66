/** The account's dashboards, drawn from their JSON as it stands there. */
import type { DashboardChoice, Pulse } from "../../messages";
import { ask } from "../api";
import { bodyOf, h, set, write } from "../dom";
import { live } from "../live";
import { timeSpan } from "../timeSpan";
import { Context } from "./context";
import type { DashboardDefinition, TemplateVariable } from "./definition";
import { defaultsOf } from "./variables";
import { WidgetFrame, type Frame } from "./widget";

export function startDashboard(): void {
    const body = bodyOf("dashboard");
    const choice = h("select", { "aria-label": "Dashboard" });
    const variables = h("span", { class: "variables" });
    const said = h("p", { class: "note", role: "status" }, "The account has no dashboard yet.");
    const area = h("div", { class: "grid" });
    const head = h("div", { class: "head" }, choice, variables);
    body.append(head, said, area);

    let chosen: string | undefined;
    let drawn: Pick<DashboardChoice, "id" | "modifiedAt"> | undefined;
    let frames: readonly Frame[] = [];
    let metricsUntil: number | undefined;

    const refreshAll = (): void => {
        frames.forEach((frame) => {
            frame.outdate();
        });
    };

    async function draw({ id, modifiedAt }: DashboardChoice): Promise<void> {
        if (drawn?.id === id && drawn.modifiedAt >= modifiedAt) {
            return;
        }
        drawn = { id, modifiedAt };
        try {
            const found = (await ask("GET", `/api/v1/dashboard/${id}`)) as DashboardDefinition;
            // It may be newer than the list says that it is: then the list only catches up.
            drawn = { id, modifiedAt: found.modified_at ?? modifiedAt };
            show(found);
            write(said, "");
        } catch (error) {
            drawn = undefined;
            write(said, (error as Error).message);
        }
    }

    function show({ widgets, template_variables: known }: DashboardDefinition): void {
        const all = known ?? [];
        const values = defaultsOf(all);
        const render = (): void => {
            frames.forEach((frame) => {
                frame.stop();
            });
            const context = new Context(all, values);
            frames = widgets.map((widget) => new WidgetFrame(widget, context));
            area.replaceChildren(...frames.map(({ element }) => element));
        };
        variables.replaceChildren(
            ...all.map((variable) =>
                variableField(variable, values.get(variable.name) ?? "*", (value) => {
                    values.set(variable.name, value === "" ? "*" : value);
                    render();
                }),
            ),
        );
        render();
    }

    function choose(dashboards: Pulse["dashboards"]): void {
        const isKnown = dashboards.some(({ id }) => id === chosen);
        chosen = isKnown ? chosen : dashboards[0]?.id;
        if (choice.options.length !== dashboards.length || !isKnown) {
            choice.replaceChildren(
                ...dashboards.map(({ id, title }) =>
                    h("option", { value: id, selected: id === chosen }, title),
                ),
            );
        }
        set(choice, { hidden: dashboards.length === 0 });
        const wanted = dashboards.find(({ id }) => id === chosen);
        if (wanted === undefined) {
            area.replaceChildren();
            drawn = undefined;
            write(said, "The account has no dashboard yet.");
        } else {
            void draw(wanted);
        }
    }

    let latest: Pulse["dashboards"] = [];
    choice.addEventListener("change", () => {
        chosen = choice.value;
        choose(latest);
    });
    live.on("pulse", ({ dashboards, metricsUntil: until }) => {
        latest = dashboards;
        choose(dashboards);
        if (until !== metricsUntil) {
            metricsUntil = until;
            if (timeSpan.shown.isLive) {
                refreshAll();
            }
        }
    });
    timeSpan.onChange(refreshAll);
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
