/** The commands against a stand-in API server: most in this process, which is faster. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";

import { report } from "../../../cli/report";
import { snapshot } from "../../../cli/snapshot";
import { verify } from "../../../cli/verify";
import type { Json, JsonObject } from "../../../live/snapshot/json";
import { ended, type Ended } from "./ended";
import { useEnvironment } from "../../support/environment";
import { plain, plannedShop, withChange } from "../live/support";
import { StandInApi, writeKubeconfig } from "../live/standInApi";

const configMaps = "/api/v1/namespaces/sock-shop/configmaps";

/** With the status of a Deployment whose pods are all Ready. */
function settled(object: JsonObject): JsonObject {
    const counts = { replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };
    return object.kind === "Deployment" ? { ...object, status: counts } : object;
}

describe("the commands", function () {
    this.timeout(60_000);
    let api: StandInApi;
    let directory: string;
    let shop: readonly JsonObject[];
    let restoreKubeconfig: () => void;

    before(async () => {
        shop = (await plannedShop()).map(settled);
    });

    beforeEach(async () => {
        api = await StandInApi.start();
        api.objects = shop;
        directory = mkdtempSync(join(tmpdir(), "commands-"));
        restoreKubeconfig = useEnvironment({ KUBECONFIG: inDirectory("config") });
        writeKubeconfig(inDirectory("config"), api.url);
    });

    afterEach(async () => {
        restoreKubeconfig();
        await api.stop();
        rmSync(directory, { recursive: true });
    });

    const inDirectory = (name: string): string => join(directory, name);

    const inSnapshot = (...options: string[]): string[] => [
        "--out",
        inDirectory("s.json"),
        ...options,
    ];
    const ofSnapshot = (...options: string[]): string[] => [
        "--snapshot",
        inDirectory("s.json"),
        ...options,
    ];
    const taken = (...options: string[]): Promise<Ended> =>
        ended((say) => snapshot(inSnapshot(...options), say));
    const verified = (...options: string[]): Promise<Ended> =>
        ended((say) => verify(ofSnapshot(...options), say));
    const reported = (): Promise<Ended> =>
        ended((say) => report(["--out", inDirectory("results")], say));

    async function started(script: string, options: readonly string[]): Promise<Ended> {
        const child = spawn(process.execPath, ["--import", "tsx", `cli/${script}.ts`, ...options], {
            stdio: ["ignore", "pipe", "pipe"],
        });
        const [output, errors] = await Promise.all([
            text(child.stdout),
            text(child.stderr),
            once(child, "exit"),
        ]);
        return { code: child.exitCode, output: plain(output), errors: plain(errors) };
    }

    const scaled = (replicas: number): readonly JsonObject[] =>
        withChange(shop, "Deployment", "payment", ["spec", "replicas"], replicas);

    it("snapshot, then verify of the same shop: 0", async () => {
        const first = await taken();
        assert.deepEqual([first.code, first.errors], [0, ""]);
        assert.match(first.output, /pods +14 of 14 Ready/);
        const second = await verified();
        assert.deepEqual([second.code, second.errors], [0, ""]);
        assert.match(second.output, /^Whole: as in the snapshot of /);
    });

    it("verify of a shop that differs: 1, also as JSON", async () => {
        await taken();
        api.objects = scaled(0);
        const { code, output } = await verified("--json");
        assert.equal(code, 1);
        const { isWhole, problems } = JSON.parse(output) as JsonObject;
        assert.equal(isWhole, false);
        assert.deepEqual((problems as Json[])[0], {
            object: "Deployment payment",
            what: "spec.replicas: 1 -> 0",
            field: { path: "spec.replicas", before: 1, after: 0 },
            fix: "pulumi up --refresh -c incident=none",
        });
    });

    it("verify --wait until a recovery is done: 0, and how long it took", async () => {
        await taken();
        api.objects = scaled(0);
        api.asked.length = 0;
        const verifying = verified("--wait", "1m");
        // Asked last: the objects of the first look have been read.
        while (!api.asked.some((path) => path.endsWith("/catalogue"))) {
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
        api.objects = shop;
        const { code, output, errors } = await verifying;
        assert.equal(code, 0);
        assert.match(errors, /^\d+ s: 2 not right, .*spec\.replicas: 1 -> 0$/m);
        assert.match(output, /^Whole after \d+ s: /);
    });

    it("verify that cannot tell: 2", async () => {
        const none = await verified();
        assert.equal(none.code, 2);
        assert.match(none.errors, /^Cannot tell: There is no snapshot /);

        await taken();
        const foreign = await verified("--context", "elsewhere");
        assert.equal(foreign.code, 2);
        assert.match(foreign.errors, /^Cannot tell: .*no such context.*kind-sockshop/);

        writeKubeconfig(inDirectory("config"), "https://127.0.0.1:1");
        const unreachable = await verified();
        assert.equal(unreachable.code, 2);
        assert.match(unreachable.errors, /^Cannot tell: .* does not answer/);
    });

    it("snapshot of a sick shop: refused with 1 and nothing written, unless forced", async () => {
        api.answerCatalogue({ httpStatus: 503 });
        const refused = await taken();
        assert.equal(refused.code, 1);
        assert.match(refused.errors, /front-end does not answer \/catalogue.*\n.*--force/);
        assert.equal(existsSync(inDirectory("s.json")), false);

        const forced = await taken("--force");
        assert.equal(forced.code, 0);
        const written = JSON.parse(readFileSync(inDirectory("s.json"), "utf8")) as JsonObject;
        assert.equal((written.forced as Json[]).length, 1);
    });

    it("snapshot where no shop is: refused even when forced", async () => {
        api.objects = [];
        const { code, errors } = await taken("--force");
        assert.equal(code, 1);
        assert.match(errors, /^There is no shop in namespace sock-shop of kind-sockshop\./);
    });

    it("report writes every file and shows the figures: 0", async () => {
        const totals = {
            requests: 10,
            failures: 5,
            milliseconds: { p50: 1, p95: 2, max: 3 },
            failuresByReason: { "payment failed": 5 },
        };
        const data = { "summary.json": JSON.stringify({ mix: "checkout", totals }) };
        const packed = gzipSync("<html>").toString("base64");
        api.answers.set(`${configMaps}/load-results`, { data });
        api.answers.set(`${configMaps}/load-report`, { binaryData: { "report.html.gz": packed } });
        const { code, output, errors } = await reported();
        assert.deepEqual([code, errors], [0, ""]);
        assert.match(output, /50\.0 %  payment failed \(5\)/);
        assert.deepEqual(readdirSync(inDirectory("results")), ["report.html", "summary.json"]);
        assert.equal(readFileSync(join(inDirectory("results"), "report.html"), "utf8"), "<html>");
    });

    it("report without results: 1, says why and writes nothing", async () => {
        const absent = await reported();
        assert.equal(absent.code, 1);
        assert.match(absent.errors, /has no ConfigMap load-results, which comes with the shop/);

        api.answers.set(`${configMaps}/load-results`, {});
        const empty = await reported();
        assert.equal(empty.code, 1);
        assert.match(empty.errors, /^There are no results yet/);
        assert.equal(existsSync(inDirectory("results")), false);
    });

    it("report with a summary it does not understand writes the files all the same", async () => {
        api.answers.set(`${configMaps}/load-results`, { data: { "summary.json": "{}" } });
        const { code, output } = await reported();
        assert.equal(code, 0);
        assert.match(output, /^No figures to show: summary\.json: totals: /);
        assert.deepEqual(readdirSync(inDirectory("results")), ["summary.json"]);
    });

    it("end a process with the same codes", async () => {
        await taken();
        api.objects = scaled(0);
        const [different, misused, refused] = await Promise.all([
            started("verify", ofSnapshot("--json")),
            started("verify", ofSnapshot("--wait", "soon")),
            started("snapshot", inSnapshot()),
        ]);
        assert.equal(different.code, 1);
        assert.equal((JSON.parse(different.output) as JsonObject).isWhole, false);
        assert.equal(misused.code, 2);
        assert.match(misused.errors, /Give a duration like 5m, 90s or 1h\./);
        assert.equal(refused.code, 1);
        assert.match(refused.errors, /Deployment payment: scaled to 0/);
    });

    it("verify with a damaged snapshot: 2", async () => {
        writeFileSync(inDirectory("s.json"), "{}");
        assert.equal((await verified()).code, 2);
    });
});
