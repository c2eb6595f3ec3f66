import type { NestedPipeline } from "../../../datadog/pipeline/types";

/*
 * Carts, orders, shipping and queue-master write Spring Boot's default pattern to stdout, errors
 * too; with Sleuth on the class path, the trace stands behind the level. A stack trace is part of
 * its line if the agent joins lines, else its first line names the exception again. Sources: Boot
 * 1.4's default logback pattern, Sleuth 1.1's LOG_LEVEL_PATTERN; live lines of carts and orders in
 * upstream's issues.
 */
export const springPipeline: NestedPipeline = {
    kind: "pipeline",
    name: "carts, orders, shipping, queue-master: Spring Boot",
    search: "kube_container_name:(carts OR orders OR shipping OR queue-master)",
    processors: [
        {
            kind: "grok-parser",
            name: "Spring Boot's pattern",
            samples: [
                "2026-03-01 10:00:00.123  INFO [orders,5c3d1f0a9b7e2d44,5c3d1f0a9b7e2d44,false] 7 --- [p-nio-80-exec-4] w.w.s.o.controllers.OrdersController     : Received payment response: PaymentResponse{authorised=true, message=Payment authorised}",
                "2026-03-01 10:00:01.456 ERROR [orders,,,] 7 --- [p-nio-80-exec-7] o.a.c.c.C.[.[.[/].[dispatcherServlet]    : Servlet.service() for servlet [dispatcherServlet] in context with path [] threw exception [Request processing failed; nested exception is java.lang.IllegalStateException: Unable to create order due to unspecified IO error.] with root cause",
                "2026-03-01 10:00:02.789  WARN 7 --- [           main] o.s.c.annotation.AnnotationTypeMappings  : Support for convention-based annotation attribute overrides is deprecated",
                "java.net.ConnectException: Connection refused (Connection refused)",
                'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
            ],
            helpers: [
                '_date %{regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")}',
                '_time %{regex("[0-9]{2}:[0-9]{2}:[0-9]{2}[.,][0-9]{3}")}',
                '_trace (\\[%{regex("[^ ]*")}\\] )?',
            ],
            rules: [
                "line %{_date} %{_time}\\s+%{word:level}\\s+%{_trace}%{integer} --- " +
                    '\\[\\s*%{regex(".*?"):logger.thread_name}\\] %{notSpace:logger.name}\\s+: %{data}',
                'exception (Exception in thread %{notSpace} |Caused by: )?%{regex("([a-z0-9_]+[.])+[A-Za-z0-9_]*(Exception|Error)")}(: %{data:error.message})?',
            ],
        },
        {
            kind: "category-processor",
            name: "Level of a bare exception",
            target: "level",
            categories: [{ name: "error", search: "@error.message:*" }],
        },
    ],
};
