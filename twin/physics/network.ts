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
 * When a Service gets its first endpoint, kube-proxy takes the REJECT away (table filter) in one
 * transaction of iptables-restore and leads to the pod (table nat) in the next. A SYN that comes
 * between passes as it is, and conntrack has its connection keep to that: on a node without a way out
 * nobody has the Service's address (see noRouteSeconds), elsewhere it is lost. Real kube-proxy 1.35,
 * iptables 1.8.9 (nf_tables), Linux 6.18, 700 to 1,000 SYN/s: 11 to 23 ms in nine openings, 28 ms in
 * one of hybrid's; with the legacy back end some 1 ms. In two of four runs of hybrid no SYN passed:
 * unexplained. Between services connections are too few to meet it: only users' do.
 */
export const ruleGapSeconds = 0.015;

/**
 * From a pod's condition to kube-proxy's rules on the node: kubelet's status update, the
 * EndpointSlice controller, kube-proxy's sync. Not measured itself, but set by the refusals of the
 * lab's hybrid runs: without it A has half as many, and B a fifth fewer. The lab's stand-in is said to
 * have acted at once, so what it stands for there is not known.
 */
export const endpointsLagSeconds = 0.8;
