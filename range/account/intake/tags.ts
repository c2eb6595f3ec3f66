import type { Tags } from "../../../evidence/evidence";

/** Tags as lists have them, by key; of several values of a key the last, of none an empty one. */
export function tagsOf(list: readonly string[]): Tags {
    return Object.fromEntries(
        list.map((tag) => {
            const [key = "", ...value] = tag.split(":");
            return [key, value.join(":")];
        }),
    );
}

export function tagList(tags: Tags): readonly string[] {
    return Object.entries(tags).map(([key, value]) => (value === "" ? key : `${key}:${value}`));
}

export function withHost(list: readonly string[], host: string | undefined): Tags {
    return host === undefined ? tagsOf(list) : { ...tagsOf(list), host };
}
