import type { Series } from "../../../evidence/evidence";
import type { MonitorSaying } from "../../../experiment/senses/monitors";
import type { DatadogAccount, Watching, World } from "../../../experiment/world";
import type { ObservedShop } from "../../../live/snapshot/observe";
import { loadSeconds, lookAfter, resultsOf } from "./support";

/** A shop whose front-end fails and restarts under load, with a clock that sleeping moves. */
export class StandInWorld implements World {
    readonly done: string[] = [];
    /** What goes wrong, set by the test. */
    node: string | undefined;
    sayings: readonly MonitorSaying[] = [];
    accountSeries: readonly Series[] = [];
    isBroken = false;
    isAway: () => boolean = () => false;
    gone: () => string | undefined = () => undefined;
    onSleep: () => void = () => undefined;
    injectedAt: number | undefined;
    /** How many watch it. */
    watching = 0;
    private seconds = 1_700_000_000;
    private endedAt = 0;

    constructor(private readonly shop: ObservedShop) {}

    readonly origin = "simulated";
    now = (): number => this.seconds;
    dated = (seconds: number): number => seconds;
    sleep = (seconds: number, signal?: AbortSignal): Promise<void> => {
        this.seconds += seconds;
        this.onSleep();
        return signal?.aborted ? Promise.reject(new Error("aborted")) : Promise.resolve();
    };
    prepare = (remediation: string): Promise<void> => this.noted(`prepare ${remediation}`);
    inject = (remediation: string): Promise<void> => {
        this.injectedAt = this.seconds;
        return this.noted(`inject ${remediation}`);
    };
    recover = async (): Promise<void> => {
        await this.answer(undefined);
        this.endedAt = this.seconds;
        this.injectedAt = undefined;
        return this.noted("recover");
    };
    observe = (): Promise<ObservedShop> => this.answer(this.seen());
    watch = (): Promise<Watching> => {
        this.watching += 1;
        return this.answer({
            look: () => this.answer(lookAfter(this.after, this.seconds, this.node)),
            end: () => {
                this.watching -= 1;
                return Promise.resolve({ events: [], series: [], distributions: [], missing: [] });
            },
        });
    };
    readonly account: DatadogAccount = {
        monitors: () => this.answer(this.sayings),
        series: () => this.answer(this.accountSeries),
        events: () => this.answer([]),
    };
    results = (): ReturnType<World["results"]> => {
        const end = this.injectedAt === undefined ? this.endedAt : this.injectedAt + loadSeconds;
        return this.answer(resultsOf(end - loadSeconds, end));
    };

    /** Seconds since the injection; before it, less than 0. */
    get after(): number {
        return this.injectedAt === undefined ? -1 : this.seconds - this.injectedAt;
    }

    private answer<T>(value: T): Promise<T> {
        return this.isAway() ? Promise.reject(new Error("no answer")) : Promise.resolve(value);
    }

    private noted(what: string): Promise<void> {
        this.done.push(what);
        return Promise.resolve();
    }

    private seen(): ObservedShop {
        const failure = this.isBroken || this.after >= 10 ? "no answer" : undefined;
        return {
            ...this.shop,
            frontEnd: { failure, p50Milliseconds: undefined, requests: 5 },
        };
    }
}
