package dev.weir.access.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.access.rule.RouteRights.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteRightsTest {

    private static final Path DOCUMENT = Path.of("docs", "security.md");

    /** Set in the environment to write the table of the document anew. */
    private static final boolean WRITE = System.getenv("WEIR_DOCS_WRITE") != null;

    @Test
    void the_document_has_the_table_of_the_code() throws IOException {
        var text = Files.readString(DOCUMENT);
        var begin = text.indexOf("<!-- routes -->") + "<!-- routes -->".length();
        var end = text.indexOf("<!-- /routes -->");
        var expected = text.substring(0, begin) + "\n" + table() + text.substring(end);
        if (WRITE) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    private static String table() {
        return "| request | requires |\n|---|---|\n"
                + RouteRights.all().stream()
                        .map(entry -> "| `%s %s` | %s |\n"
                                .formatted(entry.method(), entry.template(), sentence(entry.requirement())))
                        .collect(Collectors.joining());
    }

    private static String sentence(Requirement required) {
        return switch (required.scope()) {
            case OPEN -> "nothing";
            case AUTHENTICATED -> "a client that Weir knows";
            case ANYWHERE -> "`" + required.action() + "`";
            case TOPIC -> "`" + required.action() + "` for the topic";
            case GROUP -> "`" + required.action() + "` for the group";
            case GROUP_AND_TOPIC -> "`" + required.action() + "` for the group and the topic";
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # method | path                             | template                                 | topic  | group
            GET      | /topics/orders                   | /topics/{topic}                          | orders | -
            HEAD     | /topics/orders/                  | /topics/{topic}                          | orders | -
            GET      | /topics/%6frders                 | /topics/{topic}                          | orders | -
            GET      | /groups/a%2Fb                    | /groups/{group}                          | -      | a/b
            GET      | /groups/a+b                      | /groups/{group}                          | -      | a+b
            DELETE   | /groups/g/offsets/t              | /groups/{group}/offsets/{topic}          | t      | g
            GET      | /                                | /                                        | -      | -
            GET      | /q/health/group/x                | /q/health/*                              | -      | -
            GET      | /receipts/summary                | /receipts/summary                        | -      | -
            GET      | /topics/size                     | /topics/{topic}                          | size   | -
            PUT      | /topics/orders                   | -                                        | -      | -
            GET      | /topics/                         | /topics                                  | -      | -
            GET      | /topics//records                 | -                                        | -      | -
            GET      | /q/dev-ui                        | -                                        | -      | -
            GET      | /q                               | -                                        | -      | -
            """)
    void finds_the_route_of_a_request_with_the_names_in_its_path(
            String method, String path, String template, String topic, String group) {
        var match = RouteRights.find(method, path);

        assertThat(match.map(RouteRights.Match::entry).map(Entry::template).orElse(null))
                .isEqualTo(template);
        var parameters = match.map(RouteRights.Match::parameters).orElse(Map.of());
        assertThat(parameters.get("topic")).isEqualTo(topic);
        assertThat(parameters.get("group")).isEqualTo(group);
    }
}
