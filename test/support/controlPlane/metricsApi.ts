/** Makes the API server serve metrics.k8s.io from a stand-in. */
import type { ApiClient } from "../../../range/controlPlane/apiClient";
import { ApiError } from "../../../range/controlPlane/apiTransport";
import { registration } from "../../../range/node/metrics/metricsServer";
import { MetricsStandIn } from "./metricsStandIn";
import type { ControlPlane } from "../../../range/controlPlane/options";
import { waitFor } from "../../../range/controlPlane/wait";

const patienceSeconds = 60;

/** A registered stand-in. */
export interface MetricsApi {
    readonly standIn: MetricsStandIn;
    /** Takes the API away again and ends the stand-in: the cluster is as blind as kind is at first. */
    unregister(): Promise<void>;
}

/** Starts a stand-in, registers it and waits until the API server serves its figures. */
export async function registerMetricsApi(plane: ControlPlane): Promise<MetricsApi> {
    const standIn = await MetricsStandIn.start(plane);
    const objects = registration(standIn.port);
    for (const object of objects) {
        await plane.api.apply(object, { force: true });
    }
    await waitFor("metrics.k8s.io to be available", patienceSeconds, async () => {
        await plane.api.get("/apis/metrics.k8s.io/v1beta1/nodes");
        return (await isAvailable(plane.api)) || undefined;
    });
    return {
        standIn,
        unregister: async () => {
            for (const object of objects.toReversed()) {
                await plane.api.remove(object);
            }
            await waitFor("metrics.k8s.io to be gone", patienceSeconds, () => isGone(plane.api));
            await standIn.stop();
        },
    };
}

async function isAvailable(api: ApiClient): Promise<boolean> {
    const path = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io";
    const { status } = (await api.get(path)) as {
        status?: { conditions?: { type: string; status: string }[] };
    };
    return (status?.conditions ?? []).some(
        (condition) => condition.type === "Available" && condition.status === "True",
    );
}

async function isGone(api: ApiClient): Promise<true | undefined> {
    try {
        await api.get("/apis/metrics.k8s.io/v1beta1");
        return undefined;
    } catch (error) {
        return error instanceof ApiError && error.status === 404 ? true : undefined;
    }
}
