import { createHash } from "node:crypto";

/** Who injects what. Blind, neither name can be read off, but the same pair gives the same text. */
export interface IncidentIdentity {
    readonly holder: string;
    readonly incident: string;
}

/** Ten hexadecimal digits that stand for these names without showing them. */
export function digest(...parts: readonly string[]): string {
    return createHash("sha256").update(parts.join("/")).digest("hex").slice(0, 10);
}

/** Whether a name is one that does not show whose it is. */
export function isDigest(name: string): boolean {
    return /^[0-9a-f]{10}$/.test(name);
}

export function identityOf(stack: string, incident: string, blind: boolean): IncidentIdentity {
    return blind
        ? { holder: digest(stack), incident: digest(stack, incident) }
        : { holder: stack, incident };
}

/** Whether a lease is held by this stack, written blind or not. */
export function holds(stack: string, holder: string): boolean {
    return holder === stack || holder === digest(stack);
}

/** Whether a lease stands for this incident of this stack, written blind or not. */
export function isSameIncident(stack: string, incident: string, marked: string): boolean {
    return marked === incident || marked === digest(stack, incident);
}
