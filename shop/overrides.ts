import { z } from "zod";

import type { ContainerSpec, ServiceSpec } from "./serviceSpec";
import { serviceNames, type ServiceName, type ShopSpec } from "./services";

/** `pulumi config set --path` makes a number of what looks like one. */
const asText = (value: unknown): unknown => (typeof value === "number" ? String(value) : value);

const quantity = (meaning: string, pattern: RegExp) =>
    z.preprocess(asText, z.string().regex(pattern, `must be ${meaning}`));

const amounts = z.strictObject({
    cpu: quantity("a CPU quantity like 300m or 1", /^(?=.*[1-9])(\d+m|\d+(\.\d+)?)$/).optional(),
    memory: quantity("a memory quantity like 500Mi or 1Gi", /^[1-9]\d*(Ki|Mi|Gi)$/).optional(),
});

const override = z.strictObject({
    image: z.string().min(1).optional(),
    /** 0 would be a fault; faults are what incidents are for. */
    replicas: z.int().min(1).max(20).optional(),
    resources: z
        .strictObject({ requests: amounts.optional(), limits: amounts.optional() })
        .optional(),
});

const overrides = z.partialRecord(z.enum(serviceNames), override);

export type ServiceOverride = z.infer<typeof override>;
export type ServiceOverrides = z.infer<typeof overrides>;

/** The overrides in a parsed JSON value, or a sentence that says what is wrong with it. */
export function checkOverrides(value: unknown): ServiceOverrides | string {
    const result = overrides.safeParse(value);
    if (result.success) {
        return result.data;
    }
    const faults = result.error.issues.map(
        ({ path, message }) => `${path.length === 0 ? "" : `${path.join(".")}: `}${message}`,
    );
    return (
        `${faults.join("; ")}. Allowed per service: image, replicas (1 to 20), ` +
        `resources.requests and resources.limits with cpu and memory. ` +
        `Services: ${serviceNames.join(", ")}.`
    );
}

/** The shop with the overrides of the settings, which hold in health and in every incident. */
export function withOverrides(shop: ShopSpec, wanted: ServiceOverrides): ShopSpec {
    const entries = Object.entries(shop).map(([name, spec]): [string, ServiceSpec] => {
        const change = wanted[name as ServiceName];
        return [name, change === undefined ? spec : overridden(spec, change)];
    });
    return Object.fromEntries(entries) as ShopSpec;
}

function overridden(spec: ServiceSpec, change: ServiceOverride): ServiceSpec {
    return {
        ...spec,
        replicas: change.replicas ?? spec.replicas,
        containers: spec.containers.map((container, index) =>
            index === 0 ? overriddenContainer(container, change) : container,
        ),
    };
}

function overriddenContainer(container: ContainerSpec, change: ServiceOverride): ContainerSpec {
    const { requests, limits } = change.resources ?? {};
    return {
        ...container,
        image: change.image ?? container.image,
        resources:
            change.resources === undefined
                ? container.resources
                : {
                      requests: { ...container.resources?.requests, ...requests },
                      limits: { ...container.resources?.limits, ...limits },
                  },
    };
}
