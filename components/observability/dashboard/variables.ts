import type { KnownIncident } from "../catalogue/incident";

/*
 * A container and its Deployment have the same name in this shop, but metrics of containers and
 * those of Deployments carry different tags: hence two variables, which presets set together.
 */

/** A template variable as the API takes it. */
export interface TemplateVariable {
    readonly name: string;
    readonly prefix: string;
    readonly available_values: readonly string[];
    readonly defaults: readonly string[];
}

export const templateVariables: readonly TemplateVariable[] = [
    { name: "container", prefix: "kube_container_name", available_values: [], defaults: ["*"] },
    { name: "deployment", prefix: "kube_deployment", available_values: [], defaults: ["*"] },
];

/** A choice of values for the template variables, as the API takes it. */
export interface Preset {
    readonly name: string;
    readonly template_variables: readonly {
        readonly name: string;
        readonly values: readonly string[];
    }[];
}

/** One preset for each incident; blind, one for each set of services, named after them. */
export function presets(incidents: readonly KnownIncident[], blind: boolean): readonly Preset[] {
    const all = incidents.map(({ title, observation: { focus } }) => ({
        name: blind ? focus.join(" and ") : title,
        template_variables: templateVariables.map(({ name }) => ({ name, values: focus })),
    }));
    return all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index);
}
