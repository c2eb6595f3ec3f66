/** The load's pod: Locust as the simulation plays it, by the Job's own arguments and files. */
import type { V1Pod } from "@kubernetes/client-node";

import type { EndedRequest, Observer } from "../../../twin/observer";
import { LoadRun } from "../../../twin/load/loadRun";
import { podStartSeconds } from "../../../twin/physics/kubelet";
import { startSeconds } from "../../../twin/physics/generator";
import type { LocustOutput } from "../../../twin/telemetry/locustOutput";
import type { ApiClient } from "../../controlPlane/apiClient";
import { identityOf } from "../api/identity";
import { JobPod, type JobPodOptions } from "./jobPod";
import { type LoadOrders, loadOrdersOf } from "./loadOrders";
import { OrderBook } from "./orderBook";
import { tokenOf } from "./podAccess";
import { sendRunEvent } from "./runEvents";
import { publish } from "./loadResults";
import type { RunResults } from "./loadSummary";

export interface LoadPodOptions extends JobPodOptions {
    readonly api: ApiClient;
    readonly seed: number;
}

/** Whether a pod's container is Locust with a run of its own. */
export function isLoad(pod: V1Pod): boolean {
    return pod.spec?.containers.some(({ args }) => args?.includes("--locustfile")) === true;
}

export class LoadPod extends JobPod {
    private orders: LoadOrders = { spec: undefined, environment: {} };
    private run: LoadRun | undefined;
    private output: LocustOutput | undefined;
    private readonly book: OrderBook;
    private readonly tick = (at: number): void => {
        this.sampled(at);
    };
    private firstUserAt = 0;
    private stoppedAt = 0;
    private isPublishing = false;

    constructor(
        pod: V1Pod,
        private readonly load: LoadPodOptions,
    ) {
        super(pod, load);
        this.book = new OrderBook((time) => load.space.clock.toWall(time));
    }

    protected async prepare(): Promise<void> {
        this.orders = await loadOrdersOf(this.load.api, this.pod);
    }

    protected start(): void {
        const { space, address, seed } = this.load;
        const { spec } = this.orders;
        if (spec === undefined) {
            this.fail("Locust gets no --locustfile: there is nothing to play.");
            return;
        }
        try {
            const { cluster } = space.world;
            this.run = new LoadRun(spec, { cluster, observer: this.observer(), seed, address });
            this.run.onEnd = () => {
                this.stoppedAt = space.time;
                this.event("end", "ended");
            };
        } catch (error) {
            this.fail(String(error));
            return;
        }
        const pod = identityOf(this.pod).name;
        const facts = { job: spec.job, image: spec.image, pod };
        const tasks = [...spec.mix.setup, ...spec.mix.tasks];
        this.output = space.telemetry.locust(facts, tasks, ({ time, message }) => {
            this.write("stderr", message, time);
        });
        space.loads.add(this.run);
        space.everySecond.add(this.tick);
        this.later(startSeconds - podStartSeconds.max, () => {
            if (!this.isEnding && this.run?.startedAt === undefined) {
                this.firstUserAt = space.time;
                this.run?.start();
                this.event("start", "started");
            }
        });
    }

    protected terminate(): void {
        if (this.run?.startedAt === undefined) {
            this.finish();
            this.exited(0);
        } else {
            this.run.stop();
        }
    }

    protected destroy(): void {
        this.finish();
    }

    private fail(message: string): void {
        this.write("stderr", message);
        this.exited(1);
    }

    private observer(): Observer {
        const ignore = (): void => undefined;
        return {
            requestEnded: (request: EndedRequest) => {
                this.load.space.everyRequest.forEach((told) => {
                    told(request);
                });
                this.output?.ended(request);
                this.book.enter(request, this.run?.load.mix.tasks ?? []);
            },
            ...{ requestServed: ignore, sampled: ignore, event: ignore, log: ignore },
        };
    }

    private sampled(at: number): void {
        const { run, output } = this;
        if (run?.startedAt === undefined || output === undefined) {
            return;
        }
        output.sampled(at, run.population.active);
        if (run.isOver && run.population.active === 0 && !this.isPublishing) {
            this.isPublishing = true;
            void this.conclude(run, output);
        }
    }

    /** Writes the results as the script does when Locust quits, and ends. */
    private async conclude(run: LoadRun, output: LocustOutput): Promise<void> {
        const { api } = this.load;
        const results: RunResults = {
            load: run.load,
            statistics: output.finish(),
            environment: this.orders.environment,
            host: argumentOf(this.container.args ?? [], "--host"),
            startedAt: this.firstUserAt,
            endedAt: this.stoppedAt,
            toWall: (time) => this.load.space.clock.toWall(time),
            book: run.load.mix.order === "sequence" ? this.book : undefined,
        };
        this.finish();
        const say = (text: string): void => {
            this.write("stderr", text);
        };
        try {
            await publish(api.withToken(await tokenOf(api, this.pod)), results, say);
        } catch (error) {
            say(`The results are not published: ${String(error)}`);
        }
        this.exited(0);
    }

    /** Nothing of it is left in the world. */
    private finish(): void {
        const { space } = this.load;
        space.everySecond.delete(this.tick);
        if (this.run !== undefined) {
            space.loads.delete(this.run);
            this.run.vanish();
        }
    }

    private event(moment: "start" | "end", verb: string): void {
        const say = (text: string): void => {
            this.write("stderr", text);
        };
        void sendRunEvent(this.orders.environment, moment, verb, this.load.space.wallTime).then(
            say,
            say,
        );
    }
}

function argumentOf(args: readonly string[], option: string): string {
    return args[args.indexOf(option) + 1] ?? "";
}
