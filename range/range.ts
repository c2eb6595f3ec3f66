/** A live world on loopback: a real control plane, simulated pods, and Datadog's API over them. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { sweepLoad, sweepRest } from "../live/sweepIncident";
import type { Office } from "./account/http/answer";
import { modelLibrary } from "./account/http/modelLibrary";
import type { RunningAccount } from "./account/startAccount";
import { kubeConfigOf } from "./apply/kubeConfig";
import { RangeStack, type Values } from "./apply/rangeStack";
import { loadProgram, renderFor } from "./apply/renderFor";
import { AuditLog } from "./audit/auditLog";
import { auditFile } from "./audit/policy";
import { breakText } from "./breakText";
import { bringUpWithHistory } from "./bringUp";
import type { WorldClock } from "./clock";
import { type RunningConsole, startConsole } from "./console/startConsole";
import { contextName } from "./contextName";
import { autoscalerTimingAt, type ControlPlane } from "./controlPlane/options";
import type { PlanePrograms } from "./controlPlane/programs";
import { startControlPlane } from "./controlPlane/start";
import { type RangeNode, startNode } from "./node/node";
import type { NodeOptions } from "./node/options";
import { startRangeAccount } from "./rangeAccount";
import { actionsOf } from "./rangeActions";
import { keysAndPorts } from "./state/keysAndPorts";
import type { Place } from "./state/place";
import { announce, announcementOf, type RunningRange } from "./state/runningRanges";

/** Longer than the components' own grace of 4 s each. */
const stopPatienceMs = 25_000;

export interface RangeRequest {
    readonly place: Place;
    readonly programs: PlanePrograms;
    readonly clock: WorldClock;
    readonly node: Pick<NodeOptions, "seed" | "hostSpeed" | "nodeCpus">;
    /** Settings of the healthy shop, if there is one, with the fixes in force. */
    readonly healthy: Values;
    /** Where a line of progress goes. */
    readonly report: (line: string) => void;
    /** Called when a part of a range that is up ends by itself, with what is known of its death. */
    readonly onDeath: (obituary: string) => void;
    /** Called when somebody asks for the end of the range by its console. */
    readonly onEnd: () => void;
    /** Gives up starting, and whatever is waited for, when it is aborted. */
    readonly signal: AbortSignal;
}

export interface Stoppable {
    stop(): Promise<void>;
}

export interface Range extends Stoppable {
    readonly plane: ControlPlane;
    readonly account: RunningAccount;
    readonly audit: AuditLog;
    /** Called with each request to the account that may change something. */
    readonly accountChanges: Set<NonNullable<Office["changed"]>>;
    readonly clock: WorldClock;
    readonly node: RangeNode;
    readonly console: RunningConsole;
    /** Injects and recovers. */
    readonly stack: RangeStack;
    /** Brings up the healthy shop, as one that has been there for an hour. */
    readonly bringUp: () => Promise<void>;
    /** How other terminals reach it. */
    readonly access: RunningRange;
}

/** Starts all parts and waits until pods can be created; ends all of them when one fails. */
export async function startRange(request: RangeRequest): Promise<Range> {
    const parts: Stoppable[] = [];
    const stop = async (): Promise<void> => {
        for (const part of parts.splice(0).reverse()) {
            // One that waits for a client or a server that is gone must not keep the others.
            await Promise.race([part.stop(), sleep(stopPatienceMs, undefined, { ref: false })]);
        }
    };
    try {
        return { ...(await startParts(request, parts)), stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

async function startParts(request: RangeRequest, parts: Stoppable[]): Promise<Omit<Range, "stop">> {
    const { place, programs, clock, report, signal } = request;
    clock.onBreak = (one) => {
        report(breakText(one));
    };
    const keys = await keysAndPorts(place.directory);
    const datadog = await startRangeAccount({ place, clock, keys, report });
    parts.push(datadog);
    const { account, store, side } = datadog;
    const clusterSocket = join(place.directory, "cluster.sock");
    const starting = startControlPlane({
        programs,
        directory: place.directory,
        autoscaler: autoscalerTimingAt(clock.speed),
        removeAtEnd: [...place.removeAtEnd, announcementOf(process.pid)],
        contextName,
        serverPort: keys.serverPort,
        clusterSocket,
        auditDirectory: place.directory,
        onDeath: request.onDeath,
        signal,
    });
    const [plane] = await Promise.all([starting, loadMeanwhile()]);
    parts.push(plane);
    const audit = new AuditLog(auditFile(place.directory));
    parts.push(audit);
    const stack = new RangeStack(plane, {
        always: request.healthy,
        render: renderFor(side),
        onSettled: (plan) => {
            // Nobody waits for them, and they never fail the stack.
            side.runScripts(plan).catch((error: unknown) => {
                report(String(error));
            });
        },
        sweep: async (namespace) => {
            await sweepLoad(kubeConfigOf(plane), namespace);
            await sweepRest(kubeConfigOf(plane), namespace);
        },
        onEachLook: () => {
            signal.throwIfAborted();
        },
    });
    const node = await startNode({
        ...request.node,
        ...{ config: kubeConfigOf(plane), api: plane.api, store, clock, report },
        plane: { ...plane, clusterSocket },
        // As on a cluster that has been there for long: nobody waits for the front-end's three
        // minutes to see it healthy.
        adopted: () => stack.isBringingUp,
    });
    parts.push(node);
    const bringUp = (): Promise<void> =>
        bringUpWithHistory({ place, plane, stack, store, clock, node: request.node });
    const console = await startConsole({
        datadog: { apiUrl: account.url, apiKey: keys.apiKey, appKey: keys.guestAppKey },
        kubeConfig: kubeConfigOf(plane),
        namespace: request.healthy.namespace,
        actions: actionsOf(stack, bringUp, request.onEnd),
        writes: audit,
        takeWorstLag: () => node.takeWorstLag(),
        ...{ clock, report },
    });
    parts.push(console);
    const access: RunningRange = {
        processId: process.pid,
        directory: place.directory,
        kubeconfigPath: plane.kubeconfigPath,
        contextName,
        since: `${new Date().toISOString().slice(0, 19)}Z`,
        datadogUrl: account.url,
        apiKey: keys.apiKey,
        appKey: keys.appKey,
        guestAppKey: keys.guestAppKey,
    };
    announce(access);
    return {
        ...{ plane, account, audit, clock, node, console, stack, access, bringUp },
        accountChanges: datadog.changes,
    };
}

/** Seconds of CPU that would come later, when the world stands still for them. */
async function loadMeanwhile(): Promise<void> {
    await loadProgram();
    modelLibrary();
}
