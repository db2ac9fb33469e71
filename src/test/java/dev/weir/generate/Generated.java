package dev.weir.generate;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;

import dev.weir.testing.Deadlines;
import io.restassured.path.json.JsonPath;
import java.time.Duration;

/** A generator that a test has started over HTTP. */
record Generated(String id) {

    private static final Duration TIMEOUT = Deadlines.seconds(20);

    /** Starts one; fails where it is refused. */
    static Generated start(String order) {
        return new Generated(sending("application/json", order)
                .post("/generators")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id"));
    }

    /** How far it is. */
    JsonPath report() {
        return when().get("/generators/" + id).then().statusCode(200).extract().jsonPath();
    }

    /** Waits until its count is reached. */
    JsonPath finished() {
        return await().atMost(TIMEOUT)
                .until(this::report, report -> report.getString("state").equals("finished"));
    }

    /** Waits until as many records are delivered. */
    void delivered(long records) {
        await().atMost(TIMEOUT).until(() -> report().getLong("delivered") >= records);
    }

    /** Ends it; answers with the final counts. */
    JsonPath end() {
        return when().delete("/generators/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
