import type { SecuritySpec } from "./serviceSpec";

const nonRoot = { runAsNonRoot: true, runAsUser: 10001, readOnlyRootFilesystem: true } as const;

/** Needs no capability: it listens on an unprivileged port. */
export const unprivileged: SecuritySpec = { ...nonRoot, capabilities: { drop: ["all"] } };

/** Listens on port 80 as uid 10001. */
export const bindsLowPort: SecuritySpec = {
    ...nonRoot,
    capabilities: { drop: ["all"], add: ["NET_BIND_SERVICE"] },
};

/** The image's entry point starts as root and steps down to the database's own user. */
export const stepsDown: SecuritySpec = {
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["all"], add: ["CHOWN", "SETGID", "SETUID"] },
};

/** RabbitMQ reads its Erlang cookie past the file's owner while it steps down. */
export const stepsDownPastFileOwners: SecuritySpec = {
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["all"], add: ["CHOWN", "SETGID", "SETUID", "DAC_OVERRIDE"] },
};
