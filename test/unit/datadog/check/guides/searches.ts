import { type GuideCase, ns } from "./guideCase";

/** Searches of the logs explorer, saved views and log widgets. */
export const logSearches: readonly GuideCase[] = [
    {
        where: "master guide, view 1",
        query: `${ns} (OOMKilled OR CrashLoopBackOff OR "out of memory")`,
        refused: ["state-word", "state-word"],
        says: [/"OOMKilled" is a state/, /"CrashLoopBackOff" is a state/],
    },
    {
        where: "view 1, corrected",
        query: `${ns} ("out of memory" OR *OutOfMemoryError* OR "OOM")`,
        refused: [],
    },
    {
        where: "master guide, view 2",
        query: `${ns} (response_time:>1000 OR "slow query" OR "connection pool")`,
        refused: ["bare-attribute"],
        says: [/without @ is read as a tag: write @response_time/],
    },
    {
        where: "view 2, corrected",
        query: `${ns} (@response_time:>1000 OR "slow query" OR "connection pool")`,
        refused: [],
    },
    {
        where: "master guide, view 3",
        query: `${ns} ("PAYMENT_FAILED" OR "connection refused" AND service:payment)`,
        refused: ["ambiguous-operators", "wrong-writer"],
        cautions: ["nobody-writes", "image-name"],
        says: [/which is first/, /the caller logs a refused connection/],
    },
    {
        where: "view 3, corrected",
        query: `${ns} service:(payment OR orders) ("PAYMENT_FAILED" OR "connection refused")`,
        refused: [],
        cautions: ["nobody-writes", "image-name"],
    },
    { where: "master guide, view 4", query: `${ns} status:error`, refused: [] },
    { where: "master guide, widget 4", query: `status:error ${ns}`, refused: [] },
    { where: "master guide, baseline", query: ns, refused: [] },
    {
        where: "master guide, quick reference, incident 2",
        query: `${ns} response_time:>2000`,
        refused: ["bare-attribute"],
    },
    {
        where: "master guide, quick reference, incident 3",
        query: `${ns} service:orders "PAYMENT_FAILED"`,
        refused: [],
        cautions: ["nobody-writes", "image-name"],
    },
    {
        where: "hybrid guide, query 1",
        query: `${ns} service:locust`,
        refused: [],
        cautions: ["image-name"],
    },
    {
        where: "hybrid guide, query 2",
        query:
            `${ns} (service:sock-shop-front-end OR service:sock-shop-catalogue OR ` +
            "service:sock-shop-user)",
        refused: [],
        cautions: ["image-name", "image-name", "image-name"],
    },
    {
        where: "hybrid guide, query 4",
        query: `${ns} (service:mongodb OR service:redis)`,
        refused: [],
        cautions: ["image-name", "image-name"],
    },
    {
        where: "hybrid guide, troubleshooting 1",
        query: `${ns} response_time:>1000`,
        refused: ["bare-attribute"],
    },
    {
        where: "hybrid guide, troubleshooting 2",
        query: `${ns} status:warning`,
        refused: [],
    },
    {
        where: "hybrid guide, troubleshooting 3",
        query: `${ns} "slow" OR "latency" OR "timeout"`,
        refused: ["ambiguous-operators"],
    },
];

/** Searches of the events explorer. */
export const eventSearches: readonly GuideCase[] = [
    {
        where: "master guide, quick reference, incident 1",
        query: `source:kubernetes OOMKilled ${ns}`,
        refused: ["state-word"],
        says: [/no event when a container is OOMKilled/],
    },
    {
        where: "master guide, events",
        query: `source:kubernetes ${ns}`,
        refused: [],
    },
    {
        where: "the event that there is",
        query: `source:kubernetes ${ns} event_reason:BackOff`,
        refused: [],
    },
];
