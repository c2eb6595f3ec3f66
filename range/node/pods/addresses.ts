/** Addresses of pods: kind's range, the lowest that is free. */
export class Addresses {
    private readonly taken = new Set<string>();

    /** @param wanted the one that it has already, if that is so */
    take(wanted?: string): string {
        const address = wanted ?? this.free();
        this.taken.add(address);
        return address;
    }

    release(address: string): void {
        this.taken.delete(address);
    }

    private free(): string {
        for (let number = 2; ; number++) {
            const address = `10.244.${Math.floor(number / 256)}.${number % 256}`;
            if (number % 256 !== 255 && number % 256 !== 0 && !this.taken.has(address)) {
                return address;
            }
        }
    }
}
