import { createHash } from "node:crypto";

import canonicalize from "canonicalize";

import type { ShopObject } from "./normalise";

/** SHA-256 of the objects as canonical JSON (RFC 8785), like `sha256:9f86…`. */
export function hashOf(objects: readonly ShopObject[]): string {
    const text = canonicalize(objects) ?? "";
    return `sha256:${createHash("sha256").update(text, "utf8").digest("hex")}`;
}
