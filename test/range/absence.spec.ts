/** A range whose process was stopped for a while, as by a laptop that slept. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { waitFor } from "../../range/controlPlane/wait";
import { askAccount } from "../support/range/askAccount";
import { newNodePort } from "../support/range/nodePort";
import { Kubectl } from "../support/range/kubectl";
import { RangeProcess } from "../support/range/rangeProcess";

/** So many times as fast: what is away for 25 s misses more than four minutes of the shop. */
const speed = 10;
const awaySeconds = 25;

/** Two of the monitors' minutes, and what they wait for points. */
const twoMinutes = 150 / speed;

/** The five minutes over which containers are counted, and one more. */
const sixMinutes = 360 / speed;

interface Monitor {
    readonly name: string;
    readonly overall_state: string;
}

describe("a range that was away", () => {
    let range: RangeProcess | undefined;
    let kubectl: Kubectl;
    let environment: Readonly<Record<string, string>>;

    before(async function () {
        this.timeout(0);
        const nodePort = String(newNodePort());
        const options = ["none", "--speed", String(speed), "-c", `nodePort=${nodePort}`];
        range = await RangeProcess.start(options);
        environment = await range.environment();
        kubectl = await Kubectl.on(environment.KUBECONFIG ?? "");
    });

    after(async () => {
        await range?.end();
    });

    const started = (): RangeProcess => {
        assert.ok(range);
        return range;
    };
    const asked = async <T>(path: string): Promise<T> => {
        const answer = await askAccount(environment, path);
        assert.ok(answer.ok, `${path}: ${answer.status}`);
        return (await answer.json()) as T;
    };
    const states = async (): Promise<readonly string[]> => {
        const monitors = await asked<readonly Monitor[]>("/api/v1/monitor");
        return monitors.map(({ name, overall_state }) => `${overall_state} ${name}`).sort();
    };
    const pods = (): Promise<string> =>
        kubectl.shop(
            "get",
            "pods",
            "--output=jsonpath={range .items[*]}{.metadata.name} " +
                "{.status.containerStatuses[*].restartCount} {.status.phase}{'\\n'}{end}",
        );

    it("says for how long, and for the shop and its monitors no time has passed", async () => {
        // Until the longest window of them lies behind the start: pods come one after the other,
        // and at this speed that alone is a minute with fewer containers than there should be.
        await sleep(sixMinutes * 1000);
        await waitFor("the monitors' first minutes", 120, async () => {
            // Of what was never counted there are no data.
            const all = await states();
            const fine = all.filter((one) => one.startsWith("OK "));
            return (fine.length > 0 && fine.length >= all.length - 1) || undefined;
        });
        const before = [await pods(), await states()] as const;
        const from = Math.floor(Date.now() / 1000);
        const { child } = started();
        child.kill("SIGSTOP");
        await sleep(awaySeconds * 1000);
        child.kill("SIGCONT");
        const [, seconds] = await waitFor(
            "the range to say that it stood still",
            30,
            () =>
                /The range stood still for (\d+) s: .* It goes on/.exec(started().said) ??
                undefined,
        );
        assert.ok(Math.abs(Number(seconds) - awaySeconds) < 15, seconds);
        await sleep(twoMinutes * 1000);
        assert.deepEqual([await pods(), await states()], before);
        assert.match(await kubectl.run("get", "nodes"), / Ready /);
        const now = Math.ceil(Date.now() / 1000);
        const query = "avg:kubernetes.memory.usage{kube_deployment:front-end}";
        const { series } = await asked<{ series: { pointlist: [number, number | null][] }[] }>(
            `/api/v1/query?from=${from - 10}&to=${now}&query=${encodeURIComponent(query)}`,
        );
        const times = (series[0]?.pointlist ?? []).map(([time]) => time / 1000);
        const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time));
        const long = gaps.filter((gap) => gap > awaySeconds / 2);
        assert.equal(long.length, 1, `points at ${times.join()}`);
        assert.ok((times.at(-1) ?? 0) > now - twoMinutes, "and they have come since");
    });
});
