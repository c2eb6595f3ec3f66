import { z } from "zod";

/*
 * The parts of Kubernetes objects that the simulation follows. Whatever else they say is ignored.
 */

const quantities = z.object({ cpu: z.string().optional(), memory: z.string().optional() });

const probedPort = z.union([z.number(), z.string()]);

const probe = z
    .object({
        httpGet: z.object({ path: z.string().default("/"), port: probedPort }).optional(),
        tcpSocket: z.object({ port: probedPort }).optional(),
        initialDelaySeconds: z.number().min(0).optional(),
        periodSeconds: z.number().positive().optional(),
        timeoutSeconds: z.number().positive().optional(),
        successThreshold: z.number().int().positive().optional(),
        failureThreshold: z.number().int().positive().optional(),
    })
    .refine(
        ({ httpGet, tcpSocket }) => (httpGet === undefined) !== (tcpSocket === undefined),
        "only probes by httpGet or tcpSocket are played",
    );

export const containerSchema = z.object({
    name: z.string(),
    image: z.string(),
    args: z.array(z.unknown()).optional(),
    ports: z.array(z.object({ containerPort: z.number(), name: z.string().optional() })).optional(),
    resources: z
        .object({ requests: quantities.optional(), limits: quantities.optional() })
        .optional(),
    livenessProbe: probe.optional(),
    readinessProbe: probe.optional(),
    startupProbe: probe.optional(),
});

const count = z.union([z.number(), z.string()]);

const podTemplate = z.object({
    metadata: z.object({ labels: z.record(z.string(), z.string()).optional() }).optional(),
    spec: z.object({
        containers: z.array(containerSchema).min(1),
        terminationGracePeriodSeconds: z.number().min(0).optional(),
        volumes: z
            .array(z.object({ configMap: z.object({ name: z.string() }).optional() }))
            .optional(),
    }),
});

export const deploymentSchema = z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({
        replicas: z.number().int().min(0).optional(),
        selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
        strategy: z
            .object({
                type: z.string().optional(),
                rollingUpdate: z
                    .object({ maxSurge: count.optional(), maxUnavailable: count.optional() })
                    .optional(),
            })
            .optional(),
        template: podTemplate,
    }),
});

export const serviceSchema = z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({
        selector: z.record(z.string(), z.string()).optional(),
        ports: z.array(z.object({ port: z.number(), targetPort: count.optional() })).default([]),
    }),
});

export const autoscalerSchema = z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({
        scaleTargetRef: z.object({ kind: z.literal("Deployment"), name: z.string() }),
        minReplicas: z.number().int().positive().optional(),
        maxReplicas: z.number().int().positive(),
        metrics: z.tuple([
            z.object({
                type: z.literal("Resource"),
                resource: z.object({
                    name: z.enum(["cpu", "memory"]),
                    target: z.object({
                        type: z.literal("Utilization"),
                        averageUtilization: z.number().positive(),
                    }),
                }),
            }),
        ]),
    }),
});

export const jobSchema = z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({ template: podTemplate }),
});

export const configMapSchema = z.object({
    metadata: z.object({ name: z.string() }),
    data: z.record(z.string(), z.string()).optional(),
});

const request = z.object({
    name: z.string(),
    method: z.enum(["GET", "POST", "DELETE"]),
    path: z.string(),
    success: z.array(z.number()),
    slowAfterSeconds: z.number().positive().nullable(),
    basicAuth: z.boolean(),
});

export const mixSchema = z.object({
    waitSeconds: z.object({ min: z.number().min(0), max: z.number().min(0) }),
    account: z.enum(["none", "seeded", "shared", "own"]),
    socks: z.array(z.object({ id: z.string(), priceDollars: z.number() })).min(1),
    setup: z.array(request),
    name: z.string().default(""),
    order: z.enum(["weighted", "sequence"]),
    tasks: z.array(request.extend({ weight: z.number().positive() })).min(1),
    shippingDollars: z.number(),
    paymentLimitDollars: z.number(),
});

const positive = z.number().positive();

/** How a load finds its level: scenarios/load/level.ts. */
export const levelSchema = z.object({
    firstUsers: positive,
    slowSeconds: positive,
    slowShare: positive,
    meanSeconds: positive,
    leastMeanSeconds: positive,
    mostMeanSeconds: positive,
    meanStep: positive,
    windowSeconds: positive,
    recentSeconds: positive,
    fastShare: positive,
    changePerSecond: positive,
    smoothingSeconds: positive,
    tolerance: z.number().min(0),
    probeEverySeconds: positive,
    probeLimitSeconds: positive,
    slowProbes: positive,
    cut: positive.max(1),
    cutEverySeconds: positive,
    meanCut: positive.max(1),
    meanRecovery: positive,
    restSeconds: z.number().min(0),
    lostShare: positive,
    settleSeconds: positive,
    settleShare: positive,
});

export type ProbeSpec = z.infer<typeof probe>;
export type ContainerObject = z.infer<typeof containerSchema>;
export type LoadRequestSpec = z.infer<typeof request>;
export type LevelSpec = z.infer<typeof levelSchema>;
export type MixSpec = z.infer<typeof mixSchema>;
