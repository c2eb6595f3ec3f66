import { bindsLowPort, stepsDown, stepsDownPastFileOwners, unprivileged } from "./security";
import type { ContainerResources, ContainerSpec, HttpProbe, ServiceSpec } from "./serviceSpec";

/*
 * The shop as microservices-demo's complete-demo.yaml deploys it (snapshot 9dff06f). Every
 * deviation is listed with its reason in docs/deviations.md.
 */

const javaOptions =
    "-Xms64m -Xmx128m -XX:+UseG1GC -Djava.security.egd=file:/dev/urandom " +
    "-Dspring.zipkin.enabled=false";

const scraped = { "prometheus.io/scrape": "true" };

const sized = (cpu: [string, string], memory: [string, string]): ContainerResources => ({
    requests: { cpu: cpu[0], memory: memory[0] },
    limits: { cpu: cpu[1], memory: memory[1] },
});

const probe = (path: string, port: number, initialDelaySeconds: number): HttpProbe => ({
    path,
    port,
    initialDelaySeconds,
    periodSeconds: 3,
});

/** Upstream's readiness delay of 180 s is why the first `pulumi up` takes over three minutes. */
const healthProbes = (port: number): Pick<ContainerSpec, "livenessProbe" | "readinessProbe"> => ({
    livenessProbe: probe("/health", port, 300),
    readinessProbe: probe("/health", port, 180),
});

/** A service that speaks HTTP on port 80, inside and outside. */
const web = (container: Omit<ContainerSpec, "ports">): ServiceSpec => ({
    replicas: 1,
    containers: [{ ...container, ports: [{ containerPort: 80 }] }],
    serviceAnnotations: scraped,
    servicePorts: [{ port: 80, targetPort: 80 }],
    allowedCallers: [
        { port: 80, from: "callers" },
        { port: 80, from: "scrapers" },
    ],
});

/**
 * Of what upstream leaves BestEffort: those have cpu.shares of 2 to a JVM's 102, and starved for a
 * minute when all of the shop started at once on two busy cores. Without limits, as upstream's.
 */
const stateful: ContainerResources = { requests: { cpu: "25m" } };

const database = (
    container: Omit<ContainerSpec, "ports">,
    port: { containerPort: number; name: string },
    podAnnotations?: Record<string, string>,
): ServiceSpec => ({
    replicas: 1,
    containers: [{ resources: stateful, ...container, ports: [port] }],
    podAnnotations,
    servicePorts: [{ port: port.containerPort, targetPort: port.containerPort }],
    allowedCallers: [{ port: port.containerPort, from: "callers" }],
});

const mongo = (name: string, image: string): ServiceSpec =>
    database(
        { name, image, security: stepsDown, memoryVolumes: ["/tmp"] },
        { containerPort: 27017, name: "mongo" },
    );

/**
 * Mongo 6 dropped the wire protocol that the services' drivers speak; 4.4 is Helm's choice. From
 * 4.4.19 on it needs ARMv8.2-A, which a Raspberry Pi 4 is not (SERVER-71772).
 */
const mongoImage = "mongo:4.4.18";

/**
 * MySQL 5.7 has a table with an entry for every file that it might open (mysys/my_file.c), and
 * where a container may open 2^30 files, that is 16 GiB at once (docker-library/mysql#579). Its own
 * --open-files-limit cannot lower it, a pod cannot either, and a memory limit would only kill it.
 * Where even this many are not allowed, the shell says so and goes on.
 */
const withFewFiles = (entrypoint: string): Pick<ContainerSpec, "command" | "args"> => ({
    command: ["sh", "-c"],
    args: [`ulimit -n 65536; exec ${entrypoint}`],
});

export const services = Object.freeze({
    "front-end": {
        replicas: 1,
        containers: [
            {
                name: "front-end",
                image: "weaveworksdemos/front-end:0.3.12",
                ports: [{ containerPort: 8079 }],
                env: { SESSION_REDIS: "true" },
                resources: sized(["100m", "300m"], ["300Mi", "1000Mi"]),
                security: unprivileged,
                // The API's default, but crash changes it, and recovery must win over anybody else.
                livenessProbe: { ...probe("/", 8079, 300), failureThreshold: 3 },
                readinessProbe: { ...probe("/", 8079, 30), failureThreshold: 3 },
            },
        ],
        serviceAnnotations: scraped,
        exposed: true,
        servicePorts: [{ port: 80, targetPort: 8079 }],
        allowedCallers: [{ port: 8079, from: "anyone" }],
    },
    catalogue: web({
        name: "catalogue",
        image: "weaveworksdemos/catalogue:0.3.5",
        command: ["/app"],
        args: ["-port=80"],
        resources: sized(["100m", "200m"], ["100Mi", "200Mi"]),
        security: bindsLowPort,
        ...healthProbes(80),
    }),
    "catalogue-db": database(
        {
            name: "catalogue-db",
            image: "weaveworksdemos/catalogue-db:0.3.0",
            ...withFewFiles("docker-entrypoint.sh mysqld"),
            env: { MYSQL_ROOT_PASSWORD: "fake_password", MYSQL_DATABASE: "socksdb" },
            // More than it ever takes. Without one, recovery could not win over anybody else's.
            resources: { ...stateful, limits: { cpu: "1" } },
        },
        { containerPort: 3306, name: "mysql" },
    ),
    carts: web({
        name: "carts",
        image: "weaveworksdemos/carts:0.4.8",
        env: { JAVA_OPTS: javaOptions },
        resources: sized(["100m", "300m"], ["200Mi", "500Mi"]),
        security: bindsLowPort,
        memoryVolumes: ["/tmp"],
    }),
    "carts-db": mongo("carts-db", mongoImage),
    orders: web({
        name: "orders",
        image: "weaveworksdemos/orders:0.4.7",
        env: { JAVA_OPTS: javaOptions },
        resources: sized(["100m", "500m"], ["300Mi", "500Mi"]),
        security: bindsLowPort,
        memoryVolumes: ["/tmp"],
    }),
    "orders-db": mongo("orders-db", mongoImage),
    payment: web({
        name: "payment",
        image: "weaveworksdemos/payment:0.4.3",
        resources: sized(["99m", "200m"], ["100Mi", "200Mi"]),
        security: bindsLowPort,
        ...healthProbes(80),
    }),
    "queue-master": web({
        name: "queue-master",
        image: "weaveworksdemos/queue-master:0.3.1",
        env: { JAVA_OPTS: javaOptions },
        resources: sized(["100m", "300m"], ["300Mi", "500Mi"]),
    }),
    rabbitmq: {
        replicas: 1,
        containers: [
            {
                name: "rabbitmq",
                image: "rabbitmq:3.6.8-management",
                ports: [
                    { containerPort: 15672, name: "management" },
                    { containerPort: 5672, name: "rabbitmq" },
                ],
                resources: stateful,
                security: stepsDownPastFileOwners,
            },
            {
                name: "rabbitmq-exporter",
                image: "kbudde/rabbitmq-exporter:1.0.0",
                ports: [{ containerPort: 9090, name: "exporter" }],
                // From 1.0.0 on it listens on 9419 unless told otherwise, and asks RabbitMQ in two
                // ways that 3.6.8 answers with 406 and 500 (kbudde/rabbitmq_exporter#84).
                env: { PUBLISH_PORT: "9090", RABBIT_CAPABILITIES: "compat" },
            },
        ],
        podAnnotations: { "prometheus.io/scrape": "false" },
        serviceAnnotations: { ...scraped, "prometheus.io/port": "9090" },
        servicePorts: [
            { port: 5672, targetPort: 5672, name: "rabbitmq" },
            { port: 9090, targetPort: "exporter", name: "exporter" },
        ],
        allowedCallers: [
            { port: 5672, from: "callers" },
            { port: 9090, from: "scrapers" },
        ],
    },
    "session-db": database(
        { name: "session-db", image: "redis:7.4-alpine", security: stepsDown },
        { containerPort: 6379, name: "redis" },
        { "prometheus.io/scrape": "false" },
    ),
    shipping: web({
        name: "shipping",
        image: "weaveworksdemos/shipping:0.4.8",
        env: { ZIPKIN: "zipkin.jaeger.svc.cluster.local", JAVA_OPTS: javaOptions },
        resources: sized(["100m", "300m"], ["300Mi", "500Mi"]),
        security: bindsLowPort,
        memoryVolumes: ["/tmp"],
    }),
    user: web({
        name: "user",
        image: "weaveworksdemos/user:0.4.7",
        env: { MONGO_HOST: "user-db:27017" },
        resources: sized(["100m", "300m"], ["100Mi", "200Mi"]),
        security: bindsLowPort,
        ...healthProbes(80),
    }),
    "user-db": mongo("user-db", "weaveworksdemos/user-db:0.3.0"),
} satisfies Record<string, ServiceSpec>);

export type ServiceName = keyof typeof services;

/** All services, resolved under the profiles in force. */
export type ShopSpec = Readonly<Record<ServiceName, ServiceSpec>>;

export const serviceNames = Object.keys(services) as ServiceName[];
