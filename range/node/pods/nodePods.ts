/** The pods of the node: begun, shown, ended and forgotten as the API server wants them. */
import type { V1Pod } from "@kubernetes/client-node";

import { messageOf } from "../../../tools/messageOf";
import type { ApiClient } from "../../controlPlane/apiClient";
import { ApiError } from "../../controlPlane/apiTransport";
import { identityOf } from "../api/identity";
import { Addresses } from "./addresses";
import { textOf } from "./containerView";
import type { Player } from "./player";
import { StatusWriter } from "./statusWriter";

/** Plays a pod that has come to the node, at that address. */
export type Begin = (pod: V1Pod, address: string) => Player;

interface Entry {
    pod: V1Pod;
    readonly player: Player;
    readonly writer: StatusWriter;
    readonly address: string;
    isEnding: boolean;
    isRemoving: boolean;
}

export interface NodePodsOptions {
    readonly api: ApiClient;
    readonly now: () => number;
    readonly begin: Begin;
    /** The pod has gone, or is somebody else's. */
    readonly forgotten: (pod: V1Pod) => void;
    readonly report: (line: string) => void;
}

export class NodePods {
    private readonly entries = new Map<string, Entry>();
    private readonly addresses = new Addresses();

    constructor(private readonly options: NodePodsOptions) {}

    /** A pod that is bound to this node is there, or has changed. */
    changed(pod: V1Pod): void {
        const uid = pod.metadata?.uid ?? "";
        const known = this.entries.get(uid);
        const isOver = ["Succeeded", "Failed"].includes(pod.status?.phase ?? "");
        if (known === undefined && pod.metadata?.deletionTimestamp !== undefined) {
            this.remove(pod, () => undefined);
        } else if (known !== undefined) {
            known.pod = pod;
            this.endIfWanted(known);
        } else if (!isOver) {
            this.begin(pod, uid);
        }
    }

    /** The API server has it no more: nobody waits for its end. */
    deleted(pod: V1Pod): void {
        const uid = pod.metadata?.uid ?? "";
        const entry = this.entries.get(uid);
        if (entry === undefined) {
            return;
        }
        this.entries.delete(uid);
        this.addresses.release(entry.address);
        entry.player.forget();
        this.options.forgotten(pod);
    }

    /** Writes what has changed, and lets go of who has ended. */
    show(): void {
        for (const entry of this.entries.values()) {
            const { pod, player, writer } = entry;
            const view = player.view();
            writer.show(pod, view);
            if (
                entry.isEnding &&
                player.isGone &&
                !entry.isRemoving &&
                writer.hasShown(textOf(view))
            ) {
                entry.isRemoving = true;
                this.remove(pod, () => {
                    entry.isRemoving = false;
                });
            }
        }
    }

    playerOf(namespace: string, name: string): Player | undefined {
        return this.entryOf(namespace, name)?.player;
    }

    podOf(namespace: string, name: string): V1Pod | undefined {
        return this.entryOf(namespace, name)?.pod;
    }

    /** The pod that has that address, or had it last. */
    at(address: string): V1Pod | undefined {
        return [...this.entries.values()].findLast((entry) => entry.address === address)?.pod;
    }

    list(): readonly { readonly pod: V1Pod; readonly player: Player }[] {
        return [...this.entries.values()];
    }

    stop(): void {
        for (const { player } of this.entries.values()) {
            player.forget();
        }
        this.entries.clear();
    }

    private entryOf(namespace: string, name: string): Entry | undefined {
        return [...this.entries.values()].findLast(
            ({ pod }) => pod.metadata?.name === name && pod.metadata.namespace === namespace,
        );
    }

    private begin(pod: V1Pod, uid: string): void {
        const { api, now, report } = this.options;
        const address = this.addresses.take(pod.status?.podIP);
        const player = this.played(pod, address);
        if (player === undefined) {
            this.addresses.release(address);
            return;
        }
        const writer = new StatusWriter(api, now, report);
        writer.remember(pod);
        const entry = { pod, player, writer, address, isEnding: false, isRemoving: false };
        this.entries.set(uid, entry);
        this.endIfWanted(entry);
    }

    /** Undefined: nobody can play that one, which is no reason for the others to end. */
    private played(pod: V1Pod, address: string): Player | undefined {
        try {
            return this.options.begin(pod, address);
        } catch (error) {
            const { name } = identityOf(pod);
            this.options.report(`pod ${name} cannot be played: ${messageOf(error)}`);
            return undefined;
        }
    }

    private endIfWanted(entry: Entry): void {
        const { metadata } = entry.pod;
        if (metadata?.deletionTimestamp !== undefined && !entry.isEnding) {
            entry.isEnding = true;
            entry.player.end(metadata.deletionGracePeriodSeconds ?? 0);
        }
    }

    /** The kubelet's last word on a pod: now it may go. */
    private remove(pod: V1Pod, failed: () => void): void {
        const { name, namespace, uid } = identityOf(pod);
        const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
        const options = { gracePeriodSeconds: 0, preconditions: { uid } };
        const body = { apiVersion: "v1", kind: "DeleteOptions", ...options };
        this.options.api.request("DELETE", path, body).catch((error: unknown) => {
            if (!(error instanceof ApiError && [404, 409].includes(error.status))) {
                this.options.report(`end of ${name}: ${String(error)}`);
            }
            failed();
        });
    }
}
