import type { Scanner } from "./scanner";

/** `.name("a","b")` after a search; arguments without their quotes. */
export interface Link {
    readonly name: string;
    readonly texts: readonly string[];
    readonly at: number;
}

/** All links up to the comparison, in the order in which they stand. */
export function chain(scanner: Scanner): readonly Link[] {
    const links: Link[] = [];
    while (scanner.sees(/\./)) {
        const at = scanner.position;
        const name = scanner.match(/\.\w+/)?.slice(1) ?? scanner.fail("a name is missing");
        scanner.expect("(", `after .${name}`);
        links.push({ name, texts: argumentsOf(scanner, name), at });
    }
    return links;
}

function argumentsOf(scanner: Scanner, name: string): readonly string[] {
    const texts: string[] = [];
    while (!scanner.sees(/\)/)) {
        const isQuoted = scanner.sees(/["']/);
        const bare = isQuoted ? undefined : scanner.match(/[@\w.:-]+/);
        texts.push(bare ?? scanner.quoted(`the argument of .${name}()`));
        if (!scanner.take(",")) {
            break;
        }
    }
    scanner.expect(")", `after the argument of .${name}()`);
    return texts;
}
