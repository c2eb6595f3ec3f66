/** A console over sources that a test fills, and requests to it as a page would send them. */
import { type RunningAccount, startAccount } from "../../../../range/account/startAccount";
import { WorldClock } from "../../../../range/clock";
import type { RangeActions } from "../../../../range/console/actions";
import type { MessageName, Messages } from "../../../../range/console/messages";
import { type RunningConsole, startConsole } from "../../../../range/console/startConsole";
import { TelemetryStore } from "../../../../range/store/store";
import { KubernetesStandIn } from "../../../support/console/kubernetesStandIn";

export const keys = { apiKey: "api", appKey: "app", guestAppKey: "guest" } as const;

export interface Opened {
    readonly account: RunningAccount;
    readonly cluster: KubernetesStandIn;
    readonly running: RunningConsole;
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
    const note = (what: string): Promise<void> => {
        done.push(what);
        return Promise.resolve();
    };
    const running = await startConsole({
        datadogUrl: account.url,
        keys: { apiKey: keys.apiKey, appKey: keys.guestAppKey },
        kubeConfig: cluster.config,
        clock,
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
    return { account, cluster, running, done, stop };
}

/** The messages of a view's stream. */
export class Listener {
    private readonly heard: { readonly name: string; readonly data: unknown }[] = [];
    private readonly abort = new AbortController();
    private waiting: (() => void)[] = [];

    constructor(url: string) {
        void this.read(`${url}stream`).catch(() => undefined);
    }

    /** All that came under that name so far. */
    all<Name extends MessageName>(name: Name): readonly Messages[Name][] {
        return this.heard
            .filter((one) => one.name === name)
            .map(({ data }) => data as Messages[Name]);
    }

    /** The first message for which this holds, of those that came and those that come. */
    async until<Name extends MessageName>(
        name: Name,
        holds: (message: Messages[Name]) => boolean = () => true,
    ): Promise<Messages[Name]> {
        const end = Date.now() + 5000;
        for (;;) {
            const found = this.all(name).find(holds);
            if (found !== undefined) {
                return found;
            }
            if (Date.now() > end) {
                throw new Error(`No such ${name}: ${JSON.stringify(this.all(name).at(-1))}`);
            }
            await Promise.race([
                new Promise<void>((resolve) => this.waiting.push(resolve)),
                new Promise((resolve) => setTimeout(resolve, 200)),
            ]);
        }
    }

    close(): void {
        this.abort.abort();
    }

    private async read(url: string): Promise<void> {
        const answer = await fetch(url, { signal: this.abort.signal });
        let text = "";
        const decoder = new TextDecoder();
        for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
            text += decoder.decode(part, { stream: true });
            const blocks = text.split("\n\n");
            text = blocks.pop() ?? "";
            for (const block of blocks) {
                const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
                if (name !== undefined && data !== undefined) {
                    this.heard.push({ name, data: JSON.parse(data) as unknown });
                }
            }
            this.waiting.splice(0).forEach((resolve) => {
                resolve();
            });
        }
    }
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
