/** A first-in, first-out queue of whole numbers that allocates only to grow. */
export class Ring {
    length = 0;
    private items = new Int32Array(64);
    private head = 0;

    push(item: number): void {
        if (this.length === this.items.length) {
            this.grow();
        }
        this.items[(this.head + this.length++) & (this.items.length - 1)] = item;
    }

    /** The oldest item; only when there is one. */
    shift(): number {
        const item = this.items[this.head] as number;
        this.head = (this.head + 1) & (this.items.length - 1);
        this.length--;
        return item;
    }

    clear(): void {
        this.length = 0;
    }

    private grow(): void {
        const items = new Int32Array(2 * this.items.length);
        for (let at = 0; at < this.length; at++) {
            items[at] = this.items[(this.head + at) & (this.items.length - 1)] as number;
        }
        this.items = items;
        this.head = 0;
    }
}
