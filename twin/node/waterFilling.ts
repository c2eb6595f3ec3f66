/** A wish for cores, and its weight among the others. */
export interface Wish {
    readonly cores: number;
    readonly shares: number;
}

/**
 * Divides cores among wishes as the kernel's fair scheduler does in the long run: by shares, and
 * whatever one does not want goes to the others. Returns the level: cores per share for those who
 * do not get what they wish; Infinity when everybody does.
 */
export function fillLevel(wishes: readonly Wish[], cores: number): number {
    const byNeed = [...wishes].sort((one, other) => need(one) - need(other));
    let left = cores;
    let shares = byNeed.reduce((sum, wish) => sum + wish.shares, 0);
    for (const wish of byNeed) {
        const level = left / shares;
        if (need(wish) > level) {
            return Math.max(0, level);
        }
        left -= wish.cores;
        shares -= wish.shares;
    }
    return Infinity;
}

/** The level at which a wish is met. */
const need = ({ cores, shares }: Wish): number => cores / shares;
