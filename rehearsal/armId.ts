/** What an arm is called: `hpa,limits@detection`. `none` has no moment: there is nothing that could come. */
export function armId(remediation: string, moment: string): string {
    return remediation === "none" ? remediation : `${remediation}@${moment}`;
}

/** The fix of an arm and its moment, by what the arm is called. */
export function armParts(id: string): {
    readonly fix: string;
    readonly moment: string | undefined;
} {
    const [fix = "", moment] = id.split("@");
    return { fix, moment };
}
