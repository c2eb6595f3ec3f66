import type { LineExample } from "./example";

const load = { container: "locust", stream: "stderr" } as const;

export const loadLines: readonly LineExample[] = [
    {
        ...load,
        line:
            "GET      Browse Catalogue                                                         " +
            "      1204    36(2.99%) |    512       3   30021     45 |   24.10        0.80",
        status: "info",
        attributes: {
            level: "info",
            "users.task": "Browse Catalogue",
            "users.requests": 1204,
            "users.failures": 36,
            "users.response_time_mean": 512,
            "users.requests_per_second": 24.1,
            "users.failures_per_second": 0.8,
        },
    },
    {
        ...load,
        // Maximum and median are printed without a blank; here the median fills its column.
        line:
            "         Aggregated                                                                " +
            "    5210 1893(36.33%) |  23204       2  134872 134001 |   61.30       22.10",
        status: "info",
        attributes: {
            level: "info",
            "users.task": "Aggregated",
            "users.requests": 5210,
            "users.failures": 1893,
            "users.response_time_mean": 23204,
            "users.requests_per_second": 61.3,
            "users.failures_per_second": 22.1,
        },
    },
    // The agent cuts blanks off both ends.
    {
        ...load,
        line: "Aggregated      0     0(0.00%) |      0       0       0      0 |    0.00        0.00",
        status: "info",
        attributes: {
            level: "info",
            "users.task": "Aggregated",
            "users.requests": 0,
            "users.failures": 0,
            "users.response_time_mean": 0,
            "users.requests_per_second": 0,
            "users.failures_per_second": 0,
        },
    },
    {
        ...load,
        line: "36                 POST Place Order: status 500: Unable to create order            ",
        status: "warn",
        attributes: {
            level: "warn",
            "users.task": "Place Order",
            "users.failures": 36,
            "error.message": "status 500: Unable to create order",
        },
    },
    {
        ...load,
        line: '[2026-03-01 10:00:00,123] load-7f9xk/INFO/locust.runners: All users spawned: {"S": 50}',
        status: "info",
        attributes: { level: "INFO", "logger.name": "locust.runners" },
    },
    {
        ...load,
        line: "[2026-03-01 10:00:00,123] load-7f9xk/WARNING/locust.runners: CPU usage above 90%!",
        status: "warn",
        attributes: { level: "WARNING", "logger.name": "locust.runners" },
    },
    {
        ...load,
        line: "Type     Name      # reqs      # fails |    Avg     Min     Max    Med |   req/s  failures/s",
        status: "info",
        attributes: { level: "info" },
    },
    {
        ...load,
        line: "--------|------|-------|-------------|-------|-------|-------|-------|--------|-----------",
        status: "info",
        attributes: { level: "info" },
    },
    {
        ...load,
        line: "         Aggregated        45     50     60     80    120    200    300    400 5210",
        status: "info",
        attributes: { level: "info" },
    },
    {
        ...load,
        line: "Traceback (most recent call last):",
        status: "error",
        attributes: { level: "error" },
    },
];
