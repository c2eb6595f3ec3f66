import { setTimeout as sleep } from "node:timers/promises";

import type { ApiReader } from "../../live/snapshot/apiServer";
import type { Senses } from "../senses/ofCluster";
import { awaitNamespaceEnd } from "../namespaceEnd";
import type { World } from "../world";
import type { Engine, Values } from "./engine";
import { type Bystander, onceUnlocked } from "./unlock";

/** The shop without incident and fix, whatever the stack's settings say. */
const healthyValues: Values = { incident: "none", remediation: "none" };

export interface StackWorldOptions {
    readonly engine: Engine;
    readonly senses: Senses;
    readonly reader: ApiReader;
    /** The shop's. */
    readonly namespace: string;
    /** The incident's id. */
    readonly incident: string;
    /** Further settings, while a fix or the incident is in force. */
    readonly settings: Values;
    readonly bystander: Bystander;
    /** Seconds of the shop in one of the wall; more than 1 on a range that goes so fast. */
    readonly speed: number;
}

/**
 * An experiment on a stack: every step is an update of it. None is ever cut short from here, since
 * half an update is worse than a whole one.
 */
export function stackWorld(options: StackWorldOptions): World {
    const { engine, senses, reader, namespace, incident, settings, bystander, speed } = options;
    const up = (values: Values, refresh: boolean): Promise<void> =>
        onceUnlocked(engine, () => engine.up(values, { refresh }), bystander);
    return {
        ...senses,
        prepare: (remediation) => up({ ...settings, incident: "none", remediation }, false),
        inject: (remediation) => up({ ...settings, incident, remediation }, false),
        recover: async () => {
            await awaitNamespaceEnd(reader, namespace, bystander);
            await up(healthyValues, true);
        },
        sleep: async (seconds, signal) => {
            const options = signal === undefined ? {} : { signal };
            await sleep((seconds * 1000) / speed, undefined, options);
        },
    };
}
