import type { EventRecord, LogRecord } from "../../../../../evidence/evidence";
import { evidence, start } from "../support/evidence";
import { type Case, pages } from "./case";

const log = (second: number, message: string, container = "orders"): LogRecord => ({
    time: start + second,
    message,
    status: "error",
    service: container,
    tags: { kube_namespace: "sock-shop", kube_container_name: container },
});

const event = (second: number, reason: string, pod = "front-end-1"): EventRecord => ({
    time: start + second,
    title: `Pod ${pod}`,
    text: "Back-off restarting failed container",
    tags: {
        source: "kubernetes",
        kube_namespace: "sock-shop",
        event_reason: reason,
        pod_name: pod,
    },
});

const failed = "Unable to create order due to timeout from one of the services.";

const run = evidence({
    seconds: 300,
    logs: [
        log(10, failed),
        log(70, failed),
        log(80, failed),
        log(90, "unable-to-create orders"),
        log(100, failed, "carts"),
    ],
    events: [event(65, "BackOff"), event(66, "Unhealthy"), event(67, "BackOff", "orders-1")],
});

const logs = (search: string, rest: string): string => `logs("${search}").index("*")${rest}`;

export const searchCases: readonly Case[] = [
    {
        rule: "a phrase is found as it stands, and counted over the window",
        source: pages.searchSyntax,
        run,
        monitor: logs(
            'kube_container_name:orders \\"Unable to create order\\"',
            '.rollup("count").last("2m") >= 3',
        ),
        // 1 in minute 1, 3 in minutes 1 and 2, 2 in minutes 2 and 3.
        says: "oAooo",
    },
    ...["unable-to-create", '\\"unable-to-create orders\\"'].map((words) => ({
        rule: `a dash is one in a text as well: ${words}`,
        source: pages.searchSyntax,
        run,
        monitor: logs(words, '.rollup("count").last("1m") >= 1'),
        says: "oAooo",
    })),
    {
        rule: "to count nothing is 0, compared like any number",
        source: `${pages.configuration}#no-data`,
        run,
        monitor: logs('\\"out of memory\\"', '.rollup("count").last("1m") < 1'),
        says: "AAAAA",
    },
    {
        rule: "unless missing data resolves",
        source: `${pages.configuration}#no-data`,
        run,
        monitor: {
            query: logs('\\"out of memory\\"', '.rollup("count").last("1m") < 1'),
            options: { on_missing_data: "resolve" },
        },
        says: "ooooo",
    },
    {
        rule: "or is shown as No Data",
        source: `${pages.configuration}#no-data`,
        run,
        monitor: {
            query: logs("kube_container_name:orders", '.rollup("count").last("1m") > 2'),
            options: { on_missing_data: "show_no_data" },
        },
        says: "oAnnn",
    },
    {
        rule: "groups come from fields, and each has its own count",
        source: "/monitors/types/log/",
        run,
        monitor: logs(
            '\\"Unable to create order\\"',
            '.rollup("count").by("service").last("5m") > 1',
        ),
        // The first line of carts comes 20 s before minute 2: too new a group then.
        says: { "service:orders": "oAAAA", "service:carts": "..ooo" },
    },
    {
        rule: "cardinality counts the different values of a field",
        source: "/monitors/types/log/",
        run,
        monitor: logs("status:error", '.rollup("cardinality", "service").last("5m") > 1'),
        says: "oAAAA",
    },
    {
        rule: "events are counted by their tags",
        source: "/monitors/types/event/",
        run,
        monitor:
            'events("source:kubernetes event_reason:BackOff pod_name:front-end-*")' +
            '.rollup("count").last("2m") > 0',
        says: "oAAoo",
    },
    {
        rule: "an event of another pod is not among them",
        source: "/monitors/types/event/",
        run,
        monitor: 'events("event_reason:BackOff -pod_name:orders-*").rollup("count").last("5m") > 1',
        says: "ooooo",
    },
];
