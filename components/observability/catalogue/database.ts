import type { MonitorTemplate } from "./definition";
import { filters } from "./filters";
import { searches } from "./searches";

const throttling: MonitorTemplate = {
    id: "database-cpu-throttling",
    signal: "cpu",
    title: "The catalogue's database is throttled at its CPU limit",
    type: "query alert",
    query: ({ namespace }, critical) => {
        const database = filters.deployment(namespace, "catalogue-db");
        return (
            `max(last_5m):sum:kubernetes.cpu.cfs.throttled.periods${database} ` +
            `/ sum:kubernetes.cpu.cfs.periods${database} > ${critical}`
        );
    },
    thresholds: { critical: 0.75, criticalRecovery: 0.5 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 3,
    service: "catalogue-db",
    why:
        "As the front-end's: a share of the periods in which it ran at all. A start with the limit of " +
        "one core takes about a second of CPU and is not throttled; with a hundredth of a core every " +
        "period is (simulated). The worst sample counts, because a database that nobody can ask any " +
        "more has no periods.",
    message: {
        meaning:
            "The kernel stops the database of the catalogue again and again because its CPU limit is " +
            "used up. Whoever asks the catalogue waits for it, the catalogue's own probe included.",
        checkFirst: [
            "The CPU limit of catalogue-db, and whether it was changed",
            "Errors in the log of the catalogue, and restarts of it",
        ],
        logSearch: searches.databaseErrors,
    },
};

const errors: MonitorTemplate = {
    id: "catalogue-database-errors",
    signal: "failures",
    title: "The catalogue cannot reach its database",
    type: "log alert",
    query: ({ namespace }, critical) =>
        `logs("kube_namespace:${namespace} ${searches.databaseErrors.replaceAll('"', '\\"')}")` +
        `.index("*").rollup("count").last("5m") >= ${critical}`,
    thresholds: { critical: 5 },
    options: { onMissingData: "resolve", renotifyInterval: 10, enableLogsSample: true },
    priority: 1,
    service: "catalogue",
    why:
        "The catalogue writes this for each list that it cannot get; after six of them it no longer " +
        "tries, and writes that. The front-end hands both on with status 200, so neither its own " +
        "log nor a count of failed requests shows them. As many as failed-orders asks for.",
    message: {
        meaning:
            "The catalogue answers with errors where socks should be. Users see an empty shop; the " +
            "front-end calls it 200.",
        checkFirst: [
            "Whether catalogue-db runs, and has started: it has no probe",
            "Its CPU limit, and whether it was replaced just now",
            "Policies and the Service between catalogue and catalogue-db",
        ],
        logSearch: searches.databaseErrors,
    },
};

export const databaseMonitors: readonly MonitorTemplate[] = [throttling, errors];
