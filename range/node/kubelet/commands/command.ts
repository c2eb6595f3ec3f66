/** What a command in a simulated container is, what it may know, and what it leaves. */
import type { V1ConfigMap, V1Pod } from "@kubernetes/client-node";

import type { QueueSample } from "../../../../twin/observer";
import type { Visited } from "../../http/visits";

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

export type Command = (args: readonly string[], context: ExecContext) => Promise<Printed>;

export const print = (stdout: string): Printed => ({ stdout, exitCode: 0 });

/** Of a name that no command has here. */
export const unknownCommand = (name: string): Printed => ({
    stderr: `${name}: not found. ${help}\n`,
    exitCode: 127,
});

const help =
    "This container is simulated. It knows: env, printenv, cat (mounted files, /etc/hosts, " +
    "/etc/hostname, /etc/resolv.conf), hostname, ps, wget, curl, nslookup, getent hosts, echo, true, " +
    "in the broker rabbitmqctl list_queues; one command at a time, also as sh -c '…'.";
