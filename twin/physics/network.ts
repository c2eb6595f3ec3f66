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

/**
 * How long connect() waits after each SYN: net.ipv4.tcp_syn_linear_timeouts = 4 of a second more
 * (Linux 6.5 and newer), then tcp_syn_retries = 6, doubling. Measured on Linux 6.18: SYNs after 0,
 * 1.02, 2.04, 3.07, 4.09, 5.12, 7.13, 11.3, 19.5, 35.6 and 68.2 s, ETIMEDOUT after 133.7 s; the
 * lab and the published log have 134 to 135.5 s, which without the linear ones could not be.
 */
export const synTimeoutSeconds: readonly number[] = [1, 1, 1, 1, 1, 2, 4, 8, 16, 32, 64];

/** CONFIG_HZ: what the kernel's timers count in. Of the lab's kernel, and of most others. */
export const jiffiesPerSecond = 250;

/** When connect() gives up, at the earliest and the latest: the waits, rounded up by the timers. */
export const connectTimeoutSeconds = { min: 133, max: 136 } as const;

/**
 * With no ready endpoint kube-proxy's REJECT answers with ICMP, of which the kernel sends one a
 * second to an address (net.ipv4.icmp_ratelimit = 1000 ms) after a burst of six
 * (XRLIM_BURST_FACTOR). All other SYNs are lost in silence. Confirmed by ablation in the lab.
 */
export const refusalsPerSecond = 1;
export const refusalBurst = 6;

/**
 * How long a resolver waits for the name server, and how often it asks: RES_TIMEOUT and RES_DFLRETRY
 * of glibc (resolv.conf(5)). That musl and the JVM are no more patient is assumed.
 */
export const lookUpSeconds = 5;
export const lookUps = 2;

/**
 * Until a node knows that nobody has the address any more (three ARP requests, mcast_solicit), and
 * says so by ICMP, to which the same limit applies.
 */
export const noRouteSeconds = 3;

/**
 * From a pod's condition to kube-proxy's rules on the node: kubelet's status update, the
 * EndpointSlice controller, kube-proxy's sync. Assumed; the lab's stand-in acted at once.
 */
export const endpointsLagSeconds = 0.8;
