/** Whether the nodes will get the shop's images. */
import type { ImageSet } from "../../shop/images";
import { type JsonObject, listAt, textAt } from "../snapshot/json";
import { advice, type Finding, missing, ok, unknown } from "./finding";
import { type Fetch, imageName, isSchemaOne, manifestType } from "./registry";
import { messageOf } from "../../tools/messageOf";

/**
 * From this version on containerd refuses schema 1: 2.0 unless the environment of its daemon allows
 * it, 2.1 for good (source: its error text, core/remotes/docker/schema1).
 */
const refusesSchemaOne = 2;

const rebuilt = "pulumi config set images multiarch, which are rebuilt ones";

export async function imageFindings(
    images: readonly string[],
    set: ImageSet,
    nodes: readonly JsonObject[],
    ask: Fetch,
): Promise<readonly Finding[]> {
    const absent = images.filter((image) => !nodes.every((node) => isOn(node, image)));
    if (absent.length === 0) {
        return [ok("images", `all ${images.length} are on the nodes`)];
    }
    const looked = await Promise.all(absent.map((image) => look(image, ask)));
    return [
        ...architectureFindings(set, nodes),
        pullFinding(images.length, looked),
        schemaFinding(looked, nodes),
    ];
}

interface Looked {
    readonly image: string;
    readonly type?: string;
    readonly problem?: string;
}

async function look(image: string, ask: Fetch): Promise<Looked> {
    try {
        return { image, type: await manifestType(image, ask) };
    } catch (error) {
        // fetch says "fetch failed" and hides why in the cause.
        const cause = error instanceof Error ? error.cause : undefined;
        return { image, problem: messageOf(cause ?? error) };
    }
}

/** Node lists name an image with its registry, and by tag as well as by digest. */
function isOn(node: JsonObject, image: string): boolean {
    const wanted = keyOf(image);
    return listAt(node, "status", "images")
        .flatMap((one) => listAt(one, "names"))
        .some((name) => typeof name === "string" && keyOf(name) === wanted);
}

function keyOf(image: string): string {
    const { registry, repository, reference } = imageName(image);
    return `${registry}/${repository} ${reference}`;
}

function pullFinding(all: number, looked: readonly Looked[]): Finding {
    const failed = looked.filter(({ problem }) => problem !== undefined);
    const [first] = failed;
    if (first === undefined) {
        const there = all - looked.length;
        return ok("images", `${looked.length} to pull, ${there} there already`);
    }
    const found = `${failed.length} of ${looked.length} not found from here: ${first.image} (${first.problem ?? ""})`;
    const mend =
        "Registries are asked from this machine, nodes pull by their own way: see that they reach " +
        "the registry, or load the image: kind load docker-image <image> --name <cluster>";
    // What a machine behind a proxy cannot reach its nodes may have a mirror for.
    return advice("images", found, mend);
}

function schemaFinding(looked: readonly Looked[], nodes: readonly JsonObject[]): Finding {
    const what = "image format";
    const old = looked.filter(({ type }) => isSchemaOne(type ?? "")).map(({ image }) => image);
    if (looked.every(({ type }) => type === undefined)) {
        return unknown(what, "no registry told");
    }
    const unable = nodes.map(runtimeOf).filter(readsNoSchemaOne);
    if (old.length === 0) {
        return ok(what, "none of schema 1");
    }
    const found = `schema 1: ${old.join(", ")}`;
    return unable.length === 0
        ? ok(what, `${found}; these nodes still read it`)
        : missing(what, `${found}; ${unable.join(", ")} does not read it`, rebuilt);
}

function runtimeOf(node: JsonObject): string {
    return textAt(node, "status", "nodeInfo", "containerRuntimeVersion") ?? "";
}

/** Of `containerd://2.1.3`; other runtimes have their own rules, which nobody knows here. */
function readsNoSchemaOne(runtime: string): boolean {
    const [, major = 0] = /^containerd:\/\/(\d+)\./.exec(runtime) ?? [];
    return Number(major) >= refusesSchemaOne;
}

/** Upstream's images are for amd64 alone. */
function architectureFindings(set: ImageSet, nodes: readonly JsonObject[]): readonly Finding[] {
    const found = new Set(
        nodes.map((node) => textAt(node, "status", "nodeInfo", "architecture") ?? "amd64"),
    );
    const others = [...found].filter((one) => one !== "amd64");
    return set === "upstream" && others.length > 0
        ? [missing("architecture", `${others.join(", ")}; upstream images are amd64`, rebuilt)]
        : [];
}
