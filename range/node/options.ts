/** What the node is given. */
import type { KubeConfig } from "@kubernetes/client-node";

import type { HostSpeed } from "../../twin/physics/hostSpeed";
import type { PlayedClock } from "../clock";
import type { ApiClient } from "../controlPlane/apiClient";
import type { ControlPlane } from "../controlPlane/options";
import type { Chunk } from "../store/store";

export interface PlaneAccess extends Pick<ControlPlane, "caFile" | "shows" | "servingCertificate"> {
    /** Where the API server asks for whatever is in the cluster; undefined: it does not. */
    readonly clusterSocket?: string;
}

export interface NodeOptions {
    /** Administrator's rights; for watches … */
    readonly config: KubeConfig;
    /** … and for everything else. */
    readonly api: ApiClient;
    /** How the API server and the node know each other. */
    readonly plane: PlaneAccess;
    readonly store: { add(chunk: Chunk): void };
    readonly clock: PlayedClock;
    readonly seed: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    /** Whether a new pod has been running for long, and is warm and Ready. Default: none has. */
    readonly adopted?: (namespace: string, pod: string) => boolean;
    /** Where a line goes that somebody should read. */
    readonly report: (line: string) => void;
}
