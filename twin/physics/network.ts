/*
 * How Linux makes connections, and how it fails to. Seconds.
 */

/**
 * What a request's time has in it beyond the shop: the way there and back, and the generator's own
 * work. Lab: a connection that is refused at once shows as 1 ms in Locust.
 */
export const clientSeconds = 0.8e-3;

/** Length of the accept queue: Node's default backlog of listen(). */
export const acceptQueueLength = 511;

/** When the SYN is sent again, after the first: net.ipv4.tcp_syn_retries = 6, doubling from 1 s. */
export const synRetrySeconds: readonly number[] = [1, 3, 7, 15, 31, 63];

/** When connect() gives up. Lab and published log: ETIMEDOUT after 134 to 135.5 s. */
export const connectTimeoutSeconds = { min: 134, max: 135.4 } as const;

/**
 * With no ready endpoint kube-proxy's REJECT answers with ICMP, of which the kernel sends one a
 * second to an address (net.ipv4.icmp_ratelimit = 1000 ms) after a burst of six
 * (XRLIM_BURST_FACTOR). All other SYNs are lost in silence. Confirmed by ablation in the lab.
 */
export const refusalsPerSecond = 1;
export const refusalBurst = 6;

/**
 * From a pod's condition to kube-proxy's rules on the node: kubelet's status update, the
 * EndpointSlice controller, kube-proxy's sync. Assumed; the lab's stand-in acted at once.
 */
export const endpointsLagSeconds = 0.8;
