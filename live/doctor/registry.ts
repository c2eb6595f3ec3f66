/** What a registry says of an image, asked as a node would, without credentials. */

/** An image's name taken apart as container runtimes do. */
export interface ImageName {
    readonly registry: string;
    readonly repository: string;
    /** A tag or a digest. */
    readonly reference: string;
}

/** Docker Hub answers there, and calls images without a slash its library. */
const hub = "registry-1.docker.io";

export function imageName(image: string): ImageName {
    const [withoutDigest = image, digest] = image.split("@");
    const slash = withoutDigest.indexOf("/");
    const first = withoutDigest.slice(0, Math.max(slash, 0));
    const hasRegistry = /[.:]/.test(first) || first === "localhost";
    const path = hasRegistry ? withoutDigest.slice(slash + 1) : withoutDigest;
    const [, name = path, tag = "latest"] = /^(.*?)(?::([^:/]+))?$/.exec(path) ?? [];
    const isHub = !hasRegistry || first === "docker.io";
    return {
        registry: isHub ? hub : first,
        repository: isHub && !name.includes("/") ? `library/${name}` : name,
        reference: digest ?? tag,
    };
}

const docker = "application/vnd.docker.distribution.manifest";
const oci = "application/vnd.oci.image";

/** Everything there is, so that the registry sends what it has and converts nothing. */
const accept = [
    ...[`${oci}.index.v1+json`, `${oci}.manifest.v1+json`],
    ...[`${docker}.list.v2+json`, `${docker}.v2+json`, `${docker}.v1+prettyjws`],
].join(", ");

const patienceMs = 10_000;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Media type of the image's manifest; rejects with why there is none. */
export async function manifestType(image: string, ask: Fetch): Promise<string> {
    const { registry, repository, reference } = imageName(image);
    // HEAD: Docker Hub counts it as no pull.
    const head = (token?: string): Promise<Response> =>
        ask(`https://${registry}/v2/${repository}/manifests/${reference}`, {
            method: "HEAD",
            headers: {
                accept,
                ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            },
            signal: AbortSignal.timeout(patienceMs),
        });
    let answer = await head();
    if (answer.status === 401) {
        answer = await head(await tokenFor(answer.headers.get("www-authenticate") ?? "", ask));
    }
    if (!answer.ok) {
        throw new Error(`${registry} answers ${answer.status}`);
    }
    return answer.headers.get("content-type")?.split(";")[0] ?? "";
}

/** The token for everybody that a registry's challenge points to. */
async function tokenFor(challenge: string, ask: Fetch): Promise<string> {
    const parts = new Map(
        [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
    );
    const url = new URL(parts.get("realm") ?? "");
    for (const key of ["service", "scope"]) {
        url.searchParams.set(key, parts.get(key) ?? "");
    }
    const answer = await ask(url.href, { signal: AbortSignal.timeout(patienceMs) });
    const { token, access_token } = (await answer.json()) as Record<string, string | undefined>;
    const found = token ?? access_token;
    if (found === undefined) {
        throw new Error(`${url.host} gives no token`);
    }
    return found;
}

/** The format of before 2016 that containerd reads no more. */
export function isSchemaOne(type: string): boolean {
    return type.startsWith(`${docker}.v1+`);
}
