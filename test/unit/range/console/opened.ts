/** A console over sources that a test fills, and requests to it as a page would send them. */
import { type RunningAccount, startAccount } from "../../../../range/account/startAccount";
import { WorldClock } from "../../../../range/clock";
import type { RangeActions } from "../../../../range/console/actions";
import { type RunningConsole, startConsole } from "../../../../range/console/startConsole";
import { TelemetryStore } from "../../../../range/store/store";
import { KubernetesStandIn } from "../../../support/console/kubernetesStandIn";

export const keys = { apiKey: "api", appKey: "app", guestAppKey: "guest" } as const;

export interface Opened {
    readonly account: RunningAccount;
    readonly cluster: KubernetesStandIn;
    readonly running: RunningConsole;
    /** How far the world is behind, in seconds, as the console hears of it. */
    readonly lag: { seconds: number };
    /** What the actions were asked for. */
    readonly done: string[];
    readonly stop: () => Promise<void>;
}

export async function opened(further: Partial<RangeActions> = {}): Promise<Opened> {
    const store = new TelemetryStore();
    const clock = new WorldClock();
    const account = await startAccount({ store, clock, keys });
    const cluster = await KubernetesStandIn.start();
    const done: string[] = [];
    const lag = { seconds: 0 };
    const note = (what: string): Promise<void> => {
        done.push(what);
        return Promise.resolve();
    };
    const running = await startConsole({
        datadog: { apiUrl: account.url, apiKey: keys.apiKey, appKey: keys.guestAppKey },
        kubeConfig: cluster.config,
        clock,
        takeWorstLag: () => lag.seconds,
        actions: {
            incidents: [{ id: "payment", title: "Payment is gone", summary: "Orders fail." }],
            remediations: ["replicas"],
            current: () => "payment",
            inject: (wanted) => note(`inject ${JSON.stringify(wanted)}`),
            recover: () => note("recover"),
            end: () => note("end"),
            ...further,
        },
    });
    const stop = async (): Promise<void> => {
        await running.stop();
        await account.stop();
        await cluster.stop();
    };
    return { account, cluster, running, lag, done, stop };
}

export async function post(url: string, body: unknown): Promise<number> {
    const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
    });
    await answer.arrayBuffer();
    return answer.status;
}
