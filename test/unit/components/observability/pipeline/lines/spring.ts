import type { LineExample } from "./example";

const controller = "w.w.s.o.controllers.OrdersController";

export const springLines: readonly LineExample[] = [
    {
        container: "orders",
        stream: "stdout",
        line:
            "2026-03-01 10:00:00.123  INFO [orders,5c3d1f0a9b7e2d44,5c3d1f0a9b7e2d44,false] 7 --- " +
            `[p-nio-80-exec-4] ${controller}     : Sending payment request: PaymentRequest{x}`,
        status: "info",
        attributes: {
            level: "INFO",
            "logger.name": controller,
            "logger.thread_name": "p-nio-80-exec-4",
        },
    },
    {
        container: "orders",
        stream: "stdout",
        // With its trace, when the agent joins lines.
        line:
            "2026-03-01 10:00:01.456 ERROR [orders,,,] 7 --- [p-nio-80-exec-7] " +
            "o.a.c.c.C.[.[.[/].[dispatcherServlet]    : Servlet.service() for servlet " +
            "[dispatcherServlet] in context with path [] threw exception [Request processing " +
            "failed; nested exception is java.lang.IllegalStateException: Unable to create order " +
            "due to unspecified IO error.] with root cause\n\njava.net.ConnectException: " +
            "Connection refused (Connection refused)\n\tat java.net.Socket.connect(Socket.java:589)",
        status: "error",
        attributes: {
            level: "ERROR",
            "logger.name": "o.a.c.c.C.[.[.[/].[dispatcherServlet]",
            "logger.thread_name": "p-nio-80-exec-7",
        },
    },
    {
        container: "carts",
        stream: "stdout",
        line:
            "2026-03-01 10:00:02.789  WARN 7 --- [           main] " +
            "o.s.c.a.AnnotationTypeMappings           : Support is deprecated",
        status: "warn",
        attributes: {
            level: "WARN",
            "logger.name": "o.s.c.a.AnnotationTypeMappings",
            "logger.thread_name": "main",
        },
    },
    {
        container: "queue-master",
        stream: "stdout",
        line:
            "2026-03-01 10:00:03.001  WARN 6 --- [cTaskExecutor-1] " +
            "s.a.r.l.ConditionalRejectingErrorHandler : Execution of Rabbit message listener failed.",
        status: "warn",
        attributes: {
            level: "WARN",
            "logger.name": "s.a.r.l.ConditionalRejectingErrorHandler",
            "logger.thread_name": "cTaskExecutor-1",
        },
    },
    {
        container: "shipping",
        stream: "stdout",
        line:
            "2026-03-01 10:00:04.002 DEBUG 6 --- [n 10.0.0.1:5672] " +
            "o.s.a.r.c.CachingConnectionFactory       : Created new connection",
        status: "debug",
        attributes: {
            level: "DEBUG",
            "logger.name": "o.s.a.r.c.CachingConnectionFactory",
            "logger.thread_name": "n 10.0.0.1:5672",
        },
    },
    {
        container: "shipping",
        stream: "stdout",
        line: "Adding shipment to queue...",
        status: "info",
        attributes: {},
    },
    {
        container: "orders",
        stream: "stdout",
        line: "java.net.ConnectException: Connection refused (Connection refused)",
        status: "error",
        attributes: {
            level: "error",
            "error.message": "Connection refused (Connection refused)",
        },
    },
    {
        container: "carts",
        stream: "stderr",
        line: 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
        status: "error",
        attributes: { level: "error", "error.message": "Java heap space" },
    },
];
