package dev.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeIdsTest {

    private record Config(Optional<String> name, Optional<String> url, String topic) implements ClusterConfig {}

    private static NodeIds node(String url) {
        return new NodeIds(new Config(Optional.of("prod"), Optional.of(url), "weir.instances"));
    }

    @Test
    void a_weir_alone_leaves_ids_as_they_are() {
        var alone = new NodeIds(new Config(Optional.empty(), Optional.empty(), "weir.instances"));

        assertThat(alone.of("g1")).isEqualTo("g1");
    }

    @Test
    void an_id_says_which_node_has_given_it() {
        var one = node("http://10.0.0.1:8080");
        var other = node("http://10.0.0.2:8080");
        var id = one.of("abc-1");

        assertThat(id).startsWith("abc-1.").isNotEqualTo(other.of("abc-1"));
        assertThat(one.isOwn(id)).isTrue();
        assertThat(other.isOwn(id)).isFalse();
        assertThat(NodeIds.tagOf(id)).contains(NodeIds.tag("http://10.0.0.1:8080"));
    }

    @Test
    void a_text_that_no_node_has_given_is_left_to_the_node_that_is_asked() {
        var node = node("http://10.0.0.1:8080");

        assertThat(node.isOwn("summary")).isTrue();
        assertThat(node.isOwn("g1")).isTrue();
        assertThat(node.isOwn("a.b.0123abcd")).isTrue();
    }
}
