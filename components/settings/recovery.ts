/*
 * The commands that recover from an incident. They name the stack wherever it is known: an
 * incident's own stack is seldom the selected one, and `pulumi destroy` there would end the shop.
 */

/** In the stack that holds the shop; undefined: the selected one. */
export function shopRecovery(stack?: string): string {
    return `pulumi up --refresh${stack === undefined ? "" : ` -s ${stack}`} -c incident=none`;
}

/** Of a stack that holds an incident alone. */
export function ownStackRecovery(stack: string): string {
    return `pulumi destroy -s ${stack}`;
}

/** @param baseStack the shop's stack, where this one holds an incident alone */
export function recoveryOf(stack: string, baseStack: string | undefined): string {
    return baseStack === undefined ? shopRecovery(stack) : ownStackRecovery(stack);
}

/** Of a stack of which only the name is known. */
export function eitherRecovery(stack: string): string {
    return (
        `${shopRecovery(stack)}, or, where ${stack} is the incident's own stack: ` +
        ownStackRecovery(stack)
    );
}
