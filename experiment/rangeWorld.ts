import { setTimeout as sleep } from "node:timers/promises";

import { apiReader } from "../live/snapshot/apiServer";
import type { Place } from "../live/snapshot/place";
import { kubeConfigOf } from "../range/apply/kubeConfig";
import type { Values } from "../range/apply/rangeStack";
import type { Range } from "../range/range";
import { withoutIncident } from "../scenarios/remediation";
import { sensesOf } from "./senses/ofCluster";
import { awaitNamespaceEnd } from "./namespaceEnd";
import type { World } from "./world";

/**
 * An experiment on a range of this process: what Pulumi would apply is applied directly, from the
 * same plans.
 * @param incident its id and load, as settings
 * @param gone why nobody will ever answer again
 */
export function rangeWorld(
    { plane, stack, access, clock }: Range,
    place: Place,
    incident: Values & { readonly incident: string },
    report: (line: string) => void,
    gone: World["gone"],
): World {
    const account = { apiUrl: access.datadogUrl, apiKey: access.apiKey, appKey: access.appKey };
    const times = {
        now: () => clock.nowSeconds(),
        dated: (seconds: number) => clock.toWorld(seconds),
        undated: (seconds: number) => clock.toWall(seconds),
    };
    const config = kubeConfigOf(plane);
    const reader = apiReader(config);
    const wait = (seconds: number): Promise<void> => sleep(seconds * 1000);
    return {
        ...sensesOf({ config, reader }, place, account, times),
        gone,
        prepare: (remediation) => stack.prepare({ remediation: withoutIncident(remediation) }),
        inject: (remediation) => stack.inject({ ...incident, remediation }),
        recover: async () => {
            await awaitNamespaceEnd(reader, place.namespace, { report, wait });
            await stack.recover();
        },
        sleep: async (seconds, signal) => {
            const options = signal === undefined ? {} : { signal };
            await sleep((seconds * 1000) / clock.speed, undefined, options);
        },
    };
}
