import type { NestedPipeline } from "../../../datadog/pipeline/types";

/*
 * Locust writes all it says to stderr: its log, a table of statistics every five seconds (see
 * scenarios/load/results.py) and, at the end, tables of totals, percentiles and failures. It knows
 * what no server knows: which requests never got anywhere. Sources: locust/stats.py and
 * locust/log.py at 2.32.1.
 */
export const loadPipeline: NestedPipeline = {
    kind: "pipeline",
    name: "The users: Locust",
    search: "kube_container_name:locust",
    processors: [
        {
            kind: "grok-parser",
            name: "Statistics, failures and log",
            samples: [
                "GET      Browse Catalogue                                                               1204    36(2.99%) |    512       3   30021     45 |   24.10        0.80",
                "         Aggregated                                                                     5210  1893(36.33%) |  23204       2  134872    210 |   61.30       22.10",
                "36                 GET Browse Catalogue: ConnectionRefusedError(111, 'Connection refused')",
                '[2026-03-01 10:00:00,123] load-7f9xk/INFO/locust.runners: All users spawned: {"Shopper": 50} (50 total users)',
            ],
            helpers: [
                "_method ([A-Z]+\\s+)?",
                '_task %{regex("[^ |].*?"):users.task}',
                "_counts %{integer:users.requests}\\s+%{integer:users.failures}\\(%{number}%\\)",
                // Average, minimum, maximum and median; a blank before the last is only what pads it.
                "_times %{integer:users.response_time_mean}\\s+%{integer}\\s+%{integer}\\s+%{integer}",
                "_rates %{number:users.requests_per_second}\\s+%{number:users.failures_per_second}",
            ],
            rules: [
                "statistics \\s*%{_method}%{_task}\\s+%{_counts}\\s*\\|\\s*%{_times}\\s*\\|\\s*%{_rates}\\s*",
                'failures %{integer:users.failures}\\s+[A-Z]+ %{_task}: %{regex(".*?"):error.message}\\s*',
                'log \\[%{regex("[0-9 :,-]+")}\\] %{notSpace}/%{word:level}/%{notSpace:logger.name}: %{data}',
            ],
        },
        {
            kind: "category-processor",
            name: "Level of what is no log line",
            target: "level",
            categories: [
                { name: "error", search: "-@level:* Traceback" },
                { name: "warn", search: "@error.message:*" },
                { name: "info", search: "-@level:*" },
            ],
        },
    ],
};
