import type { Stream } from "../clock/stream";

/** Kubernetes' alphabet for generated names: no vowels, nothing that can be misread. */
const letters = "bcdfghjklmnpqrstvwxz2456789";

export function suffix(stream: Stream, length: number): string {
    return Array.from({ length }, () => letters[stream.below(letters.length)]).join("");
}

/** The hash in a ReplicaSet's name: the same template has the same one. FNV-1a, 32 bits. */
export function templateHash(template: string): string {
    let hash = 0x811c9dc5;
    for (let at = 0; at < template.length; at++) {
        hash = Math.imul(hash ^ template.charCodeAt(at), 0x01000193);
    }
    return Array.from((hash >>> 0).toString(10).padStart(10, "0"), (digit, at) => {
        return letters[(Number(digit) * 2 + at) % letters.length];
    }).join("");
}

/** A container's or pod's identifier: hexadecimal digits. */
export function identifier(stream: Stream, length: number): string {
    return Array.from({ length }, () => stream.below(16).toString(16)).join("");
}
