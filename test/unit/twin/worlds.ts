import { createHash } from "node:crypto";

import {
    kubernetesObjects,
    type PlannedContainer,
    type PlannedObject,
    withContainers,
} from "../../../plan/plan";
import type { TwinInput, TwinResult } from "../../../twin/input";
import type { Observer } from "../../../twin/observer";
import { simulate } from "../../../twin/simulate";
import { planOf } from "../../support/planOf";

/** The Kubernetes objects of the real program under these settings. */
export async function objectsOf(
    settings: Readonly<Record<string, string>>,
): Promise<readonly PlannedObject[]> {
    return kubernetesObjects(await planOf(settings));
}

export class Recorder implements Observer {
    readonly ended: Parameters<Observer["requestEnded"]>[0][] = [];
    readonly served: Parameters<Observer["requestServed"]>[0][] = [];
    readonly samples: Parameters<Observer["sampled"]>[0][] = [];
    readonly events: Parameters<Observer["event"]>[0][] = [];
    readonly logs: Parameters<Observer["log"]>[0][] = [];

    requestEnded(...[request]: Parameters<Observer["requestEnded"]>): void {
        this.ended.push(request);
    }

    requestServed(...[request]: Parameters<Observer["requestServed"]>): void {
        this.served.push(request);
    }

    sampled(...[sample]: Parameters<Observer["sampled"]>): void {
        this.samples.push(sample);
    }

    event(...[event]: Parameters<Observer["event"]>): void {
        this.events.push(event);
    }

    log(...[line]: Parameters<Observer["log"]>): void {
        this.logs.push(line);
    }
}

/** Plays an incident after half a minute of health. */
export function played(
    incident: readonly PlannedObject[],
    options: Partial<TwinInput> = {},
): { readonly seen: Recorder; readonly result: TwinResult } {
    const seen = new Recorder();
    const healthy = incident.filter(({ kind }) => kind !== "Job");
    const input: TwinInput = {
        namespace: "sock-shop",
        phases: [
            { atSeconds: -30, objects: healthy },
            { atSeconds: 0, objects: incident },
        ],
        beforeSeconds: 30,
        afterSeconds: 5,
        seed: 1,
        hostSpeed: "lab",
        epoch: 0,
        ...options,
    };
    return { seen, result: simulate(input, seen) };
}

/** One number for the whole sequence of calls. */
export function hashOf(seen: Recorder): string {
    const { ended, served, samples, events, logs } = seen;
    return createHash("sha256")
        .update(JSON.stringify([ended, served, samples, events, logs]))
        .digest("hex");
}

/** The objects with the first container of a Deployment changed. */
export function withContainer(
    objects: readonly PlannedObject[],
    deployment: string,
    change: (container: PlannedContainer) => Readonly<Record<string, unknown>>,
): readonly PlannedObject[] {
    return objects.map((object) =>
        object.kind === "Deployment" && object.metadata.name === deployment
            ? withContainers(object, (container, index) =>
                  // What a test breaks may be the name itself.
                  index === 0 ? (change(container) as PlannedContainer) : container,
              )
            : object,
    );
}

/** The objects with a Deployment scaled. */
export function withReplicas(
    objects: readonly PlannedObject[],
    deployment: string,
    replicas: number,
): readonly PlannedObject[] {
    return objects.map((object) =>
        object.kind === "Deployment" && object.metadata.name === deployment
            ? { ...object, spec: { ...(object.spec as object), replicas } }
            : object,
    );
}
