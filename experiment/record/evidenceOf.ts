/** The evidence of one arm, of all that was seen and left behind. */
import { eventReasons } from "../../datadog/facts/events";
import type {
    DistributionSeries,
    Evidence,
    EventRecord,
    RunRecord,
    Series,
    Tags,
} from "../../evidence/evidence";
import { type LoadRecord, noRequests } from "./requests";

export interface Seen {
    readonly origin: Evidence["origin"];
    readonly run: Pick<RunRecord, "incident" | "remediation" | "users" | "settings">;
    /** The shop's time. */
    readonly injectedAt: number;
    readonly from: number;
    readonly until: number;
    readonly load: LoadRecord | undefined;
    /** As an agent would have sent them, by looks at the API server. */
    readonly series: readonly Series[];
    /** Of a Datadog account; undefined: there is none, or it did not answer. */
    readonly account: {
        readonly series: readonly Series[] | undefined;
        readonly events: readonly EventRecord[] | undefined;
    };
    readonly fine: readonly Series[];
    readonly distributions: readonly DistributionSeries[];
    readonly events: readonly EventRecord[];
}

export function evidenceOf(seen: Seen): Evidence {
    const { load, injectedAt, until, account } = seen;
    const told = new Set(account.series?.map(({ metric }) => metric));
    const [sent, unsent] = partition(seen.events);
    return {
        format: 1,
        origin: seen.origin,
        run: {
            ...seen.run,
            from: Math.floor(seen.from),
            until: Math.ceil(until),
            loadStart: Math.round(load?.startedAt ?? injectedAt),
            loadEnd: Math.round(load?.endedAt ?? injectedAt),
        },
        // What the account tells of a metric, or of events, is what its monitors have seen.
        series: [
            ...(account.series ?? []),
            ...seen.series.filter(({ metric }) => !told.has(metric)),
        ],
        distributions: seen.distributions,
        fine: [...seen.fine, ...(load?.fine ?? [])],
        events: account.events?.length ? account.events : sent,
        uncollectedEvents: unsent,
        logs: [],
        requests: load?.requests ?? noRequests,
    };
}

/** What the agent would send, and the rest. */
function partition(
    events: readonly EventRecord[],
): readonly [sent: readonly EventRecord[], unsent: readonly EventRecord[]] {
    const isSent = ({ tags }: EventRecord): boolean => isCollected(tags);
    return [events.filter(isSent), events.filter((one) => !isSent(one))];
}

const collected: ReadonlySet<string> = new Set(eventReasons);

/** Whether the agent sends it: the chart collects trouble of pods and nodes only. */
const isCollected = ({ kube_kind: kind, event_reason: reason = "" }: Tags): boolean =>
    kind === "Pod" && collected.has(reason);
