/** A rehearsed incident, played to the console's sources against a clock that the test moves. */
import type { Evidence } from "../../../evidence/evidence";
import { kubernetesObjects, type Plan } from "../../../plan/plan";
import { type RunningAccount, startAccount } from "../../../range/account/startAccount";
import { type RunningConsole, startConsole } from "../../../range/console/startConsole";
import type { RangeActions } from "../../../range/console/actions";
import { type Chunk, TelemetryStore } from "../../../range/store/store";
import { chunkOf } from "../../unit/range/account/chunks";
import { provisioned } from "../datadog/provisioned";
import { plainClock } from "../plainClock";
import { KubernetesStandIn } from "./kubernetesStandIn";
import { bringUp, playTo } from "./playedShop";

export const keys = { apiKey: "api-key", appKey: "app-key", guestAppKey: "guest-key" } as const;

/** Between two chunks: the agent's interval. */
const stepSeconds = 15;

export class RehearsedWorld {
    now: number;
    private playedUntil = -Infinity;
    private timer: NodeJS.Timeout | undefined;

    private constructor(
        readonly evidence: Evidence,
        readonly cluster: KubernetesStandIn,
        readonly account: RunningAccount,
        private readonly store: TelemetryStore,
        private readonly clock: { now: number },
    ) {
        this.now = clock.now;
    }

    /** The world of the plan shortly before the load of the evidence begins. */
    static async start(plan: Plan, evidence: Evidence): Promise<RehearsedWorld> {
        const store = new TelemetryStore();
        const clock = { now: evidence.run.loadStart - 30 };
        const account = await startAccount({ store, clock: plainClock(() => clock.now), keys });
        await provisioned(plan, (method, path, body) => ask(account, method, path, body));
        const cluster = await KubernetesStandIn.start();
        bringUp(cluster, kubernetesObjects(plan), clock.now - 600);
        cluster.proxied = (service) =>
            isReady(cluster, service)
                ? { status: 200, body: "{}" }
                : { status: 503, body: nobody(service) };
        const world = new RehearsedWorld(evidence, cluster, account, store, clock);
        world.playTo(clock.now);
        return world;
    }

    /** Fills the store with hours before the beginning, by what was then, again and again. */
    fillPast(hours: number): void {
        const { from, loadStart } = this.evidence.run;
        const span = Math.floor((loadStart - from) / stepSeconds) * stepSeconds;
        const past = chunkOf(this.evidence, loadStart - span, loadStart);
        for (let back = span; back < hours * 3600; back += span) {
            this.store.add(shifted(past, -back));
        }
    }

    /** Time goes on from here, so many times as fast as on the wall, until the evidence ends. */
    run(speed: number, until = this.evidence.run.until): void {
        const [began, from] = [performance.now(), this.clock.now];
        clearInterval(this.timer);
        this.timer = setInterval(() => {
            this.advance(Math.min(until, from + ((performance.now() - began) / 1000) * speed));
        }, 100);
    }

    /** It is that time now, and time stands still. */
    playTo(time: number): void {
        // Or it would go on from where it was, back to an earlier time perhaps.
        clearInterval(this.timer);
        this.advance(time);
    }

    private advance(time: number): void {
        this.clock.now = time;
        this.now = time;
        const due = Math.floor(time / stepSeconds) * stepSeconds;
        if (due > this.playedUntil) {
            this.store.add(chunkOf(this.evidence, this.playedUntil, due));
            playTo(this.cluster, this.evidence, due);
            this.playedUntil = due;
        }
    }

    openConsole(actions?: RangeActions): Promise<RunningConsole> {
        return startConsole({
            datadog: {
                apiUrl: this.account.url,
                apiKey: keys.apiKey,
                appKey: keys.guestAppKey,
            },
            kubeConfig: this.cluster.config,
            clock: plainClock(() => this.clock.now),
            actions,
        });
    }

    /** The widgets of the account's dashboard. */
    async dashboard(): Promise<readonly Widget[]> {
        return (await this.onlyDashboard()).widgets;
    }

    /** Somebody adds a widget to it. */
    async addWidget(definition: Widget["definition"]): Promise<void> {
        const { id, ...body } = await this.onlyDashboard();
        const layout = { x: 0, y: 100, width: 4, height: 2 };
        const widgets = [...body.widgets, { definition, layout }];
        await ask(this.account, "PUT", `/api/v1/dashboard/${id}`, { ...body, widgets });
    }

    private async onlyDashboard(): Promise<Dashboard> {
        const [id = ""] = this.account.account.dashboards.keys();
        return (await ask(this.account, "GET", `/api/v1/dashboard/${id}`)) as unknown as Dashboard;
    }

    async stop(): Promise<void> {
        clearInterval(this.timer);
        await this.account.stop();
        await this.cluster.stop();
    }
}

function shifted(chunk: Chunk, seconds: number): Chunk {
    const move = <T extends { readonly times: readonly number[] }>(one: T): T => ({
        ...one,
        times: one.times.map((time) => time + seconds),
    });
    return {
        series: chunk.series?.map(move),
        distributions: chunk.distributions?.map(move),
        logs: chunk.logs?.map((one) => ({ ...one, time: one.time + seconds })),
    };
}

interface Widget {
    readonly definition: {
        readonly type: string;
        readonly widgets?: readonly Widget[];
        readonly [field: string]: unknown;
    };
}

interface Dashboard {
    readonly id: string;
    readonly widgets: readonly Widget[];
}

/** Of the account's owner; fails when it is refused. */
async function ask(
    { url }: RunningAccount,
    method: string,
    path: string,
    body?: object,
): Promise<Record<string, unknown>> {
    const answer = await fetch(`${url}${path}`, {
        method,
        headers: {
            "dd-api-key": keys.apiKey,
            "dd-application-key": keys.appKey,
            "content-type": "application/json",
        },
        body: body === undefined ? null : JSON.stringify(body),
    });
    const said = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) {
        throw new Error(`${method} ${path}: ${JSON.stringify(said)}`);
    }
    return said;
}

function isReady(cluster: KubernetesStandIn, service: string): boolean {
    const status = cluster.get("Deployment", service)?.status;
    return ((status as { readonly readyReplicas?: number } | undefined)?.readyReplicas ?? 0) > 0;
}

/** As the API server says it. */
function nobody(service: string): string {
    const message = `no endpoints available for service "${service}:80"`;
    return JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", message });
}
