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

const ids = Object.keys(scenarios).join("|");
/** As the load's own events begin, and names of what an incident brings along. */
const inTexts: readonly (readonly [form: RegExp, instead: string])[] = [
    [new RegExp(`\\bIncident (${ids}): `, "g"), ""],
    [new RegExp(`\\b(load|expiry)-(${ids})\\b`, "g"), "$1"],
    [new RegExp(`(docs/runbooks)/(${ids})\\b[^\\s)]*`, "g"), "$1"],
];

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
    return isInjector(deed.who) || namesIncident(text) ? undefined : (withoutNames(deed) as Deed);
}

/**
 * A JSON value without what names an incident: tags, presets, and whatever in a list has it in its
 * title, like a monitor or an event.
 */
export function withoutNames(value: unknown): unknown {
    if (typeof value === "string") {
        const text = viewNames.reduce((so, [name, neutral]) => so.replaceAll(name, neutral), value);
        return inTexts.reduce((so, [form, instead]) => so.replace(form, instead), text);
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
