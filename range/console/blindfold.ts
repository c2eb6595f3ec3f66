/** What a trainee's view must not tell: which incident it is, and who injected it. */
import { scenarios } from "../../scenarios/registry";
import type { Deed, MonitorView } from "./messages";
import { isInjector } from "./timeline/managers";

/** Monitors that name an incident are called so; the ids are values of tags. */
const titles = Object.values(scenarios).flatMap(({ title, diagnosis }) => [title, diagnosis.title]);

const incidentTag = "incident:";
/** Saved views of logs and the widgets that show them, with their neutral names. */
const viewNames = Object.values(scenarios).flatMap(({ observation: { logView } }) =>
    logView === undefined ? [] : [[logView.name, logView.neutralName] as const],
);

/** Ways by which a message or a label leads to the incident's own page. */
const leads = new RegExp(`docs/runbooks/(${Object.keys(scenarios).join("|")})\\b[^\\s)]*`, "g");

/** Presets of a dashboard are called after the incidents. */
const hiddenFields: ReadonlySet<string> = new Set(["template_variable_presets"]);

function namesIncident(text: string): boolean {
    return titles.some((title) => text.includes(title));
}

export function blindMonitors(monitors: readonly MonitorView[]): readonly MonitorView[] {
    return monitors
        .filter(({ name }) => !namesIncident(name))
        .map((monitor) => withoutNames(monitor) as MonitorView);
}

/** Undefined: the trainee does not hear of it. */
export function blindDeed(deed: Deed): Deed | undefined {
    const text = [deed.what, ...deed.details].join("\n");
    return isInjector(deed.who) || namesIncident(text) ? undefined : deed;
}

/**
 * A JSON value without what names an incident: tags, presets, and whatever in a list has it in its
 * title, like a monitor or an event.
 */
export function withoutNames(value: unknown): unknown {
    if (typeof value === "string") {
        return viewNames.reduce(
            (text, [name, neutral]) => text.replaceAll(name, neutral),
            value.replace(leads, "docs/runbooks"),
        );
    }
    if (Array.isArray(value)) {
        return value.filter((one) => !isNamed(one)).map(withoutNames);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value)
            .filter(([field]) => !hiddenFields.has(field) && !field.startsWith(incidentTag))
            .map(([field, inner]) => [field, withoutNames(inner)]),
    );
}

function isNamed(item: unknown): boolean {
    if (typeof item === "string") {
        return item.startsWith(incidentTag);
    }
    const heads = headsOf(item, 3);
    return heads.some(namesIncident);
}

/** Names and titles of an object, also those a few levels further in. */
function headsOf(item: unknown, levels: number): readonly string[] {
    if (typeof item !== "object" || item === null || Array.isArray(item) || levels === 0) {
        return [];
    }
    return Object.entries(item).flatMap(([field, value]) =>
        typeof value === "string"
            ? ["name", "title", "message"].includes(field)
                ? [value]
                : []
            : headsOf(value, levels - 1),
    );
}
