import { capacitySection } from "./capacitySection";
import { frontEndSection } from "./frontEndSection";
import { guideSection } from "./guideSection";
import { type PlacedWidget, placed } from "./layout";
import { logsSection } from "./logsSection";
import { nowSection } from "./nowSection";
import type { DashboardScope } from "./scope";
import { usersSection } from "./usersSection";
import { type Preset, presets, type TemplateVariable, templateVariables } from "./variables";
import type { Section } from "./widget";

/** A dashboard as Datadog's API takes it. */
export interface DashboardBody {
    readonly title: string;
    readonly description: string;
    readonly layout_type: "ordered";
    readonly reflow_type: "fixed";
    readonly widgets: readonly PlacedWidget[];
    readonly template_variables: readonly TemplateVariable[];
    readonly template_variable_presets: readonly Preset[];
    readonly notify_list: readonly string[];
    readonly tags: readonly string[];
}

/** The sections of the dashboard, from what is wrong to why. */
export function sections(scope: DashboardScope): readonly Section[] {
    return [
        nowSection,
        guideSection,
        usersSection,
        frontEndSection,
        capacitySection,
        logsSection,
    ].map((section) => section(scope));
}

/**
 * The dashboard. Every field that the API echoes is there, empty ones too, or each preview would
 * show a difference.
 */
export function dashboardBody(scope: DashboardScope): DashboardBody {
    const { incidents, blind, namespace, env, team } = scope;
    return {
        title: "Sock Shop Incident Monitoring",
        description: `The shop in the namespace ${namespace} (${env}). Made by the stack: changes by hand are overwritten.`,
        layout_type: "ordered",
        reflow_type: "fixed",
        widgets: placed(sections(scope)),
        template_variables: templateVariables,
        template_variable_presets: presets(incidents, blind),
        notify_list: [],
        tags: [`team:${team}`],
    };
}
