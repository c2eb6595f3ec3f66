/** Where the front-end's page of metrics is. */
import { type JsonObject, listAt, numberAt, textAt } from "../../../live/snapshot/json";

export const container = "front-end";

export interface Target {
    readonly id: string;
    readonly pod: string;
    readonly port: number;
    readonly replicaSet: string;
    readonly deployment: string;
}

/** The front-end's container in a pod, where it runs. */
export function targetOf(pod: JsonObject): readonly Target[] {
    const status = listAt(pod, "status", "containerStatuses").find(
        (one) => textAt(one, "name") === container,
    );
    const spec = listAt(pod, "spec", "containers").find((one) => textAt(one, "name") === container);
    const [owner] = listAt(pod, "metadata", "ownerReferences");
    const [port] = listAt(spec, "ports");
    const id = textAt(status, "containerID");
    const isRunning = textAt(status, "state", "running", "startedAt") !== undefined;
    const replicaSet = textAt(owner, "name");
    if (!isRunning || id === undefined || port === undefined || replicaSet === undefined) {
        return [];
    }
    return [
        {
            ...{ id, replicaSet, deployment: replicaSet.replace(/-[a-z0-9]+$/, "") },
            pod: textAt(pod, "metadata", "name") ?? "",
            port: numberAt(port, ["containerPort"]),
        },
    ];
}
