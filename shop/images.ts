import { stepsDownPastFileOwners, unprivileged } from "./security";
import type { ContainerSpec, TcpProbe, ServiceSpec } from "./serviceSpec";
import type { ServiceName, ShopSpec } from "./services";

export const imageSets = ["upstream", "multiarch"] as const;
export type ImageSet = (typeof imageSets)[number];

/** How the rebuilt image of a service is started; the rest is as upstream. */
type Rebuild = Partial<Omit<ContainerSpec, "name" | "resources">>;

const javaFlags = [
    "-Xms64m",
    "-Xmx128m",
    "-XX:+UseG1GC",
    "-Djava.security.egd=file:/dev/urandom",
    "-Dspring.zipkin.enabled=false",
];

const launcher = [
    "-Dloader.path=/opt/lib",
    "org.springframework.boot.loader.PropertiesLauncher",
    "--port=8080",
];

/** The rebuilt Java images start `java` directly, so the flags are arguments, not JAVA_OPTS. */
const java = (service: string, jar: string): Rebuild => ({
    image: `quay.io/powercloud/sock-shop-${service}:latest`,
    command: ["/usr/bin/java"],
    args: ["-cp", jar, ...javaFlags, ...launcher],
    ports: [{ containerPort: 8080 }],
    env: undefined,
    security: unprivileged,
    memoryVolumes: ["/tmp"],
});

const go = (service: string, command: string, args: readonly string[] = []): Rebuild => ({
    image: `quay.io/powercloud/sock-shop-${service}:latest`,
    command: [command],
    args: ["-port=8080", ...args],
    ports: [{ containerPort: 8080 }],
    security: unprivileged,
});

/**
 * The images that the testbed ran: rebuilt for amd64 and arm64, the front-end on Node 18 (source:
 * ocp-power-demos/sock-shop-demo, manifests/base). The applications listen on 8080 instead of 80.
 * Databases that bring data are rebuilt too; the others and the broker are official images for both.
 */
const rebuilds: Partial<Record<ServiceName, Rebuild>> = {
    "front-end": {
        image: "quay.io/powercloud/sock-shop-front-end:latest",
        command: ["/usr/bin/npm"],
        args: ["start"],
        // npm writes its cache there and the root file system is read-only.
        memoryVolumes: ["/opt/app-root/src/.npm/_cacache"],
    },
    catalogue: go("catalogue", "/opt/app", ["-DSN=root:admin@tcp(catalogue-db:3306)/socksdb"]),
    "catalogue-db": {
        image: "quay.io/powercloud/sock-shop-catalogue-db:latest",
        // MariaDB, which takes no memory for files that it has not opened: as the image starts it.
        command: undefined,
        args: undefined,
        // The rebuilt catalogue logs in as root with this password, see its DSN above.
        env: { MARIADB_ROOT_PASSWORD: "admin", MARIADB_DATABASE: "socksdb" },
    },
    carts: java("carts", "/opt/app.jar"),
    orders: java("orders", "/app.jar"),
    payment: go("payment", "/payment/app"),
    "queue-master": java("queue-master", "/opt/app.jar"),
    rabbitmq: {
        image: "rabbitmq:3.12.14-management",
        // The newer entry point writes into /etc/rabbitmq.
        security: { ...stepsDownPastFileOwners, readOnlyRootFilesystem: false },
    },
    shipping: java("shipping", "/opt/app.jar"),
    user: {
        ...go("user", "/opt/user", ["-mongo-host=user-db:27017"]),
        env: { HATEAOS: "user", USER_DATABASE: "mongodb" },
    },
    // No volume over /data/db-users: the image brings the customers there.
    "user-db": { image: "quay.io/powercloud/sock-shop-user-db:latest" },
};

function movedProbe<Probe extends TcpProbe>(
    probe: Probe | undefined,
    port: number,
): Probe | undefined {
    return probe === undefined ? undefined : { ...probe, port };
}

/** The service with its application listening on another port; callers still use port 80. */
function listeningOn(spec: ServiceSpec, from: number, to: number): ServiceSpec {
    const moved = (port: number): number => (port === from ? to : port);
    return {
        ...spec,
        containers: spec.containers.map((container) => ({
            ...container,
            livenessProbe: movedProbe(container.livenessProbe, to),
            readinessProbe: movedProbe(container.readinessProbe, to),
            startupProbe: movedProbe(container.startupProbe, to),
        })),
        servicePorts: spec.servicePorts.map((port) => ({
            ...port,
            targetPort:
                typeof port.targetPort === "number" ? moved(port.targetPort) : port.targetPort,
        })),
        allowedCallers: spec.allowedCallers.map((caller) => ({
            ...caller,
            port: moved(caller.port),
        })),
    };
}

function rebuilt(spec: ServiceSpec, rebuild: Rebuild): ServiceSpec {
    const [application, ...others] = spec.containers;
    if (application === undefined) {
        return spec;
    }
    const from = application.ports[0]?.containerPort;
    const to = rebuild.ports?.[0]?.containerPort;
    const changed = { ...spec, containers: [{ ...application, ...rebuild }, ...others] };
    return from === undefined || to === undefined ? changed : listeningOn(changed, from, to);
}

/** The shop on another set of images; everything else about it stays as it is. */
export function withImages(shop: ShopSpec, images: ImageSet): ShopSpec {
    if (images === "upstream") {
        return shop;
    }
    const entries = Object.entries(shop).map(([name, spec]) => {
        const rebuild = rebuilds[name as ServiceName];
        return [name, rebuild === undefined ? spec : rebuilt(spec, rebuild)];
    });
    return Object.fromEntries(entries) as ShopSpec;
}
