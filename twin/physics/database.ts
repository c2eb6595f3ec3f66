/*
 * A service that asks a database with each call, and what that takes of the database where it is
 * short of CPU. CPU seconds of the lab machine: MariaDB 10.11 on a busy machine, catalogue's own
 * queries over nine socks, 3,000 times each: 0.24 ms for the list and 0.29 ms for one of them; 0.6 ms
 * to connect, log in and leave. The image is MySQL 5.7, which was not measured.
 */

export const queryCpuSeconds = 0.26e-3;

export const connectionCpuSeconds = 0.6e-3;

/** Connections that Go's database/sql keeps when nobody uses them: its default. */
export const idleConnections = 2;

/** gobreaker with the settings of catalogue 0.3.5: an endpoint that fails is not tried for a while. */
export const breakerRules = { failures: 6, openSeconds: 30 } as const;
