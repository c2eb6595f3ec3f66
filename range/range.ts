/** A live world on loopback: a real control plane, simulated pods, and Datadog's API over them. */
import { setTimeout as sleep } from "node:timers/promises";

import { sweepLoad, sweepRest } from "../live/sweepIncident";
import type { Office } from "./account/http/answer";
import type { RunningAccount } from "./account/startAccount";
import type { AccountSide } from "./apply/datadog/accountSide";
import { kubeConfigOf } from "./apply/kubeConfig";
import { RangeStack, type Values } from "./apply/rangeStack";
import { renderFor } from "./apply/renderFor";
import { AuditLog } from "./audit/auditLog";
import { auditFile } from "./audit/policy";
import { breakText } from "./breakText";
import { bringUpWithHistory } from "./bringUp";
import type { WorldClock } from "./clock";
import { type RunningConsole, startConsole } from "./console/startConsole";
import { contextName } from "./contextName";
import type { ControlPlane } from "./controlPlane/options";
import { type RangeNode, startNode } from "./node/node";
import type { NodeOptions } from "./node/options";
import { startRangeAccount } from "./rangeAccount";
import { actionsOf } from "./rangeActions";
import { clusterSocketOf, type PlaneRequest, startRangePlane } from "./rangePlane";
import { type KeysAndPorts, keysAndPorts } from "./state/keysAndPorts";
import type { Place } from "./state/place";
import { announce, type RunningRange } from "./state/runningRanges";

/** Longer than the components' own grace of 4 s each. */
const stopPatienceMs = 25_000;

export interface RangeRequest extends PlaneRequest {
    readonly node: Pick<NodeOptions, "seed" | "hostSpeed" | "nodeCpus">;
    /** Settings of the healthy shop, if there is one, with the fixes in force. */
    readonly healthy: Values;
    /** Where a line of progress goes. */
    readonly report: (line: string) => void;
    /** Called when somebody asks for the end of the range by its console. */
    readonly onEnd: () => void;
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
    const { place, clock, report } = request;
    const begun = <Part extends Stoppable>(part: Part): Part => {
        parts.push(part);
        return part;
    };
    clock.onBreak = (one) => {
        report(breakText(one));
    };
    const keys = await keysAndPorts(place.directory);
    const datadog = begun(await startRangeAccount({ place, clock, keys, report }));
    const { account, store, side } = datadog;
    const plane = begun(await startRangePlane(request, keys.serverPort));
    const audit = begun(new AuditLog(auditFile(place.directory)));
    const stack = stackOn(plane, side, request);
    const node = begun(
        await startNode({
            ...request.node,
            ...{ config: kubeConfigOf(plane), api: plane.api, store, clock, report },
            plane: { ...plane, clusterSocket: clusterSocketOf(place) },
            // As on a cluster that has been there for long: nobody waits for the front-end's three
            // minutes to see it healthy.
            adopted: () => stack.isBringingUp,
        }),
    );
    const bringUp = (): Promise<void> =>
        bringUpWithHistory({ place, plane, stack, store, clock, node: request.node });
    const console = begun(
        await startConsole({
            datadog: { apiUrl: account.url, apiKey: keys.apiKey, appKey: keys.guestAppKey },
            kubeConfig: kubeConfigOf(plane),
            namespace: request.healthy.namespace,
            actions: actionsOf(stack, bringUp, request.onEnd),
            writes: audit,
            takeWorstLag: () => node.takeWorstLag(),
            ...{ clock, report },
        }),
    );
    const access = accessOf(place, plane, account, keys);
    announce(access);
    return {
        ...{ plane, account, audit, clock, node, console, stack, access, bringUp },
        accountChanges: datadog.changes,
    };
}

/** The program's stack in that cluster, with its Datadog side in that account. */
function stackOn(
    plane: ControlPlane,
    side: AccountSide,
    { healthy, report, signal }: RangeRequest,
): RangeStack {
    return new RangeStack(plane, {
        always: healthy,
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
}

function accessOf(
    { directory }: Place,
    { kubeconfigPath }: ControlPlane,
    { url: datadogUrl }: RunningAccount,
    { apiKey, appKey, guestAppKey }: KeysAndPorts,
): RunningRange {
    return {
        ...{ processId: process.pid, directory, kubeconfigPath, contextName },
        since: `${new Date().toISOString().slice(0, 19)}Z`,
        ...{ datadogUrl, apiKey, appKey, guestAppKey },
    };
}
