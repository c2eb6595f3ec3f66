import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/**
 * A stream of random numbers of its own for each mechanism: two runs with the same seed that differ
 * in one mechanism still make the same choices in all others.
 */
export class Stream {
    private readonly generator;

    /** `index` tells streams of the same name apart, such as those of the users. */
    constructor(seed: number, name: string, index = 0) {
        this.generator = xoroshiro128plus(seedOf(seed, name, index));
    }

    /** Uniform from 0 up to but not including 1. */
    next(): number {
        return (this.generator.next() >>> 0) / 2 ** 32;
    }

    between(low: number, high: number): number {
        return low + (high - low) * this.next();
    }

    /** A whole number from 0 up to but not including `count`. */
    below(count: number): number {
        return Math.floor(this.next() * count);
    }
}

/**
 * What the generator of a stream begins with: FNV-1a over the name, then MurmurHash3's finalizer, so
 * that neighbours have nothing in common.
 */
export function seedOf(seed: number, name: string, index: number): number {
    let hash = 0x811c9dc5 ^ seed;
    for (let at = 0; at < name.length; at++) {
        hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
    }
    hash ^= Math.imul(index + 1, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16);
}
