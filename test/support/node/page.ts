/** Writes docs/node-run.md: what was seen on a real node. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { join, resolve } from "node:path";

import { format, resolveConfig } from "prettier";

import { cgroupVersion } from "./cgroups";
import type { NodeRecord, RecordedChapter } from "./record";
import type { RealNode } from "./start";

const checkout = resolve(__dirname, "../../..");

export async function writeNodePage(
    node: RealNode,
    record: NodeRecord,
    means: string,
): Promise<void> {
    const file = join(checkout, "docs", "node-run.md");
    const options = (await resolveConfig(file)) ?? {};
    const text = pageText(node, record, means);
    writeFileSync(file, await format(text, { ...options, filepath: file }));
}

function pageText(node: RealNode, { startedAt, chapters }: NodeRecord, means: string): string {
    const minutes = Math.round((Date.now() - startedAt.getTime()) / 60_000);
    const note = process.env.NODE_RUN_NOTE ?? "";
    return [
        "# A run on a real node",
        "",
        "Written by `npm run test:node` when all of it has passed; do not edit.",
        "",
        `${startedAt.toISOString().slice(0, 10)}, ${minutes} minutes.`,
        [...versions(node)].map(([name, version]) => `${name} ${version}`).join(", ") + ".",
        `The machine: ${cpus().length} cores, ${memoryGibibytes()} GiB, Linux ${release()}, ` +
            `cgroup ${cgroupVersion()}.`,
        ...(note === "" ? [] : ["", note]),
        "",
        means,
        "",
        ...scope,
        ...chapters.flatMap(chapterText),
    ].join("\n");
}

const scope = [
    "Kubelet, kube-proxy, container runtime, kernel, DNS, metrics API, control plane and Locust are",
    "real, in one network namespace without a way out; the objects are the stack's own, unchanged.",
    "The shop's services are **stand-ins** (test/support/node/README.md): the",
    "front-end uses CPU and memory as the real one was measured to, databases are open ports. So",
    "kills, reasons, back-off, throttling, refusals and scaling are the kubelet's and the kernel's;",
    "how soon a load kills says as much about the stand-in and this machine as about the stack.",
    "",
];

function chapterText({ title, steps }: RecordedChapter): readonly string[] {
    return [
        `## ${title}`,
        "",
        "| what | s | seen |",
        "| --- | --: | --- |",
        ...steps.map(
            ({ what, seconds, seen }) =>
                `| ${[escaped(what), seconds?.toFixed(1) ?? "", escaped(seen)].join(" | ")} |`,
        ),
        "",
    ];
}

function versions({ kubernetesVersion }: RealNode): ReadonlyMap<string, string> {
    const goModule = (folder: string, path: string): string =>
        readFileSync(join(__dirname, "modules", folder, "go.mod"), "utf8")
            .split(`${path} v`)[1]
            ?.split(/\s/)[0] ?? "";
    return new Map([
        ["Kubernetes", kubernetesVersion],
        ["containerd", said("containerd", /v?(\d+\.\d+\.\S+)/)],
        ["runc", said("runc", /runc version (\S+)/)],
        ["iptables", said("iptables", /v(\S+ \(\w+\))/)],
        ["CoreDNS", goModule("coredns", "github.com/coredns/coredns")],
        ["metrics-server", goModule("metricsServer", "sigs.k8s.io/metrics-server")],
        ["Node", process.version],
    ]);
}

/** What a program says of its version. */
function said(program: string, pattern: RegExp): string {
    const text = execFileSync(program, ["--version"], { encoding: "utf8" });
    return pattern.exec(text)?.[1] ?? text.trim();
}

function memoryGibibytes(): string {
    const kibibytes = Number(/MemTotal:\s+(\d+)/.exec(readFileSync("/proc/meminfo", "utf8"))?.[1]);
    return (kibibytes / 1024 / 1024).toFixed(0);
}

function escaped(text: string): string {
    return text.replace(/[|*_<>[\]]/g, "\\$&");
}
