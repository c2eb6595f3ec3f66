import { BlockList, isIPv6 } from "node:net";

import { z } from "zod";

import type { PlannedObject } from "../../plan/plan";
import { ofKind, parsed } from "./parsed";

export type Labels = Readonly<Record<string, string>>;

/** Whether labels are meant. */
export type Selects = (labels: Labels) => boolean;

/** Ports that a rule lets through. */
export interface AllowedPort {
    readonly protocol: string;
    /** By number, or by the name that the pod gives it; undefined: all of the protocol. */
    readonly port: number | string | undefined;
    /** The last of a range that begins with `port`. */
    readonly endPort: number | undefined;
}

/** Whom a rule lets through: pods by their labels and their namespace's, or addresses. */
export type AllowedPeer =
    | {
          readonly by: "labels";
          readonly pods: Selects;
          /** Undefined: of the policy's own namespace only. */
          readonly namespaces: Selects | undefined;
      }
    | { readonly by: "address"; readonly holds: (address: string) => boolean };

/** Both have to agree; undefined: any. */
export interface AllowRule {
    readonly peers: readonly AllowedPeer[] | undefined;
    readonly ports: readonly AllowedPort[] | undefined;
}

/** A NetworkPolicy: what is let through to the pods that it selects, and from them. */
export interface PlayedPolicy {
    readonly name: string;
    readonly selects: Selects;
    /** Undefined: it says nothing of that direction. */
    readonly ingress: readonly AllowRule[] | undefined;
    readonly egress: readonly AllowRule[] | undefined;
}

const selectorSchema = z.object({
    matchLabels: z.record(z.string(), z.string()).optional(),
    matchExpressions: z
        .array(
            z.object({
                key: z.string(),
                operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
                values: z.array(z.string()).optional(),
            }),
        )
        .optional(),
});

const peersSchema = z
    .array(
        z.object({
            podSelector: selectorSchema.optional(),
            namespaceSelector: selectorSchema.optional(),
            ipBlock: z
                .object({ cidr: z.string(), except: z.array(z.string()).optional() })
                .optional(),
        }),
    )
    .optional();

const portsSchema = z
    .array(
        z.object({
            protocol: z.string().default("TCP"),
            port: z.union([z.number(), z.string()]).optional(),
            endPort: z.number().optional(),
        }),
    )
    .optional();

const policySchema = z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({
        podSelector: selectorSchema.default({}),
        policyTypes: z.array(z.enum(["Ingress", "Egress"])).optional(),
        ingress: z.array(z.object({ from: peersSchema, ports: portsSchema })).optional(),
        egress: z.array(z.object({ to: peersSchema, ports: portsSchema })).optional(),
    }),
});

type SelectorObject = z.infer<typeof selectorSchema>;
type PeerObject = NonNullable<z.infer<typeof peersSchema>>[number];
type PortObject = NonNullable<z.infer<typeof portsSchema>>[number];

export function readPolicies(objects: readonly PlannedObject[]): readonly PlayedPolicy[] {
    return ofKind(objects, "NetworkPolicy").map(readPolicy);
}

/** The labels of a namespace: its own, and the one that the API server gives each. */
export function namespaceLabels(objects: readonly PlannedObject[], namespace: string): Labels {
    const own = ofKind(objects, "Namespace").find(({ metadata }) => metadata.name === namespace);
    return { ...own?.metadata.labels, ...namedNamespace(namespace) };
}

export function namedNamespace(namespace: string): Labels {
    return { "kubernetes.io/metadata.name": namespace };
}

function readPolicy(object: PlannedObject): PlayedPolicy {
    const { metadata, spec } = parsed(policySchema, object);
    const { ingress = [], egress = [] } = spec;
    // What the API server fills in for who leaves the types out.
    const types = spec.policyTypes ?? ["Ingress", ...(egress.length > 0 ? ["Egress"] : [])];
    return {
        name: metadata.name,
        selects: selection(spec.podSelector),
        ingress: types.includes("Ingress")
            ? ingress.map(({ from, ports }) => rule(from, ports))
            : undefined,
        egress: types.includes("Egress")
            ? egress.map(({ to, ports }) => rule(to, ports))
            : undefined,
    };
}

/** Empty lists mean the same as none: no restriction. */
function rule(peers: readonly PeerObject[] = [], ports: readonly PortObject[] = []): AllowRule {
    return {
        peers: peers.length === 0 ? undefined : peers.map(peer),
        ports:
            ports.length === 0
                ? undefined
                : ports.map(({ protocol, port, endPort }) => ({ protocol, port, endPort })),
    };
}

function peer({ podSelector, namespaceSelector, ipBlock }: PeerObject): AllowedPeer {
    if (ipBlock !== undefined) {
        const [inside, outside] = [blocks([ipBlock.cidr]), blocks(ipBlock.except ?? [])];
        const has = (list: BlockList, address: string): boolean =>
            list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
        return {
            by: "address",
            holds: (address) => has(inside, address) && !has(outside, address),
        };
    }
    return {
        by: "labels",
        pods: selection(podSelector ?? {}),
        namespaces: namespaceSelector && selection(namespaceSelector),
    };
}

function blocks(cidrs: readonly string[]): BlockList {
    const list = new BlockList();
    for (const cidr of cidrs) {
        const [address = "", prefix = ""] = cidr.split("/");
        list.addSubnet(address, Number(prefix), isIPv6(address) ? "ipv6" : "ipv4");
    }
    return list;
}

/** All that a selector asks for has to hold; an empty one selects everything. */
function selection({ matchLabels = {}, matchExpressions = [] }: SelectorObject): Selects {
    const pairs = Object.entries(matchLabels);
    return (labels) =>
        pairs.every(([key, value]) => labels[key] === value) &&
        matchExpressions.every(({ key, operator, values = [] }) => {
            const value = labels[key];
            const isAmong = value !== undefined && values.includes(value);
            switch (operator) {
                case "In":
                    return isAmong;
                case "NotIn":
                    return !isAmong;
                case "Exists":
                    return value !== undefined;
                case "DoesNotExist":
                    return value === undefined;
            }
        });
}
