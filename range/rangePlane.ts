/** The control plane of a range. */
import { join } from "node:path";

import { modelLibrary } from "./account/http/modelLibrary";
import { loadProgram } from "./apply/renderFor";
import type { WorldClock } from "./clock";
import { contextName } from "./contextName";
import { autoscalerTimingAt, type ControlPlane } from "./controlPlane/options";
import type { PlanePrograms } from "./controlPlane/programs";
import { startControlPlane } from "./controlPlane/start";
import type { Place } from "./state/place";
import { announcementOf } from "./state/runningRanges";

export interface PlaneRequest {
    readonly place: Place;
    readonly programs: PlanePrograms;
    readonly clock: WorldClock;
    /** Called when a part of a range that is up ends by itself, with what is known of its death. */
    readonly onDeath: (obituary: string) => void;
    /** Gives up starting, and whatever is waited for, when it is aborted. */
    readonly signal: AbortSignal;
}

/** @param serverPort where the API server is to be found */
export async function startRangePlane(
    { place, programs, clock, onDeath, signal }: PlaneRequest,
    serverPort: number,
): Promise<ControlPlane> {
    const starting = startControlPlane({
        programs,
        directory: place.directory,
        autoscaler: autoscalerTimingAt(clock.speed),
        removeAtEnd: [...place.removeAtEnd, announcementOf(process.pid)],
        contextName,
        serverPort,
        clusterSocket: clusterSocketOf(place),
        auditDirectory: place.directory,
        onDeath,
        signal,
    });
    const [plane] = await Promise.all([starting, loadMeanwhile()]);
    return plane;
}

/** Where the API server asks for whatever is in the cluster. */
export function clusterSocketOf({ directory }: Place): string {
    return join(directory, "cluster.sock");
}

/** Seconds of CPU that would come later, when the world stands still for them. */
async function loadMeanwhile(): Promise<void> {
    await loadProgram();
    modelLibrary();
}
