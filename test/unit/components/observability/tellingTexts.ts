import type { KnownIncident } from "../../../../components/observability/catalogue/incident";

/**
 * Texts that tell an incident: nothing that an agent can read during a blind drill may contain one.
 * Its id alone is not among them, because some ids are words of the shop's own: payment is a
 * service, and a crash loop a state.
 */
export function tellingTexts(incident: KnownIncident): readonly string[] {
    const { id, title, diagnosis, observation } = incident;
    const forms = [
        `incident-${id}`,
        `incident:${id}`,
        `incident=${id}`,
        `incident ${id}`,
        `${id}.md`,
    ];
    const view = observation.logView === undefined ? [] : [observation.logView.name];
    return [title, diagnosis.title, ...view, ...forms].map((text) => text.toLowerCase());
}
