/** States of a monitor, or of one of its groups, as Datadog's API spells them. */
export const monitorStates = ["OK", "No Data", "Warn", "Alert"] as const;

export type MonitorState = (typeof monitorStates)[number];

/** Whether somebody is told: an alert, or a warning. */
export function isLoud(state: string): boolean {
    return state === "Alert" || state === "Warn";
}

/** The more severe of two states; "No Data" ranks below a warning, as on Datadog's own pages. */
export function worse(one: MonitorState, other: MonitorState): MonitorState {
    return monitorStates.indexOf(one) >= monitorStates.indexOf(other) ? one : other;
}
