/** Name and tag of an image, as they are written and without a digest. */
export function nameAndTag(image: string): { readonly name: string; readonly tag: string } {
    const [named = image] = image.split("@");
    const colon = named.lastIndexOf(":");
    // A colon before the last slash belongs to the registry's port.
    const hasTag = colon > named.lastIndexOf("/");
    return {
        name: hasTag ? named.slice(0, colon) : named,
        tag: hasTag ? named.slice(colon + 1) : "latest",
    };
}
