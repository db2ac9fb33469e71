package dev.weir.produce;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class PartitionersResourceTest {

    @Test
    void partitions_of_a_key_are_compared_for_a_number_of_partitions() {
        when().get("/partitioners?key={key}&partitions=7", "用户1")
                .then()
                .statusCode(200)
                .body("key", equalTo("用户1"))
                .body("partitions", equalTo(7))
                .body("choices", aMapWithSize(5))
                .body(
                        "choices",
                        allOf(
                                hasEntry("murmur2", 4),
                                hasEntry("fnv1a", 0),
                                hasEntry("fnv1a-reference", 0),
                                hasEntry("crc32", 4),
                                hasEntry("crc32-signed", 4)));
    }

    @Test
    void partitions_of_a_key_are_compared_for_a_topic(@Partitions(7) TestTopic topic) {
        when().get("/partitioners?key=k1&topic={topic}", topic.name())
                .then()
                .statusCode(200)
                .body("partitions", equalTo(7))
                .body("choices.crc32", equalTo(0))
                .body("choices.fnv1a", equalTo(5));
    }

    @Test
    void an_unknown_topic_is_not_found() {
        when().get("/partitioners?key=k1&topic=PartitionersResourceTest.unknown")
                .then()
                .statusCode(404)
                .body("error_code", equalTo(404))
                .body("message", containsString("PartitionersResourceTest.unknown"));
    }

    @ParameterizedTest
    @CsvSource({
        "partitions=7, key is missing",
        "key=k1, Exactly one of partitions and topic",
        "key=k1&partitions=7&topic=t, Exactly one of partitions and topic",
        "key=k1&partitions=0, a whole number from 1",
        "key=k1&partitions=-7, a whole number from 1",
        "key=k1&partitions=7.5, not of its type",
        "key=k1&partitions=99999999999, not of its type",
        "key=k1&topic=a%20b, Not a topic name",
        "key=k1&partition=7, is not a query parameter that is known here"
    })
    void a_comparison_without_key_or_partitions_is_400(String query, String reason) {
        when().get("/partitioners?" + query)
                .then()
                .statusCode(400)
                .body("error_code", equalTo(400))
                .body("message", containsString(reason));
    }
}
