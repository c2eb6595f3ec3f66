import assert from "node:assert/strict";

import type { Finding } from "../../../../live/doctor/finding";
import { imageFindings } from "../../../../live/doctor/images";
import { type Fetch, imageName, manifestType } from "../../../../live/doctor/registry";
import type { JsonObject } from "../../../../live/snapshot/json";

const schemaTwo = "application/vnd.docker.distribution.manifest.v2+json";
const schemaOne = "application/vnd.docker.distribution.manifest.v1+prettyjws";

const node = (
    runtime: string,
    names: readonly string[] = [],
    architecture = "amd64",
): JsonObject => ({
    status: {
        images: [{ names }],
        nodeInfo: { containerRuntimeVersion: runtime, architecture },
    },
});

const answering =
    (type: string): Fetch =>
    () =>
        Promise.resolve(new Response(null, { headers: { "content-type": type } }));

const unreachable: Fetch = () =>
    Promise.reject(new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") }));

const standings = (findings: readonly Finding[]): Readonly<Record<string, string>> =>
    Object.fromEntries(findings.map(({ what, standing }) => [what, standing]));

describe("the images of the shop", () => {
    const image = "weaveworksdemos/payment:0.4.3";
    const found = (runtime: string, ask: Fetch): Promise<readonly Finding[]> =>
        imageFindings([image], "upstream", [node(runtime)], ask);

    it("are not asked for when all nodes have them", async () => {
        const names = [`docker.io/${image}`];
        const nodes = [node("containerd://2.1.0", names), node("containerd://2.1.0", names)];
        assert.deepEqual(standings(await imageFindings([image], "upstream", nodes, unreachable)), {
            images: "ok",
        });
        const [have = {}] = nodes;
        const some = [have, node("containerd://2.1.0")];
        assert.equal(
            standings(await imageFindings([image], "upstream", some, unreachable)).images,
            "advice",
        );
    });

    it("of schema 1 are read by containerd before 2.0 only", async () => {
        const old = answering(schemaOne);
        for (const [runtime, standing] of [
            ["containerd://1.7.27", "ok"],
            ["containerd://2.0.4", "missing"],
            ["containerd://2.1.3", "missing"],
            ["containerd://2.2.0", "missing"],
            ["docker://28.0.0", "ok"],
        ] as const) {
            assert.equal(standings(await found(runtime, old))["image format"], standing, runtime);
        }
        const [, format] = await found("containerd://2.1.3", old);
        assert.match(format?.found ?? "", /schema 1: weaveworksdemos\/payment:0\.4\.3; containerd/);
        assert.match(format?.mend ?? "", /images multiarch/);
        assert.deepEqual(standings(await found("containerd://2.1.3", answering(schemaTwo))), {
            images: "ok",
            "image format": "ok",
        });
    });

    it("that no registry tells of are named, and nothing is claimed of their format", async () => {
        const [pulls, format] = await found("containerd://2.1.3", unreachable);
        assert.match(pulls?.found ?? "", /1 of 1 not found from here: .*ENOTFOUND/);
        assert.deepEqual([pulls?.standing, format?.standing], ["advice", "unknown"]);
    });

    it("are for amd64 upstream, rebuilt ones for arm64 too", async () => {
        const arm = [node("containerd://1.7.0", [], "arm64")];
        const ask = answering(schemaTwo);
        assert.equal(
            standings(await imageFindings([image], "upstream", arm, ask)).architecture,
            "missing",
        );
        assert.equal(
            standings(await imageFindings([image], "multiarch", arm, ask)).architecture,
            undefined,
        );
    });
});

describe("a registry", () => {
    it("is the one that container runtimes would ask", () => {
        const hub = "registry-1.docker.io";
        const cases = {
            redis: [hub, "library/redis", "latest"],
            "mongo:4.4.18": [hub, "library/mongo", "4.4.18"],
            "docker.io/a/b:1": [hub, "a/b", "1"],
            "quay.io/x/y:latest": ["quay.io", "x/y", "latest"],
            "localhost:5000/z": ["localhost:5000", "z", "latest"],
            "quay.io/x/y:1@sha256:abc": ["quay.io", "x/y", "sha256:abc"],
        };
        for (const [image, expected] of Object.entries(cases)) {
            const { registry, repository, reference } = imageName(image);
            assert.deepEqual([registry, repository, reference], expected, image);
        }
    });

    it("that wants a token gets the one for everybody, and no manifest is pulled", async () => {
        const asked: string[] = [];
        const ask: Fetch = (url, { method = "GET", headers }) => {
            asked.push(`${method} ${url}`);
            if (method === "GET") {
                return Promise.resolve(Response.json({ token: "for-all" }));
            }
            const { authorization } = headers as Record<string, string>;
            const challenge = 'Bearer realm="https://auth.test/token",service="r",scope="s:pull"';
            return Promise.resolve(
                authorization === "Bearer for-all"
                    ? new Response(null, { headers: { "content-type": `${schemaOne}; q=1` } })
                    : new Response(null, {
                          status: 401,
                          headers: { "www-authenticate": challenge },
                      }),
            );
        };
        assert.equal(await manifestType("redis", ask), schemaOne);
        const manifest = "HEAD https://registry-1.docker.io/v2/library/redis/manifests/latest";
        const token = "GET https://auth.test/token?service=r&scope=s%3Apull";
        assert.deepEqual(asked, [manifest, token, manifest]);
    });

    it("that refuses is quoted", async () => {
        const ask: Fetch = () => Promise.resolve(new Response(null, { status: 404 }));
        await assert.rejects(manifestType("redis:0", ask), /registry-1\.docker\.io answers 404/);
    });
});
