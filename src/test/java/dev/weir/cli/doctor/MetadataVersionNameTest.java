package dev.weir.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetadataVersionNameTest {

    /** Only the class path of the broker has Kafka's server. */
    @Test
    void metadata_version_has_the_name_of_the_broker() throws IOException, ReflectiveOperationException {
        var jars =
                Files.readString(Path.of("target", "broker.classpath")).strip().split(File.pathSeparator);
        try (var server = new URLClassLoader(
                Arrays.stream(jars).map(MetadataVersionNameTest::url).toArray(URL[]::new))) {
            var versions = server.loadClass("org.apache.kafka.server.common.MetadataVersion");

            assertThat(versions.getEnumConstants()).hasSizeGreaterThan(20);
            for (var version : versions.getEnumConstants()) {
                var level = (short) versions.getMethod("featureLevel").invoke(version);
                assertThat(MetadataVersionName.of(level))
                        .isEqualTo(versions.getMethod("version").invoke(version));
            }
        }
    }

    @Test
    void newer_metadata_version_is_shown_as_its_level() {
        assertThat(MetadataVersionName.of(99)).isEqualTo("level 99, which is newer than 4.2-IV1");
    }

    private static URL url(String jar) {
        try {
            return Path.of(jar).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
