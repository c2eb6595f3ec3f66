/**
 * Network, mount and process namespaces for a node. When their first process ends the kernel kills
 * all others and takes the mounts, addresses and rules away, however it came about.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../../../range/controlPlane/wait";
import type { Supervisor } from "../../../range/controlPlane/supervisor";

/** The node's address, in the range that kind's nodes have. */
export const nodeAddress = "172.18.0.2";

/** Seconds for making namespaces on a busy machine. */
const patienceSeconds = 30;

export interface Sandbox {
    /** Puts a command into the network only; it stays a child that obeys signals. */
    readonly enterNetwork: readonly string[];
    /** Puts a command into all of them; it ends with the sandbox. */
    readonly enter: readonly string[];
}

/**
 * The first process. The node's address is on one end of a pair of interfaces, the other end of
 * which is in here too, as is the default route: packets to anywhere else end there. `wait` also
 * collects what other processes leave behind.
 * Private: /run for sockets, and the logs of pods, which the kubelet links in /var/log.
 */
const firstProcess = (directory: string): string => `
set -e
ip link set lo up
ip link add node0 type veth peer name node1
ip address add ${nodeAddress}/16 dev node0
ip link set node0 up
ip link set node1 up
ip route add default dev node0
echo 1 > /proc/sys/net/ipv4/ip_forward
mount -t tmpfs tmpfs /run
mkdir /run/lock "${directory}/log"
mount --bind "${directory}/log" /var/log
touch "${directory}/sandbox-is-ready"
trap 'exit 0' TERM
while :; do sleep 60 & wait; done
`;

/** Makes the namespaces; everything that is to be in them is started through the result. */
export async function startSandbox(supervisor: Supervisor, directory: string): Promise<Sandbox> {
    const script = join(directory, "sandbox.sh");
    writeFileSync(script, firstProcess(directory));
    const namespaces = ["--net", "--mount", "--propagation", "private", "--pid", "--mount-proc"];
    const processId = supervisor.start({
        name: "sandbox",
        program: "unshare",
        args: [...namespaces, "--fork", "--kill-child=SIGKILL", "sh", script],
    });
    await waitFor(
        "the node's namespaces",
        patienceSeconds,
        () => (existsSync(join(directory, "sandbox-is-ready")) ? true : undefined),
        () => {
            supervisor.assertAlive();
        },
    );
    const namespace = (name: string): string => `/proc/${processId}/ns/${name}`;
    const network = `--net=${namespace("net")}`;
    const processes = `--pid=${namespace("pid_for_children")}`;
    return {
        enterNetwork: ["nsenter", network, "--"],
        enter: ["nsenter", network, `--mount=${namespace("mnt")}`, processes, "--"],
    };
}
