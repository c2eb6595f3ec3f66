import type { Values } from "../../experiment/stack/engine";

/**
 * Settings of the stack that are not what they were when its experiment began: where the shop
 * differs because of them, that is meant. And an incident that the next plain `up` would bring back.
 */
export function changedSettings(
    before: Values | undefined,
    now: Values,
    stack: string,
): readonly string[] {
    const was = before ?? now;
    const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])].sort();
    return [
        ...keys
            .filter((key) => was[key] !== now[key])
            .map(
                (key) =>
                    `Setting ${key} of stack ${stack} has changed meanwhile: ` +
                    `${was[key] ?? "the default"} -> ${now[key] ?? "the default"}.`,
            ),
        ...["incident", "remediation"]
            .filter((key) => (now[key] ?? "none") !== "none")
            .map(
                (key) =>
                    `Stack ${stack} still asks for ${key} = ${now[key]}, which the next pulumi up brings ` +
                    `back. Take it out: pulumi config set ${key} none -s ${stack}`,
            ),
    ];
}
