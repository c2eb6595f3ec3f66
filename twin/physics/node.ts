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
    return Math.max(leastShares, Math.floor(sharesPerCore * requestCores));
}

/**
 * CPU of everything beside the shop's pods and the load, in cores. Measured on a real node of Kubernetes
 * 1.35 under 190 requests a second: API server 0.045, kubelet 0.022, CoreDNS 0.02, container runtime
 * with its shims 0.028, etcd 0.014, controllers 0.011, interrupts of the network 0.025. Of these only
 * names and network grow with the load, by 0.2 ms a request; without any it is 0.12. It is
 * not in the pods' cgroup: only its own shares at the root could keep it from what it wants.
 */
export const systemCores = 0.165;
export const systemShares = 1024;
