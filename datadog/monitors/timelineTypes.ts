import type { MonitorState } from "./states";

/*
 * What a monitor would have said in the course of a run, as plain data for pages and files. Times
 * are seconds since the epoch.
 */

export interface TimeSpan {
    readonly from: number;
    /** End of the span, which is the beginning of the next one. */
    readonly to: number;
}

export interface StateSpan extends TimeSpan {
    readonly state: MonitorState;
}

export interface GroupTimeline {
    /** Like `pod_name:front-end-7d9f-x2x4l`; `*` where the monitor has no groups. */
    readonly group: string;
    /** Without gaps between them; neighbours differ in state. */
    readonly spans: readonly StateSpan[];
}

export interface MonitorTimeline {
    /** Of the catalogue, or Datadog's number as text. */
    readonly monitor: string;
    readonly title: string;
    /** As Datadog calls it: query alert, log alert, event-v2 alert, slo alert, composite. */
    readonly type: string;
    /** What the monitor watches: cpu, latency … composites; undefined when nothing says so. */
    readonly signal: string | undefined;
    /** The worst group at each moment: what the monitor as a whole says. */
    readonly spans: readonly StateSpan[];
    readonly groups: readonly GroupTimeline[];
    /** When somebody was notified of missing data; left out where nobody was. */
    readonly missingDataPages?: readonly TimeSpan[];
    /** Why the evidence does not tell; then nothing else here is known. Left out where it does. */
    readonly unjudged?: string;
    /** The worst state that was reached at or after the start of the load. */
    readonly reached: MonitorState;
    /**
     * When it first went off after the start of the load: into alert, or into missing data of which
     * it notifies.
     */
    readonly firstAlertAt: number | undefined;
    readonly firstWarnAt: number | undefined;
    /** From the first harm to the first alert: negative when the alert came before it. */
    readonly secondsToDetect: number | undefined;
    /** How often it was over and went off again. */
    readonly flaps: number;
    /** From the end of the load to the end of the last alert; undefined while it still alerts. */
    readonly secondsToRecover: number | undefined;
}

/** All monitors over one run. */
export interface RunTimelines {
    /** First request that failed or was slow after the load had begun, else the load's start. */
    readonly firstHarmAt: number;
    readonly monitors: readonly MonitorTimeline[];
    /** What would have told first, by monitor; undefined when nothing went off. */
    readonly first: { readonly monitor: string; readonly seconds: number } | undefined;
}
