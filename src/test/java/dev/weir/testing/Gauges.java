package dev.weir.testing;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import java.util.List;
import java.util.regex.Pattern;

/** The metrics of Weir under {@code /q/metrics}. */
public final class Gauges {

    private static volatile List<Integer> ports = List.of();

    private Gauges() {}

    /** Has all further values be sums of several Weirs; none for the one that RestAssured asks. */
    public static void sumOf(List<Integer> weirs) {
        ports = List.copyOf(weirs);
    }

    /** The value of a series without labels. */
    public static double value(String name) {
        return ports.isEmpty()
                ? value(name, RestAssured.port)
                : ports.stream().mapToDouble(port -> value(name, port)).sum();
    }

    private static double value(String name, int port) {
        var scraped = given().port(port)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        var line = Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$").matcher(scraped);
        if (!line.find()) {
            throw new AssertionError("There is no " + name + " in " + scraped);
        }
        return Double.parseDouble(line.group(1));
    }
}
