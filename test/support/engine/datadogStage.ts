/** A stand-in of Datadog for the stack that holds the shop, and ears that listen for its keys. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";

import { DatadogStandIn } from "../datadog/standIn";
import type { Values } from "./commandLine";
import type { EngineStack } from "./engineStack";
import type { RunRecord } from "./runRecord";
import type { Update } from "./update";

/** Found nowhere unless a key was given away; as long as real ones are. */
const canary = "canaryc0ffee";

const samplingMs = 100;

/** Characters before a leak that tell where it is. */
const contextLength = 400;

export class DatadogStage {
    keys = {
        apiKey: `${canary}-api-5f7a1d3c9b`,
        appKey: `${canary}-application-8e2b6d4f0a`,
    };
    /** What the CLI has written. */
    private readonly written: string[] = [];
    /** Where a key was seen or heard. */
    private readonly leaks = new Set<string>();
    private sampling: NodeJS.Timeout | undefined;

    private constructor(
        private readonly record: RunRecord,
        private readonly stack: EngineStack,
        readonly standIn: DatadogStandIn,
    ) {}

    /** Starts a stand-in for the stack. */
    static async open(record: RunRecord, stack: EngineStack): Promise<DatadogStage> {
        const standIn = await DatadogStandIn.start();
        const stage = new DatadogStage(record, stack, standIn);
        standIn.keys = stage.keys;
        record.listener = (text) => {
            stage.listen(text);
        };
        return stage;
    }

    /** Settings of the account; they are lost whenever settings are forgotten. */
    async configure(): Promise<void> {
        const { stack } = this;
        // The Automation API itself hands a value to the CLI on the command line, which people
        // need not do: no looking meanwhile.
        clearInterval(this.sampling);
        await stack.save("datadog:apiUrl", this.standIn.url);
        await stack.saveSecret("datadog:apiKey", this.keys.apiKey);
        await stack.saveSecret("datadog:appKey", this.keys.appKey);
        this.sampling = setInterval(() => {
            this.search("a command line", commandLines());
        }, samplingMs);
    }

    /** The account changes its application key, and the stack is told. */
    async rotate(): Promise<void> {
        this.keys = { ...this.keys, appKey: `${this.keys.appKey}-rotated` };
        this.standIn.keys = this.keys;
        await this.configure();
    }

    up(values: Values = {}): Promise<Update> {
        return this.stack.up({ observability: "resources", ...values });
    }

    /** Notes for docs/engine-run.md what the account holds. */
    note(occasion: string): void {
        const counts = Object.entries(this.standIn.account.holdings);
        const total = counts.reduce((sum, [, count]) => sum + count, 0);
        const kinds = counts.map(([kind, count]) => `${count} ${inWords(kind)}`).join(", ");
        this.record.holding(`${occasion}: ${total} objects (${kinds})`);
    }

    /**
     * The keys, as they are or encoded, are neither in the stored state and settings, nor in these
     * outputs, nor in anything heard or seen so far.
     */
    assertNoKey(outputs: object = {}): void {
        const texts = {
            state: this.stack.stored,
            settings: this.stack.settings ?? "",
            outputs: JSON.stringify(outputs),
        };
        // They are there, in another form; or else this would look in the wrong place.
        assert.match(texts.state, /DD_API_KEY/);
        for (const [where, text] of Object.entries(texts)) {
            this.search(where, text);
        }
        assert.deepEqual([...this.leaks], []);
    }

    /** What the CLI has written so far. */
    get said(): string {
        return this.written.join("\n");
    }

    /** A request with the account's keys that is none of the stack's. */
    async post(path: string, body: string): Promise<void> {
        const answer = await fetch(this.standIn.url + path, {
            method: "POST",
            headers: {
                "content-type": "application/json",
                "DD-API-KEY": this.keys.apiKey,
                "DD-APPLICATION-KEY": this.keys.appKey,
            },
            body,
        });
        assert.ok(answer.ok);
    }

    async close(): Promise<void> {
        clearInterval(this.sampling);
        this.record.listener = undefined;
        await this.standIn.stop();
    }

    private listen(text: string): void {
        const isEvent = text.startsWith("{");
        this.search(isEvent ? "an event of the engine" : "what the CLI wrote", text);
        if (!isEvent) {
            this.written.push(text);
        }
    }

    private search(where: string, text: string): void {
        const encoded = Object.values(this.keys).map((key) => Buffer.from(key).toString("base64"));
        for (const telltale of [canary, ...encoded]) {
            const at = text.indexOf(telltale);
            if (at >= 0) {
                this.leaks.add(
                    `${where}: …${text.slice(Math.max(0, at - contextLength), at + 20)}…`,
                );
            }
        }
    }
}

function inWords(kind: string): string {
    return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Of all processes, where the system shows them; those of this tier are all there is to see. */
function commandLines(): string {
    return existsSync("/proc/self/cmdline")
        ? readdirSync("/proc")
              .filter((name) => /^\d+$/.test(name))
              .map((id) => commandLineOf(id))
              .join("\n")
        : "";
}

function commandLineOf(id: string): string {
    try {
        return readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
    } catch {
        // It has ended meanwhile.
        return "";
    }
}
