/** Who plays a pod that has come to the node: the shop's simulation, its load, or a script. */
import type { V1Pod } from "@kubernetes/client-node";

import { identityOf } from "./api/identity";
import { isLoad, LoadPod } from "./jobs/loadPod";
import { isScript, ScriptPod } from "./jobs/scriptPod";
import type { NodeOptions } from "./options";
import type { EventWriter, Told } from "./pods/eventWriter";
import type { Player } from "./pods/player";
import { TwinPod } from "./pods/twinPod";
import type { NamespaceWorld } from "./world/namespaceWorld";

export class Players {
    /** Loads so far: each has other users. */
    private loads = 0;

    constructor(
        private readonly options: NodeOptions,
        private readonly events: EventWriter,
    ) {}

    begin(pod: V1Pod, address: string, space: NamespaceWorld): Player {
        const { api, seed, plane } = this.options;
        const tell = (told: Omit<Told, "at">): void => {
            this.events.tell(identityOf(pod), { ...told, at: space.time });
        };
        if (isLoad(pod)) {
            return new LoadPod(pod, { space, address, tell, api, seed: seed + this.loads++ });
        }
        if (isScript(pod)) {
            return new ScriptPod(pod, { space, address, tell, api, caFile: plane.caFile });
        }
        return new TwinPod(pod, { world: space.world, address, isAdopted: this.isAdopted(pod) });
    }

    private isAdopted(pod: V1Pod): boolean {
        const { name, namespace } = identityOf(pod);
        const wasRunning = pod.status?.phase === "Running";
        return wasRunning || this.options.adopted?.(namespace, name) === true;
    }
}
