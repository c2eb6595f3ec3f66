/** Which images a registry has, as far as the simulation knows, and what runs in them. */
import { locustImage } from "../../components/incident/locust";
import { withImages } from "../../shop/images";
import { type ServiceName, serviceNames, services } from "../../shop/services";
import { unknownProgram } from "../physics/idle";
import { nameAndTag } from "../read/imageName";

export interface Program {
    /** A service of the shop, or something of which nothing is known: it runs idle. */
    readonly name: string;
    /** The ports on which it listens, whatever a spec says. */
    readonly ports: readonly number[];
}

/** Why an image cannot be had. */
export type MissingImage = "noTag" | "noRepository";

/**
 * Images that people start beside a shop, and what comes with it: they are there in any version,
 * and run idle.
 */
const idleRepositories: readonly string[] = [
    locustImage.split(":")[0] ?? locustImage,
    "registry.k8s.io/metrics-server/metrics-server",
    "registry.k8s.io/pause",
    ...["alpine", "busybox", "curlimages/curl", "debian", "nginx", "nicolaka/netshoot", "python"],
    ...["datadog/agent", "gcr.io/datadoghq/agent", "gcr.io/datadoghq/cluster-agent", "ubuntu"],
];

interface Repository {
    readonly tags: ReadonlySet<string>;
    readonly program: Program;
}

/** By repository: the images of both sets, and what they are. */
const repositories = new Map<string, Repository>();
for (const shop of [services, withImages(services, "multiarch")]) {
    for (const name of serviceNames) {
        for (const container of shop[name].containers) {
            const { repository, tag } = partsOf(container.image);
            const known = repositories.get(repository);
            const ports = container.ports.map(({ containerPort }) => containerPort);
            repositories.set(repository, {
                // `latest` is the one tag that every repository of the shop's images has.
                tags: new Set([...(known?.tags ?? ["latest"]), tag]),
                program: { name: programName(container.name, name), ports },
            });
        }
    }
}

/** Several databases share an image: which one a container is, its name says. */
const ambiguous = new Set(
    serviceNames.flatMap((name) => {
        const image = services[name].containers[0]?.image ?? "";
        const { repository } = partsOf(image);
        const shared = serviceNames.filter(
            (other) =>
                partsOf(services[other].containers[0]?.image ?? "").repository === repository,
        );
        return shared.length > 1 ? [repository] : [];
    }),
);

/**
 * A release: which of them there are only the registry knows, so any is taken to exist. What these
 * repositories have beside releases is not known: taken not to.
 */
const isVersion = /^\d+\.\d+\.\d+$/;

/** What runs in a container of that name and image; or why the image cannot be had. */
export function programOf(containerName: string, image: string): Program | MissingImage {
    const { repository, tag } = partsOf(image);
    if (idleRepositories.includes(repository)) {
        return { name: unknownProgram, ports: [] };
    }
    const known = repositories.get(repository);
    if (known === undefined) {
        return "noRepository";
    }
    if (!known.tags.has(tag) && !isVersion.test(tag)) {
        return "noTag";
    }
    const isNamed = (serviceNames as readonly string[]).includes(containerName);
    return ambiguous.has(repository) && isNamed
        ? { ...known.program, name: containerName }
        : known.program;
}

/** Why the image of such a container cannot be had; undefined: it can. */
export function missingImage({
    name,
    image,
}: {
    readonly name: string;
    readonly image: string;
}): MissingImage | undefined {
    const found = programOf(name, image);
    return typeof found === "string" ? found : undefined;
}

/** Repository and tag, the repository without the registry that everybody means. */
export function partsOf(image: string): { readonly repository: string; readonly tag: string } {
    const { name, tag } = nameAndTag(image);
    return { repository: name.replace(/^docker\.io\//, "").replace(/^library\//, ""), tag };
}

/** As containerd names it. */
export function fullReference(image: string): string {
    const { repository, tag } = partsOf(image);
    const [first = ""] = repository.split("/");
    if (/[.:]/.test(first)) {
        return `${repository}:${tag}`;
    }
    return `docker.io/${repository.includes("/") ? repository : `library/${repository}`}:${tag}`;
}

function programName(container: string, service: ServiceName): string {
    return container === service || container === "rabbitmq-exporter" ? container : service;
}
