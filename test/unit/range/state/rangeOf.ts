import type { RunningRange } from "../../../../range/state/runningRanges";

/** What a range of that process announces. */
export const rangeOf = (processId: number): RunningRange => ({
    processId,
    directory: `/state/${processId}`,
    kubeconfigPath: `/state/${processId}/kubeconfig`,
    contextName: "sock-shop-range",
    since: "2026-11-28T01:08:00Z",
    datadogUrl: "http://127.0.0.1:1",
    apiKey: "a",
    appKey: "b",
    guestAppKey: "c",
});
