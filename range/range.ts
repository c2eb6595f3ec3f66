/** A live world on loopback: a real control plane, simulated pods, and Datadog's API over them. */
import { startAccount, type RunningAccount } from "./account/startAccount";
import type { RangeClock } from "./clock";
import type { ControlPlane } from "./controlPlane/options";
import type { PlanePrograms } from "./controlPlane/programs";
import { startControlPlane } from "./controlPlane/start";
import { keysAndPorts, type KeysAndPorts } from "./state/keysAndPorts";
import type { Place } from "./state/place";
import { announce, announcementOf } from "./state/runningRanges";
import { TelemetryStore } from "./store/store";

/** The guard rails know it: whatever it names is a range, and may be broken. */
export const contextName = "sock-shop-range";

export interface RangeRequest {
    readonly place: Place;
    readonly programs: PlanePrograms;
    readonly clock: RangeClock;
    /** Where a line of progress goes. */
    readonly report: (line: string) => void;
    /** Called when a part of a range that is up ends by itself, with what is known of its death. */
    readonly onDeath: (obituary: string) => void;
    /** Gives up starting when it is aborted. */
    readonly signal: AbortSignal;
}

export interface Stoppable {
    stop(): Promise<void>;
}

export interface Range extends Stoppable {
    readonly plane: ControlPlane;
    readonly account: RunningAccount;
    readonly keys: KeysAndPorts;
}

/** Starts all parts and waits until pods can be created; ends all of them when one fails. */
export async function startRange(request: RangeRequest): Promise<Range> {
    const { place, programs, clock, report } = request;
    const keys = await keysAndPorts(place.directory);
    const store = new TelemetryStore();
    const parts: Stoppable[] = [];
    const stop = async (): Promise<void> => {
        for (const part of parts.splice(0).reverse()) {
            await part.stop();
        }
    };
    try {
        const account = await startAccount({ store, clock, keys, port: keys.datadogPort, report });
        parts.push(account);
        const plane = await startControlPlane({
            programs,
            directory: place.directory,
            isKept: place.isKept,
            removeAtEnd: [...place.removeAtEnd, announcementOf(process.pid)],
            contextName,
            serverPort: keys.serverPort,
            onDeath: request.onDeath,
            signal: request.signal,
        });
        parts.push(plane);
        announce({
            processId: process.pid,
            directory: place.directory,
            kubeconfigPath: plane.kubeconfigPath,
            contextName,
            datadogUrl: account.url,
            apiKey: keys.apiKey,
            appKey: keys.appKey,
            guestAppKey: keys.guestAppKey,
        });
        return { plane, account, keys, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}
