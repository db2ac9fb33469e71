package dev.weir.description;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description as YAML and as JSON, which the build has made. */
@QuarkusTest
class OpenApiFormsTest {

    /** Quarkus serves its documents in dev mode. */
    @Inject
    OpenApiDocumentService dev;

    @ParameterizedTest
    @CsvSource({"YAML, application/yaml", "JSON, application/json"})
    void both_forms_are_those_of_dev_mode(Format format, String mediaType) {
        var expected =
                new String(dev.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, format), StandardCharsets.UTF_8);

        var served = given().accept(mediaType)
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract();

        assertThat(served.contentType()).isEqualTo(mediaType + ";charset=UTF-8");
        assertThat(served.asString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // address, Accept, media type
        "/q/openapi, */*, application/yaml",
        "/q/openapi/, text/html, application/yaml",
        "/q/openapi, 'application/yaml;q=0.5, application/json', application/json",
        "/q/openapi?format=json, */*, application/json",
        "/q/openapi?format=JSON&format=yaml, application/yaml, application/json",
        "/q/openapi?format=xml, */*, application/yaml",
        "/q/openapi.json, application/yaml, application/json",
        "/q/openapi.yaml, application/json, application/yaml",
        "/q/openapi.yml, */*, application/yaml",
    })
    void path_accept_and_parameter_choose_the_form(String address, String accept, String mediaType) {
        var served = given().accept(accept).get(address).then().statusCode(200).extract();

        assertThat(served.contentType()).isEqualTo(mediaType + ";charset=UTF-8");
        assertThat(served.asString()).startsWith(mediaType.endsWith("json") ? "{" : "---\nopenapi: 3.0.3\n");
    }

    @Test
    void options_names_the_methods() {
        assertThat(when().options("/q/openapi").header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }
}
