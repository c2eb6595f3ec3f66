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
    ["rehearsal", "fidelity"],
    ["bench"],
    ["report"],
    ["cli"],
    ["pages"],
    ["test"],
];

/** Rooms that need less than what stands above them: all that they may know. */
const knows = {
    datadog: ["evidence"],
    live: ["shop", "evidence", "scenarios", "components"],
};

const path = (rooms) => `^(${rooms.join("|")})(/|$)`;

/** What a room may not import: the rooms beside and below it. */
const ranks = order.flatMap((rooms, rank) =>
    rooms.map((room) => ({
        name: `${room}-stands-above`,
        comment: `${room} imports only what stands above it; see the order in this file.`,
        severity: "error",
        from: { path: path([room]) },
        to: {
            path: path([...rooms.filter((one) => one !== room), ...order.slice(rank + 1).flat()]),
        },
    })),
);

const limits = Object.entries(knows).map(([room, known]) => ({
    name: `${room}-knows-only`,
    comment: `${room} knows ${known.join(", ")} and nothing else of the house.`,
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
        ...ranks,
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
