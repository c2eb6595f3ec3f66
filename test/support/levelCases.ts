import { type LevelBounds, type Second, UserLevel } from "../../twin/load/userLevel";
import type { LevelSpec } from "../../twin/read/objects";
import source from "../fixtures/levels.json";

/** What a load sees, the same for some seconds, and how many users it is to have afterwards. */
export interface LevelPart {
    readonly seconds: number;
    readonly each: Second;
    readonly users: number;
}

export interface LevelCase<Part = Omit<LevelPart, "users">> {
    readonly name: string;
    readonly bounds: LevelBounds;
    readonly parts: readonly Part[];
}

/** Decisions that both forms of the law must make: twin/load/userLevel.ts and level.py. */
export const levelCases: {
    readonly control: LevelSpec;
    readonly cases: readonly LevelCase<LevelPart>[];
} = source;

/** How many users the simulation's law wants after each part. */
export function decided({ bounds, parts }: LevelCase): readonly number[] {
    const law = new UserLevel(levelCases.control, bounds);
    return parts.map(({ seconds, each }) => {
        for (let second = 0; second < seconds; second++) {
            law.after(each);
        }
        return law.users;
    });
}
