import type { V1Service } from "@kubernetes/client-node";

import { selects } from "../../../twin/read/selector";
import type { NamespaceWorld } from "./namespaceWorld";

/** Which Services have the pods of which Deployment: for the tags of what they report. */
export function nameServices({ telemetry }: NamespaceWorld, services: readonly V1Service[]): void {
    let isNew = false;
    for (const [deployment, labels] of telemetry.facts.podLabels) {
        const selecting = services.flatMap(({ metadata, spec }) => {
            return selects(spec?.selector, labels) ? (metadata?.name ?? "") : [];
        });
        const names = selecting.sort();
        const known = telemetry.facts.servicesOf.get(deployment)?.join();
        isNew ||= known !== undefined && known !== names.join();
        telemetry.facts.servicesOf.set(deployment, names);
    }
    if (isNew) {
        telemetry.retag();
    }
}
