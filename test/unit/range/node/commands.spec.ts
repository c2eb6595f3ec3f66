import { deepEqual, equal, match } from "node:assert/strict";

import type { V1ConfigMap, V1Pod } from "@kubernetes/client-node";

import type { ExecContext, Printed } from "../../../../range/node/kubelet/commands/command";
import { runCommand } from "../../../../range/node/kubelet/commands/run";
import type { Visited } from "../../../../range/node/http/visits";

/** Like what the API sends: no instance of the client's classes. */
const sent = (object: object): unknown => object;

const pod = sent({
    metadata: { name: "carts-1", namespace: "sock-shop", uid: "u" },
    spec: {
        containers: [{ name: "carts", volumeMounts: [{ name: "files", mountPath: "/load" }] }],
        volumes: [{ name: "files", configMap: { name: "scripts" } }],
    },
}) as V1Pod;
const scripts = sent({
    metadata: { name: "scripts" },
    data: { "run.py": "pass\n" },
}) as V1ConfigMap;
const addresses: Readonly<Record<string, string | undefined>> = { "front-end": "10.96.0.7" };

const visits: Readonly<Record<string, Visited>> = {
    "/health": { is: "answered", status: 200 },
    "/missing": { is: "answered", status: 404 },
    "/refused": { is: "refused" },
    "/late": { is: "lost", reason: "connectTimeout" },
};

const context: ExecContext = {
    ...{ pod, container: "carts", address: "10.244.0.9", commandLine: "java -jar app.jar" },
    queue: undefined,
    configMaps: () => Promise.resolve([scripts]),
    variables: () => Promise.resolve({ HOME: "/root", ZONE: "eu" }),
    addressOf: (host) => addresses[host],
    visit: (_host, _port, _method, path) =>
        path === "/never"
            ? new Promise<Visited>(() => undefined)
            : Promise.resolve(visits[path] ?? { is: "unknown" }),
    resolves: () => true,
    wait: () => Promise.resolve(),
};

const run = (line: string, changed: Partial<ExecContext> = {}): Promise<Printed> =>
    runCommand(line.split(" "), { ...context, ...changed });

describe("what kubectl exec runs in a simulated container", () => {
    it("knows the container's variables, name, files and process", async () => {
        equal((await run("env")).stdout, "HOME=/root\nZONE=eu\n");
        equal((await run("printenv ZONE")).stdout, "eu\n");
        equal((await run("printenv NONE")).exitCode, 1);
        equal((await run("/bin/hostname")).stdout, "carts-1\n");
        equal((await run("cat /load/run.py")).stdout, "pass\n");
        match((await run("cat /etc/hosts")).stdout ?? "", /^10\.244\.0\.9\tcarts-1$/m);
        match((await run("ps")).stdout ?? "", /java -jar app\.jar/);
        const none = await run("cat /none");
        deepEqual([none.exitCode, none.stderr?.slice(0, 24)], [1, "cat: can't open '/none':"]);
    });

    it("takes one command from a shell, and says of others what there is", async () => {
        const echoed = await runCommand(["sh", "-c", "echo a b"], context);
        equal(echoed.stdout, "a b\n");
        for (const words of [["vi"], ["sh", "-c", "echo a | wc"]]) {
            const { exitCode, stderr = "" } = await runCommand(words, context);
            equal(exitCode, 127);
            match(stderr, /This container is simulated\. It knows: env, /);
        }
    });

    it("asks the name server, which may not be reached", async () => {
        match((await run("nslookup front-end")).stdout ?? "", /Address: 10\.96\.0\.7\n/);
        match((await run("nslookup nobody")).stdout ?? "", /can't find nobody: NXDOMAIN/);
        const { stdout, exitCode } = await run("nslookup front-end", { resolves: () => false });
        deepEqual([exitCode, stdout?.includes("timed out")], [1, true]);
        equal((await run("getent hosts front-end")).stdout, "10.96.0.7        front-end\n");
        equal((await run("getent hosts nobody")).exitCode, 2);
    });

    it("has curl's words and exit codes", async () => {
        const codes = { refused: 7, late: 28, unknown: 6 };
        for (const [path, code] of Object.entries(codes)) {
            equal((await run(`curl http://front-end/${path}`)).exitCode, code, path);
        }
        equal((await run("curl http://nobody/health")).exitCode, 6);
        equal((await run("curl -m 2 http://front-end/never")).exitCode, 28);
        const head = await run("curl -I http://front-end/health");
        equal(head.stdout, "HTTP/1.1 200\r\n\r\n");
        const code = await run("curl -s -o /dev/null -w %{http_code} front-end/missing");
        deepEqual([code.stdout, code.exitCode], ["404", 0]);
    });

    it("tells the address from the values of options, wherever it stands", async () => {
        const asked: (readonly [string, number, string])[] = [];
        const visit: ExecContext["visit"] = (host, port, method, path) => {
            asked.push([host, port, method + path]);
            return Promise.resolve({ is: "answered", status: 200 });
        };
        const lines = [
            "curl http://front-end/health -m 5",
            "curl -sSo out.txt front-end:8080/health",
            "curl -X POST -H accept:x http://front-end/orders -w %{http_code}",
            "curl https://front-end/",
            "wget -qO- http://front-end/health -T 5",
            "wget -O out.txt front-end/health",
        ];
        for (const line of lines) {
            equal((await run(line, { visit })).exitCode, 0, line);
        }
        await runCommand(["sh", "-c", `curl -s 'http://front-end/cart' -H "a: b"`], {
            ...context,
            visit,
        });
        deepEqual(asked, [
            ["front-end", 80, "GET/health"],
            ["front-end", 8080, "GET/health"],
            ["front-end", 80, "POST/orders"],
            ["front-end", 443, "GET/"],
            ["front-end", 80, "GET/health"],
            ["front-end", 80, "GET/health"],
            ["front-end", 80, "GET/cart"],
        ]);
    });

    it("has wget's words and exit codes", async () => {
        const text = async (line: string): Promise<string> => (await run(line)).stderr ?? "";
        equal(
            await text("wget -qO- http://front-end/missing"),
            "wget: server returned error: HTTP/1.1 404\n",
        );
        match(await text("wget http://front-end/refused"), /\(10\.96\.0\.7\): Connection refused/);
        match(await text("wget http://nobody/"), /bad address 'nobody'/);
        match(await text("wget -T 2 http://front-end/never"), /download timed out/);
        equal((await run("wget -qO- http://front-end/health")).exitCode, 0);
    });
});
