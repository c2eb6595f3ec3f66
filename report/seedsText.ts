/** `1 to 5`, or the list where they do not follow one another. */
export function seedsText(seeds: readonly number[]): string {
    const [first = 0] = seeds;
    const follow = seeds.length > 2 && seeds.every((seed, index) => seed === first + index);
    return follow ? `${first} to ${first + seeds.length - 1}` : seeds.join(", ");
}
