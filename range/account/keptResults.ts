/** Queries that are kept: a dashboard with its viewers, and an agent, ask the same again and again. */
const mostKept = 500;

/** What was made of a text, once for as long as there is room. */
export class KeptResults<T> {
    private readonly results = new Map<string, T>();

    of(text: string, make: () => T): T {
        const known = this.results.get(text);
        if (known !== undefined) {
            return known;
        }
        const made = make();
        if (this.results.size >= mostKept) {
            this.results.clear();
        }
        this.results.set(text, made);
        return made;
    }

    clear(): void {
        this.results.clear();
    }
}
