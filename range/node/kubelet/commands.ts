/** The few commands that `kubectl exec` runs in a simulated container, and what they print. */
import type { V1ConfigMap, V1Pod } from "@kubernetes/client-node";

import { lookUps, lookUpSeconds } from "../../../twin/physics/network";
import type { QueueSample } from "../../../twin/observer";
import type { Visited } from "../http/visits";
import { identityOf } from "../api/identity";
import { pageOf } from "../http/shopPages";

/** What a command may know. */
export interface ExecContext {
    readonly pod: V1Pod;
    readonly container: string;
    readonly address: string;
    /** Files of ConfigMaps that are mounted in the container. */
    configMaps(): Promise<readonly V1ConfigMap[]>;
    variables(): Promise<Readonly<Record<string, string>>>;
    /** Cluster address of a Service; undefined: none of that name. */
    addressOf(host: string): string | undefined;
    visit(host: string, port: number, method: string, path: string): Promise<Visited>;
    /** Whether the cluster's name server can be asked. */
    resolves(): boolean;
    /** So many seconds of the shop. */
    wait(seconds: number): Promise<void>;
    /** What the broker holds; undefined: this container is none, or nobody has declared a queue. */
    readonly queue: QueueSample | undefined;
    /** The container's main command line. */
    readonly commandLine: string;
}

export interface Printed {
    readonly stdout?: string;
    readonly stderr?: string;
    readonly exitCode: number;
}

type Command = (args: readonly string[], context: ExecContext) => Promise<Printed>;

const help =
    "This container is simulated. It knows: env, printenv, cat (mounted files, /etc/hosts, " +
    "/etc/hostname, /etc/resolv.conf), hostname, ps, wget, curl, nslookup, getent hosts, echo, true, " +
    "in the broker rabbitmqctl list_queues; one command at a time, also as sh -c '…'.";

export async function runCommand(words: readonly string[], context: ExecContext): Promise<Printed> {
    const [name = "", ...args] = unwrapped(words);
    const command = commands[name.split("/").at(-1) ?? name];
    if (command === undefined) {
        return { stderr: `${name}: not found. ${help}\n`, exitCode: 127 };
    }
    return command(args, context);
}

/** The command of `sh -c '…'`, where it is a single one. */
function unwrapped(words: readonly string[]): readonly string[] {
    const [shell = "", option, text, ...rest] = words;
    const isShell = /^(\/bin\/)?(sh|bash|ash)$/.test(shell);
    if (isShell && option === "-c" && text !== undefined && rest.length === 0) {
        return /[;&|<>$`()]/.test(text) ? [text] : text.trim().split(/\s+/);
    }
    return words;
}

const print = (stdout: string): Printed => ({ stdout, exitCode: 0 });

const commands: Readonly<Record<string, Command | undefined>> = {
    env: async (_, context) =>
        print(
            Object.entries(await context.variables())
                .map(([name, value]) => `${name}=${value}\n`)
                .join(""),
        ),
    printenv: async ([name], context) => {
        const variables = await context.variables();
        if (name === undefined) {
            return commands.env?.([], context) ?? print("");
        }
        const value = variables[name];
        return value === undefined ? { exitCode: 1 } : print(`${value}\n`);
    },
    true: () => Promise.resolve(print("")),
    echo: (args) => Promise.resolve(print(`${args.join(" ")}\n`)),
    hostname: (_, { pod }) => Promise.resolve(print(`${identityOf(pod).name}\n`)),
    ps: (_, { commandLine }) =>
        Promise.resolve(
            print(`PID   USER     TIME  COMMAND\n    1 root      0:00 ${commandLine}\n`),
        ),
    cat,
    wget,
    curl,
    nslookup,
    rabbitmqctl,
    getent: ([, host = ""], context) => {
        const address = context.addressOf(host);
        return Promise.resolve(
            address === undefined ? { exitCode: 2 } : print(`${address.padEnd(16)} ${host}\n`),
        );
    },
};

/** RabbitMQ's own words; of what it can list, what is known of the queue. */
function rabbitmqctl(
    [verb, ...asked]: readonly string[],
    { container, queue }: ExecContext,
): Promise<Printed> {
    if (container !== "rabbitmq") {
        return Promise.resolve({ stderr: `rabbitmqctl: not found. ${help}\n`, exitCode: 127 });
    }
    if (verb !== "list_queues") {
        const stderr = "The simulated rabbitmqctl knows list_queues and nothing else.\n";
        return Promise.resolve({ stderr, exitCode: 64 });
    }
    const columns = asked.length === 0 ? ["name", "messages"] : asked;
    const known: Readonly<Record<string, string | number>> | undefined = queue && {
        name: queue.name,
        messages: queue.ready + queue.unacknowledged,
        messages_ready: queue.ready,
        messages_unacknowledged: queue.unacknowledged,
        consumers: queue.consumers,
    };
    const row = known && `${columns.map((column) => known[column] ?? "").join("\t")}\n`;
    return Promise.resolve(print(`Listing queues ...\n${row ?? ""}`));
}

async function cat(paths: readonly string[], context: ExecContext): Promise<Printed> {
    const files = await filesOf(context);
    const missing = paths.filter((path) => files.get(path) === undefined);
    return {
        stdout: paths.map((path) => files.get(path) ?? "").join(""),
        stderr: missing
            .map((path) => `cat: can't open '${path}': No such file or directory\n`)
            .join(""),
        exitCode: missing.length > 0 ? 1 : 0,
    };
}

async function filesOf(context: ExecContext): Promise<ReadonlyMap<string, string>> {
    const { pod, container, address } = context;
    const { name, namespace } = identityOf(pod);
    const search = `${namespace}.svc.cluster.local svc.cluster.local cluster.local`;
    const files = new Map([
        ["/etc/hostname", `${name}\n`],
        ["/etc/hosts", `127.0.0.1\tlocalhost\n${address}\t${name}\n`],
        ["/etc/resolv.conf", `search ${search}\nnameserver 10.96.0.10\noptions ndots:5\n`],
    ]);
    const configMaps = await context.configMaps();
    const mounts = pod.spec?.containers.find((one) => one.name === container)?.volumeMounts ?? [];
    for (const mount of mounts) {
        const volume = pod.spec?.volumes?.find((one) => one.name === mount.name);
        const found = configMaps.find((one) => one.metadata?.name === volume?.configMap?.name);
        for (const [file, text] of Object.entries(found?.data ?? {})) {
            files.set(`${mount.mountPath}/${file}`, text);
        }
    }
    return files;
}

function nslookup([host = ""]: readonly string[], context: ExecContext): Promise<Printed> {
    const head = "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n";
    if (!context.resolves()) {
        const stdout = ";; connection timed out; no servers could be reached\n\n";
        return Promise.resolve({ stdout, exitCode: 1 });
    }
    const address = context.addressOf(host);
    return Promise.resolve(
        address === undefined
            ? { stdout: `${head}** server can't find ${host}: NXDOMAIN\n\n`, exitCode: 1 }
            : print(`${head}Name:\t${host}\nAddress: ${address}\n\n`),
    );
}

interface Fetched {
    readonly status: number;
    readonly body: string;
}

const curlCodes: Readonly<Record<string, 6 | 7 | 28 | undefined>> = {
    "bad address": 6,
    "Connection refused": 7,
    "Operation timed out": 28,
};

/** The value of the first of these options, as `-T 5` or `-T5` or `--timeout=5`. */
function secondsOf(args: readonly string[], options: readonly string[]): number | undefined {
    for (const [index, arg] of args.entries()) {
        const option = options.find((one) => arg.startsWith(one));
        if (option !== undefined) {
            const text = arg === option ? args[index + 1] : arg.slice(option.length);
            const seconds = Number(text?.replace(/^=/, ""));
            return seconds > 0 ? seconds : undefined;
        }
    }
    return undefined;
}

/** Undefined: it has not come by then. */
function within<T>(
    seconds: number | undefined,
    coming: Promise<T>,
    context: ExecContext,
): Promise<T | undefined> {
    const over = (): undefined => undefined;
    return seconds === undefined
        ? coming
        : Promise.race([coming, context.wait(seconds).then(over)]);
}

/** busybox's words. */
async function wget(args: readonly string[], context: ExecContext): Promise<Printed> {
    const url = urlIn(args);
    if (url === undefined) {
        return { stderr: "wget: missing URL\n", exitCode: 1 };
    }
    const limit = secondsOf(args, ["-T", "--timeout"]);
    const found = await within(limit, fetched(url, "GET", context), context);
    if (found === undefined) {
        return { stderr: "wget: download timed out\n", exitCode: 1 };
    }
    if (typeof found === "string") {
        const place = `${url.hostname} (${context.addressOf(url.hostname) ?? ""})`;
        const text =
            found === "bad address"
                ? `bad address '${url.hostname}'`
                : `can't connect to remote host ${place}: ${found}`;
        return { stderr: `wget: ${text}\n`, exitCode: 1 };
    }
    return found.status >= 400
        ? { stderr: `wget: server returned error: HTTP/1.1 ${found.status}\n`, exitCode: 1 }
        : print(args.some((one) => /^-q?O-$|^-$/.test(one)) ? found.body : "");
}

async function curl(args: readonly string[], context: ExecContext): Promise<Printed> {
    const url = urlIn(args);
    if (url === undefined) {
        return { stderr: "curl: try 'curl --help' for more information\n", exitCode: 2 };
    }
    const isHead = args.includes("-I") || args.includes("--head");
    const limit = secondsOf(args, ["-m", "--max-time", "--connect-timeout"]);
    const method = isHead ? "HEAD" : "GET";
    const found = await within(limit, fetched(url, method, context), context);
    if (found === undefined) {
        const stderr = `curl: (28) Connection timed out after ${(limit ?? 0) * 1000} milliseconds\n`;
        return { stderr, exitCode: 28 };
    }
    if (typeof found === "string") {
        const code = curlCodes[found] ?? 52;
        const text = {
            6: "Could not resolve host",
            7: "Failed to connect to",
            28: "Connection timed out to",
            52: "Empty reply from",
        }[code];
        return { stderr: `curl: (${code}) ${text} ${url.hostname}\n`, exitCode: code };
    }
    const head = `HTTP/1.1 ${found.status}\r\n\r\n`;
    const isShown = isHead || args.includes("-i") || args.includes("--include");
    const format = args[args.findIndex((one) => one === "-w" || one === "--write-out") + 1] ?? "";
    const written = args.some((one) => one === "-w" || one === "--write-out")
        ? format
              .replace(/%\{(http_code|response_code)\}/g, String(found.status))
              .replace(/\\n/g, "\n")
        : "";
    const isDropped = args.some((one) => one === "/dev/null");
    return print(`${isShown ? head : ""}${isHead || isDropped ? "" : found.body}${written}`);
}

function urlIn(args: readonly string[]): URL | undefined {
    const text = args.findLast(
        (one) =>
            /^(https?:\/\/)?[a-z0-9.-]+(:\d+)?(\/.*)?$/i.test(one) &&
            !one.startsWith("-") &&
            !one.startsWith("/"),
    );
    return text === undefined ? undefined : new URL(text.includes("://") ? text : `http://${text}`);
}

/** What came back, or why nothing did. */
async function fetched(url: URL, method: string, context: ExecContext): Promise<Fetched | string> {
    if (!context.resolves()) {
        await context.wait(lookUpSeconds * lookUps);
    }
    if (context.addressOf(url.hostname) === undefined) {
        return "bad address";
    }
    const path = `${url.pathname}${url.search}`;
    const visited = await context.visit(url.hostname, Number(url.port || 80), method, path);
    switch (visited.is) {
        case "answered":
            return { status: visited.status, body: pageOf(path, visited.status).body };
        case "unknown":
            return "bad address";
        case "refused":
            return "Connection refused";
        case "lost":
            return visited.reason === "connectTimeout"
                ? "Operation timed out"
                : "error getting response";
    }
}
