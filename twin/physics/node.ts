/*
 * The node that everything runs on. Cores and shares.
 */

/** What the README asks for: Docker with 4 CPUs and 8 GB. */
export const defaultNodeCpus = 4;

/** How long the scheduler lets a pod wait at first before it looks at it again, in seconds. */
export const schedulingBackOffSeconds = 1;

/** cpu.shares of a container: so many for each core that it requests, and never fewer than two. */
export const sharesPerCore = 1024;
export const leastShares = 2;

/** The kubelet's MilliCPUToShares. */
export function sharesOf(requestCores: number): number {
    return Math.max(leastShares, Math.round(sharesPerCore * requestCores));
}

/**
 * CPU of everything beside the shop's pods and the load, in cores of the lab machine. Measured on an
 * idle node of Kubernetes 1.35 with a few pods: API server 0.055, etcd 0.018, kubelet 0.018,
 * controllers 0.012, container runtime with its shims 0.013. That it does not grow with the load
 * is assumed. It is not in the pods' cgroup: only its own shares at the root could keep it from
 * what it wants.
 */
export const systemCores = 0.12;
export const systemShares = 1024;
