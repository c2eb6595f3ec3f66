import type { Container } from "./pod";

/** Tells whoever waits for a process that it has ended. */
export class Ends {
    private readonly waiting = new Map<Container, Set<() => void>>();

    /** Has that called when the container's process ends; returns what takes it back. */
    watch(container: Container, tell: () => void): () => void {
        const all = this.waiting.get(container) ?? new Set();
        this.waiting.set(container, all.add(tell));
        return () => {
            all.delete(tell);
        };
    }

    ended(container: Container): void {
        const all = this.waiting.get(container);
        this.waiting.delete(container);
        all?.forEach((tell) => {
            tell();
        });
    }
}
