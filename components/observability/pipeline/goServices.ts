import type { NestedPipeline } from "../../../datadog/pipeline/types";

/*
 * Catalogue, payment and user write go-kit's logfmt to stderr, a line per call with the time that
 * it took as Go prints a duration: 1.234567ms, 853.2µs, 120ns, 2.5s, 1m2.5s, 1h0m3s, 0s. Grok has
 * no matcher for that, so each unit has a rule of its own, and all become milliseconds. Sources:
 * logging.go and main.go of catalogue 0.3.5, payment 0.4.3 and user 0.4.7; Duration.String of Go.
 */

/** The micro sign that Go writes, the Greek letter that looks the same, and plain ASCII. */
const micro = "(µ|μ|u)";

const call = "%{_call}";

export const goPipeline: NestedPipeline = {
    kind: "pipeline",
    name: "catalogue, payment, user: go-kit",
    search: "kube_container_name:(catalogue OR payment OR user)",
    processors: [
        {
            kind: "grok-parser",
            name: "Calls and errors",
            samples: [
                "ts=2026-03-01T10:00:00Z caller=logging.go:32 method=List tags= order=id pageNum=1 pageSize=6 result=6 err=null took=1.234567ms",
                'ts=2026-03-01T10:00:01Z caller=logging.go:60 method=Get id=3395a43e-2d88-40de-b95f-e00e1502085b sock= err="database connection error" took=1m2.5s',
                "ts=2026-03-01T10:00:02Z caller=logging.go:36 method=Authorise result=true took=2.113µs",
                'ts=2026-03-01T10:00:03Z caller=main.go:108 Error="Unable to connect to Database" DSN=catalogue_user@tcp(catalogue-db:3306)/socksdb',
                "2026/03/01 10:00:04 no reachable servers",
            ],
            helpers: [
                "_origin ts=%{notSpace} caller=%{notSpace:logger.name}",
                // go-kit quotes what holds a space, and writes null for no error.
                '_error ("%{regex(".*?"):error.message}"|null|%{notSpace:error.message})',
                // Lazily, so that the error in front of the time is not swallowed.
                '_call %{_origin} method=%{word:method}%{regex(".*?")}( err=%{_error})? took=',
            ],
            rules: [
                `milliseconds ${call}%{number:response_time}ms`,
                `microseconds ${call}%{number:response_time:scale(0.001)}${micro}s`,
                `seconds ${call}%{number:response_time:scale(1000)}s`,
                `nanoseconds ${call}%{number:response_time:scale(0.000001)}ns`,
                `minutes ${call}%{integer:took.minutes}m%{number:took.seconds}s`,
                `hours ${call}%{integer:took.hours}h%{integer:took.minutes}m%{number:took.seconds}s`,
                "failure %{_origin} (err|Error)=%{_error}( %{data})?",
                "other %{_origin} %{data}",
                // What does not go through go-kit: Go's own logger, while the database is away.
                'plain %{regex("[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9:]{8}")} %{data:error.message}',
            ],
        },
        {
            kind: "arithmetic-processor",
            name: "Calls of over a minute, in ms",
            expression: "took.minutes * 60000 + took.seconds * 1000",
            target: "response_time",
        },
        {
            kind: "arithmetic-processor",
            name: "Calls of over an hour, in ms",
            expression: "took.hours * 3600000 + took.minutes * 60000 + took.seconds * 1000",
            target: "response_time",
        },
        {
            kind: "category-processor",
            name: "Level",
            target: "level",
            categories: [
                { name: "error", search: "@error.message:*" },
                { name: "info", search: "@logger.name:*" },
            ],
        },
    ],
};
