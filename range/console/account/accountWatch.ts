/** Datadog's account, looked at every second. */
import { readDatadog } from "../../../live/datadog/read";
import type { ApiAccess } from "../../../live/datadog/request";
import { dashboardList, eventList, monitorList, seriesList } from "./shapes";
import type { MonitorView, Pulse } from "../messages";
import { deedOfDatadogEvent } from "../timeline/datadogEvents";
import type { Timeline } from "../timeline/timeline";

export interface AccountWatchOptions {
    readonly datadog: ApiAccess;
    readonly namespace: string;
    readonly now: () => number;
    readonly timeline: Timeline;
    /** Whether a page is open. */
    readonly isLookedAt: () => boolean;
    /** Monitors are other than before. */
    readonly changed: () => void;
}

const periodMilliseconds = 500;
/** While nobody looks, all there is to do is to keep the timeline whole. */
const idlePeriodMilliseconds = 10_000;
/** Dashboards change by hand. */
const dashboardPeriodMilliseconds = 3000;
const historySeconds = 6 * 3600;
/** Events come with the time of the minute that they tell of, a little later. */
const overlapSeconds = 180;

export class AccountWatch {
    monitors: readonly MonitorView[] = [];
    private failure: string | undefined;
    private metricsUntil: number | undefined;
    private dashboards: Pulse["dashboards"] = [];
    private eventsUntil: number | undefined;
    private dashboardsAt = -Infinity;
    private lastMonitors = "";
    private timer: NodeJS.Timeout | undefined;
    private isStopped = false;
    private isIdle = false;

    constructor(private readonly options: AccountWatchOptions) {}

    async start(): Promise<void> {
        await this.look();
        this.again();
    }

    stop(): void {
        this.isStopped = true;
        clearTimeout(this.timer);
    }

    pulse(): Omit<Pulse, "behindSeconds"> {
        const { metricsUntil, failure, dashboards } = this;
        return { now: this.options.now(), metricsUntil, failure, dashboards };
    }

    /** Somebody has come to look. */
    wake(): void {
        if (this.isIdle && !this.isStopped) {
            this.goOn();
        }
    }

    private again(): void {
        if (!this.isStopped) {
            this.isIdle = !this.options.isLookedAt();
            const period = this.isIdle ? idlePeriodMilliseconds : periodMilliseconds;
            this.timer = setTimeout(() => {
                this.goOn();
            }, period);
        }
    }

    private goOn(): void {
        clearTimeout(this.timer);
        this.isIdle = false;
        void this.look().then(() => {
            this.again();
        });
    }

    private async look(): Promise<void> {
        const parts = [
            this.lookAtMetrics(),
            this.lookAtMonitors(),
            this.lookAtDashboards(),
            this.lookAtEvents(),
        ];
        const failed = (await Promise.allSettled(parts)).find(
            ({ status }) => status === "rejected",
        );
        const reason: unknown = failed?.status === "rejected" ? failed.reason : undefined;
        this.failure = reason === undefined ? undefined : reasonOf(reason);
    }

    /** When the newest point of a metric came that is always there. */
    private async lookAtMetrics(): Promise<void> {
        const now = Math.ceil(this.options.now());
        const query = `sum:kubernetes.containers.running{kube_namespace:${this.options.namespace}}`;
        const asked = new URLSearchParams({ query, from: String(now - 120), to: String(now) });
        const found = await readDatadog(
            this.options.datadog,
            "GET",
            `/api/v1/query?${asked.toString()}`,
        );
        const points = seriesList.parse(found).series.flatMap(({ pointlist }) => pointlist);
        const times = points.flatMap(([time, value]) => (value === null ? [] : (time ?? [])));
        if (times.length > 0) {
            this.metricsUntil = Math.max(...times) / 1000;
        }
    }

    private async lookAtMonitors(): Promise<void> {
        const found = await readDatadog(
            this.options.datadog,
            "GET",
            "/api/v1/monitor?group_states=all",
        );
        const text = JSON.stringify(found);
        if (text === this.lastMonitors) {
            return;
        }
        this.monitors = monitorList.parse(found).map(monitorView);
        this.lastMonitors = text;
        this.options.changed();
    }

    private async lookAtDashboards(): Promise<void> {
        if (performance.now() - this.dashboardsAt < dashboardPeriodMilliseconds) {
            return;
        }
        this.dashboardsAt = performance.now();
        const found = await readDatadog(this.options.datadog, "GET", "/api/v1/dashboard");
        this.dashboards = dashboardList
            .parse(found)
            .dashboards.map(({ id, title, modified_at: modifiedAt }) => ({
                id,
                title,
                modifiedAt,
            }));
    }

    /** What monitors told, and when a load began and ended. */
    private async lookAtEvents(): Promise<void> {
        const { datadog, timeline, now } = this.options;
        const until = now();
        const from = this.eventsUntil ?? until - historySeconds;
        const found = await readDatadog(datadog, "POST", "/api/v2/events/search", {
            filter: {
                query: "source:alert OR load:*",
                from: new Date((from - overlapSeconds) * 1000).toISOString(),
                to: new Date((until + 1) * 1000).toISOString(),
            },
            sort: "timestamp",
            page: { limit: 1000 },
        });
        this.eventsUntil = until;
        for (const event of eventList.parse(found).data) {
            const deed = deedOfDatadogEvent(event);
            if (timeline.find(deed.id) === undefined) {
                timeline.tell(deed);
            }
        }
    }
}

function monitorView(monitor: ReturnType<typeof monitorList.parse>[number]): MonitorView {
    const { id, name, type, query, message, tags, priority, overall_state: state } = monitor;
    const groups = Object.entries(monitor.state?.groups ?? {}).map(([key, group]) => {
        const triggered = group.last_triggered_ts ?? 0;
        return {
            name: group.name ?? key,
            state: group.status,
            // The API writes 0 for never.
            lastTriggered: triggered > 0 ? triggered : undefined,
        };
    });
    return { id, name, type, query, message, tags, priority: priority ?? undefined, state, groups };
}

function reasonOf(error: unknown): string {
    return error instanceof Error ? error.message.slice(0, 300) : String(error);
}
