package dev.weir.benchmark;

/** The load generator for single records over persistent connections. */
enum Generator {
    /** Takes little of the cores. */
    WRK,

    /** For machines without wrk. */
    VERTX;

    /** The generator of {@code -Dbenchmark.generator}; by default wrk where it is installed. */
    static Generator chosen() {
        boolean present = Wrk.program().isPresent();
        var asked = System.getProperty("benchmark.generator", present ? "wrk" : "vertx");
        if (asked.equals("wrk") && !present) {
            throw new IllegalArgumentException("There is no wrk on the PATH; leave benchmark.generator out");
        }
        return switch (asked) {
            case "wrk" -> WRK;
            case "vertx" -> VERTX;
            default -> throw new IllegalArgumentException("benchmark.generator is wrk or vertx, not '" + asked + "'");
        };
    }

    Load load(int port, Request request, int connections) {
        return switch (this) {
            case WRK -> new Wrk(port, request, connections);
            case VERTX -> new HttpLoad(port, request, connections, true);
        };
    }

    /** For a report. */
    String sentence() {
        return switch (this) {
            case WRK -> "Single records over connections that are kept were sent by wrk, other requests by Vert.x.";
            case VERTX -> "Requests were sent by Vert.x.";
        };
    }
}
