import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { names } from "../../shop/names";

type EnvVar = k8s.types.input.core.v1.EnvVar;

export interface LoadEnvironment {
    readonly namespace: pulumi.Input<string>;
    /** Folders in the container: what Locust runs, and where it leaves its results. */
    readonly scripts: string;
    readonly results: string;
    /** Label of the run. */
    readonly run: string;
    /** The incident's name; undefined when nobody may see it. */
    readonly incident?: string;
}

/** What the load scripts are told (scenarios/load/): by value, or from a Secret that may be there. */
export function loadEnvironment(args: LoadEnvironment): EnvVar[] {
    const { namespace, scripts, results, run, incident } = args;
    const values: Record<string, pulumi.Input<string>> = {
        MIX_FILE: `${scripts}/mix.json`,
        RESULTS_DIR: results,
        RESULTS_CONFIGMAP: names.results,
        REPORT_CONFIGMAP: names.report,
        POD_NAMESPACE: namespace,
        RUN_ID: run,
        ...eventTexts(incident),
        // The scripts are mounted read-only.
        PYTHONDONTWRITEBYTECODE: "1",
    };
    return [...Object.entries(values).map(([name, value]) => ({ name, value })), ...eventKeys()];
}

/** What the events at the start and the end of the load say; without a name they are neutral. */
function eventTexts(incident: string | undefined): Record<string, string> {
    return incident === undefined
        ? { EVENT_SUBJECT: "Load run" }
        : { EVENT_SUBJECT: `Incident ${incident}: load`, EVENT_TAGS: `incident:${incident}` };
}

/** From a Secret that is there only where Datadog watches the shop: without it, no event is sent. */
function eventKeys(): EnvVar[] {
    const keys = { DD_API_KEY: "api-key", DD_SITE: "site", DD_TAGS: "tags", DD_URL: "url" };
    return Object.entries(keys).map(([name, key]) => ({
        name,
        valueFrom: { secretKeyRef: { name: names.eventKeys, key, optional: true } },
    }));
}
