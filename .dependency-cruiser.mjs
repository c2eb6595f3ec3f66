/*
 * The order of the house: a room imports only rooms above it in this list, type imports included.
 * Rooms in one line stand side by side and do not know each other.
 */
const order = [
    ["shop", "evidence", "tools"],
    ["scenarios", "datadog"],
    ["components/settings"],
    ["components/sockShop"],
    ["components/incident", "components/observability"],
    ["components/stacks"],
    ["live"],
    ["index.ts"],
    ["plan"],
    ["twin"],
    ["verdict"],
    ["rehearsal", "fidelity", "range"],
    ["bench", "exam", "experiment"],
    ["report"],
    ["pages"],
    ["cli"],
    ["examples"],
    ["test"],
];

/** The same inside the two largest rooms. */
const inside = {
    twin: [
        ["clock", "physics"],
        ...["read", "observer.ts", "node", "requests", "pod", "network", "shop", "cluster.ts"],
        ...["kubelet", "input.ts", "controllers", "load", ["simulate.ts", "telemetry"]],
    ],
    datadog: [["query", "links.ts"], "facts", "monitor.ts", ["check", "pipeline"], "monitors"],
};

/** Rooms that need less than what stands above them: all that they may know. */
const knows = {
    datadog: ["evidence"],
    // What a stranger takes along.
    examples: [],
    live: ["tools", "shop", "evidence", "scenarios", "components"],
    "twin/telemetry": [
        "twin/read",
        ...["evidence", "datadog", "components", "plan"],
        ...["twin/observer.ts", "twin/input.ts", "twin/physics"],
    ],
};

const path = (rooms) => `^(${rooms.join("|")})(/|$)`;

/** What a room may not import: the rooms beside and below it. */
const ranksOf = (ordered) =>
    ordered.flatMap((rooms, rank) =>
        rooms.map((room) => ({
            name: `${room}-stands-above`,
            comment: `${room} imports only what stands above it; see the order in this file.`,
            severity: "error",
            from: { path: path([room]) },
            to: {
                path: path([
                    ...rooms.filter((one) => one !== room),
                    ...ordered.slice(rank + 1).flat(),
                ]),
            },
        })),
    );

const insideOf = ([room, parts]) =>
    parts.map((part) => [part].flat().map((one) => `${room}/${one}`));

const limits = Object.entries(knows).map(([room, known]) => ({
    name: `${room}-knows-only`,
    comment: `${room} knows ${known.join(", ") || "itself"} and nothing else of the house.`,
    severity: "error",
    from: { path: path([room]) },
    to: { path: path(order.flat()), pathNot: path([room, ...known]) },
}));

export default {
    forbidden: [
        {
            name: "no-circle",
            comment:
                "Two files that import each other, on whatever way, are one idea in two places.",
            severity: "error",
            from: {},
            to: { circular: true },
        },
        {
            name: "in-the-order",
            comment: "A new room needs its place in the order of this file.",
            severity: "error",
            from: { path: "^[^/]+/", pathNot: path(order.flat()) },
            to: {},
        },
        {
            name: "no-pulumi-below-the-program",
            comment: "The shop, the incidents and Datadog's language work without Pulumi.",
            severity: "error",
            from: { path: path(["shop", "scenarios", "datadog", "evidence", "twin", "verdict"]) },
            to: { path: "node_modules/@pulumi" },
        },
        ...[order, ...Object.entries(inside).map(insideOf)].flatMap(ranksOf),
        ...limits,
    ],
    options: {
        doNotFollow: { path: "node_modules" },
        exclude: { path: "^(docs|reports|results)/" },
        tsPreCompilationDeps: true,
        tsConfig: { fileName: "tsconfig.json" },
        enhancedResolveOptions: { extensions: [".ts", ".js", ".json"] },
    },
};
