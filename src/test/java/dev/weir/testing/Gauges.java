package dev.weir.testing;

import static io.restassured.RestAssured.when;

import java.util.regex.Pattern;

/** The metrics of Weir under {@code /q/metrics}. */
public final class Gauges {

    private Gauges() {}

    /** The value of a series without labels. */
    public static double value(String name) {
        var scraped = when().get("/q/metrics").then().statusCode(200).extract().asString();
        var line = Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$").matcher(scraped);
        if (!line.find()) {
            throw new AssertionError("There is no " + name + " in " + scraped);
        }
        return Double.parseDouble(line.group(1));
    }
}
