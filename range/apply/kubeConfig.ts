/** A cluster as live code and the provider read it. */
import { KubeConfig } from "@kubernetes/client-node";

import type { ClusterAccess } from "../controlPlane/options";

export function kubeConfigOf({ kubeconfigText }: ClusterAccess): KubeConfig {
    const config = new KubeConfig();
    config.loadFromString(kubeconfigText);
    return config;
}
