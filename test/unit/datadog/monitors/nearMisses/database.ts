import type { Evidence } from "../../../../../evidence/evidence";
import {
    type Alteration,
    altered,
    changing,
    keepingLogs,
    twoPods,
    without,
    withoutLogs,
} from "../support/alter";
import { fires, type NearMiss, silent, type Simulated } from "../support/nearMisses";

const failures = "sockshop.users.failures_per_second";
const throttled = "kubernetes.cpu.cfs.throttled.periods";

const saying =
    (text: string) =>
    ({ message }: Evidence["logs"][number]): boolean =>
        message.includes(text);

/** With only so much of the database's throttling. */
const stopped = (share: (second: number) => number): Alteration =>
    changing(throttled, (value, second, { kube_deployment: deployment }) =>
        deployment === "catalogue-db" ? value * share(second) : value,
    );

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const database = runs("database");
    return [
        silent(
            "a throttled database whose queries are in time",
            altered(database, without(failures), withoutLogs),
            "incident-database",
        ),
        silent(
            "a catalogue without its database, which has all the CPU that it wants",
            altered(database, without("kubernetes.cpu.cfs")),
            "incident-database",
        ),
        silent(
            "a database that is stopped in half of its periods",
            altered(
                database,
                stopped(() => 0.5),
            ),
            "database-cpu-throttling",
        ),
        fires(
            "a database that is stopped in half of its periods, in every other sample in all",
            altered(
                database,
                stopped((second) => (Math.floor(second / 15) % 2 === 0 ? 0.5 : 1)),
            ),
            "database-cpu-throttling",
        ),
        fires(
            "two databases, both throttled",
            altered(database, twoPods("catalogue-db")),
            "database-cpu-throttling",
        ),
        fires(
            "a throttled database that is up already: slow, without an error",
            altered(database, withoutLogs),
            "incident-database",
        ),
        fires(
            "a throttled database that is missed before anybody counts as failed",
            altered(database, without(failures)),
            "incident-database",
        ),
        fires(
            "a database that is gone, and a breaker that never opens",
            altered(database, keepingLogs(saying("database connection error"))),
            "catalogue-database-errors",
        ),
        fires(
            "a database that is gone, and a breaker that is open from the start",
            altered(database, keepingLogs(saying("circuit breaker is open"))),
            "catalogue-database-errors",
        ),
        silent(
            "socks that do not exist",
            altered(database, keepingLogs(saying('err="not found"'))),
            "catalogue-database-errors",
        ),
    ];
}
