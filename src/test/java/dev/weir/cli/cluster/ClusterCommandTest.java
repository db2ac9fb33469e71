package dev.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class ClusterCommandTest {

    @Test
    void brokers_lists_the_brokers() {
        var port = TestBroker.bootstrapServers().replaceFirst(".*:", "");

        assertThat(new CliRunner().run("brokers", "-o", "csv").lines())
                .containsExactly("broker,host,port,rack,controller", "1,127.0.0.1," + port + ",,true");
    }

    @Test
    void partition_of_shows_the_partition_of_each_partitioner(@Partitions(7) TestTopic topic) {
        var all = new CliRunner().run("partition-of", "k1", "--partitions", "7", "-o", "csv");

        assertThat(all.lines()).contains("murmur2,0", "fnv1a,5").hasSize(6);
        assertThat(new CliRunner()
                        .run("partition-of", "k1", "--topic", topic.name(), "-o", "csv")
                        .out())
                .isEqualTo(all.out());
        assertThat(new CliRunner()
                        .run("partition-of", "azE=", "--base64", "-p", "7", "--partitioner", "fnv1a")
                        .out())
                .isEqualTo("5\n");
        assertThat(new CliRunner().run("partition-of", "k1").exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(new CliRunner()
                        .run("partition-of", "k1", "-t", topic + ".not")
                        .exit())
                .isEqualTo(ExitCode.UNKNOWN_TOPIC.code());
        assertThat(new CliRunner()
                        .run("partition-of", "k1", "-p", "7", "--partitioner", "random")
                        .exit())
                .isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void completion_script_is_valid_in_shells() {
        var bash = new CliRunner().run("completion", "bash").ok();

        assertThat(bash).contains("truncate", "--key-delimiter", "doctor");
        assertThat(new CliRunner().run("completion", "zsh").ok())
                .contains("bashcompinit")
                .contains(bash);
        assertThat(new CliRunner().run("completion", "csh").exit()).isEqualTo(ExitCode.USAGE.code());
    }
}
