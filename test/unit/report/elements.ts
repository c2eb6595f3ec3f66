/** The attributes of a page's elements that have all of these. */
export function elements(html: string, ...attributes: readonly string[]): Record<string, string>[] {
    return [...html.matchAll(/<\w+((?: [\w-]+="[^"]*")+)[^>]*>/g)]
        .map(([, text = ""]) =>
            Object.fromEntries(
                [...text.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [
                    name,
                    value,
                ]),
            ),
        )
        .filter((element) => attributes.every((name) => element[name] !== undefined));
}
