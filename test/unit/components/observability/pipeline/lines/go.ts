import type { LineExample } from "./example";

export const call = (method: string, took: string, fields = ""): string =>
    `ts=2026-03-01T10:00:00Z caller=logging.go:32 method=${method} ${fields}took=${took}`;

const goLine = (
    container: string,
    line: string,
    attributes: LineExample["attributes"],
    status: "info" | "error" = "info",
): LineExample => ({
    container,
    stream: "stderr",
    line,
    status,
    attributes: { level: status, "logger.name": "logging.go:32", ...attributes },
});

export const goLines: readonly LineExample[] = [
    goLine(
        "catalogue",
        call("List", "1.234567ms", "tags= order=id pageNum=1 pageSize=6 result=6 err=null "),
        { method: "List", response_time: 1.234567 },
    ),
    goLine(
        "catalogue",
        call("Get", "4.5s", 'id=x sock= err="database connection error" '),
        {
            method: "Get",
            response_time: 4500,
            speed: "slow",
            "error.message": "database connection error",
        },
        "error",
    ),
    goLine(
        "catalogue",
        call("Tags", "31.25ms", "result=0 err=EOF "),
        { method: "Tags", response_time: 31.25, "error.message": "EOF" },
        "error",
    ),
    goLine("catalogue", call("Health", "1m2.5s", "result=2 "), {
        method: "Health",
        response_time: 62_500,
        speed: "slow",
        "took.minutes": 1,
        "took.seconds": 2.5,
    }),
    goLine("user", call("GetUsers", "1h2m3s", "id=57a98d98e4b00679b4a830b2 result=1 "), {
        method: "GetUsers",
        response_time: 3_723_000,
        speed: "slow",
        "took.hours": 1,
        "took.minutes": 2,
        "took.seconds": 3,
    }),
    goLine("user", call("Login", "512µs"), { method: "Login", response_time: 0.512 }),
    goLine("user", call("Login", "250us"), { method: "Login", response_time: 0.25 }),
    goLine("payment", call("Authorise", "500ns", "result=true "), {
        method: "Authorise",
        response_time: 0.0005,
    }),
    goLine("payment", call("Health", "0s", "result=1 "), { method: "Health", response_time: 0 }),
    goLine("payment", "ts=2026-03-01T10:00:00Z caller=logging.go:32 transport=HTTP port=80", {}),
    goLine(
        "catalogue",
        'ts=2026-03-01T10:00:00Z caller=logging.go:32 Error="Unable to connect to Database" DSN=x',
        { "error.message": "Unable to connect to Database" },
        "error",
    ),
    {
        container: "user",
        stream: "stderr",
        line: "2026/03/01 10:00:04 no reachable servers",
        status: "error",
        attributes: { level: "error", "error.message": "no reachable servers" },
    },
];
