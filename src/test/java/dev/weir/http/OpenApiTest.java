package dev.weir.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OpenApiTest {

    private static final String BATCH = "paths.'/topics/{topic}'.post";

    @ParameterizedTest
    @ValueSource(strings = {"/topics/{topic}/records", "/topics/{topic}", "/topics/{topic}/partitions/{partition}"})
    void each_way_of_sending_is_described(String path) {
        openApi().body("paths.'" + path + "'.post.summary", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "/topics,get",
        "/topics/{topic},get",
        "/topics/{topic}/partitions,get",
        "/topics/{topic}/partitions/{partition},get",
        "/topics/{topic}/partitions/{partition}/offsets,get",
        "/topics/{topic}/size,get",
        "/cluster,get",
        "/brokers,get",
        "/,get",
        "/admin/topics,post",
        "/admin/topics/{topic},patch",
        "/admin/topics/{topic},delete",
        "/admin/topics/{topic}/truncate,post",
        "/groups,get",
        "/groups/{group},get",
        "/groups/{group},delete",
        "/groups/{group}/offsets,get",
        "/groups/{group}/offsets,post",
        "/groups/{group}/offsets/{topic},delete"
    })
    void each_way_of_administering_is_described(String path, String method) {
        openApi().body("paths.'" + path + "'." + method + ".summary", notNullValue());
    }

    @Test
    void a_batch_names_its_formats() {
        openApi()
                .body(BATCH + ".requestBody.content", hasKey(MediaTypes.RECORDS_JSON))
                .body(BATCH + ".requestBody.content", hasKey(MediaTypes.RECORDS_BINARY))
                .body(BATCH + ".requestBody.content", hasKey(MediaTypes.RECORDS_TEXT))
                .body(BATCH + ".requestBody.content", hasKey(MediaTypes.JSON));
    }

    @Test
    void a_batch_names_its_parameters() {
        openApi().body(BATCH + ".parameters.name", hasItems("topic", "acks", "partitioner", "async"));
    }

    @Test
    void the_title_is_weirs() {
        openApi().body("info.title", equalTo("Weir"));
    }

    private static ValidatableResponse openApi() {
        return given().queryParam("format", "JSON").get("/q/openapi").then().statusCode(200);
    }
}
