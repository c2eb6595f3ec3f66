/** Environment variables for a test. */

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Sets these variables, or removes those that are undefined; returns what puts them back. One by
 * one: with another object as `process.env` the PATH of the old one still says which programs run.
 */
export function useEnvironment(variables: Variables): () => void {
    const before = Object.fromEntries(
        Object.keys(variables).map((name) => [name, process.env[name]]),
    );
    assign(variables);
    return () => {
        assign(before);
    };
}

function assign(variables: Variables): void {
    for (const [name, value] of Object.entries(variables)) {
        if (value === undefined) {
            Reflect.deleteProperty(process.env, name);
        } else {
            process.env[name] = value;
        }
    }
}
