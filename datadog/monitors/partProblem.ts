/** Why a composite cannot look at one of its parts, if so. */
export function partProblem(
    id: string,
    { isGiven, isComposite }: { readonly isGiven: boolean; readonly isComposite: boolean },
): string | undefined {
    if (!isGiven) {
        return `there is no monitor ${id} among those given`;
    }
    return isComposite
        ? `a composite of composites (${id}) is not supported, by Datadog neither`
        : undefined;
}
