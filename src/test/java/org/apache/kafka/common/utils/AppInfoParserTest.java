package org.apache.kafka.common.utils;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Weir's class in the place of the one with which Kafka's clients register their version. */
class AppInfoParserTest {

    /** The class whose methods Quarkus puts in the place of these in a native executable. */
    private static final String SUBSTITUTION = "io/quarkus/kafka/client/runtime/graal/RemoveJMXAccessPre42.class";

    @Test
    void weirs_class_is_the_one_that_clients_use() {
        assertThat(AppInfoParser.class.getProtectionDomain().getCodeSource().getLocation())
                .isNotEqualTo(Utils.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void a_client_registers_its_version_as_an_mbean_and_as_metrics() throws JMException {
        var beans = ManagementFactory.getPlatformMBeanServer();
        var name = new ObjectName("kafka.test:type=app-info,id=app-info-test");
        try (var metrics = new Metrics()) {
            AppInfoParser.registerAppInfo("kafka.test", "app-info-test", metrics, 1_700_000_000_000L);

            assertThat(beans.getAttribute(name, "Version")).isEqualTo(AppInfoParser.getVersion());
            assertThat(beans.getAttribute(name, "CommitId")).isEqualTo(AppInfoParser.getCommitId());
            assertThat(beans.getAttribute(name, "StartTimeMs")).isEqualTo(1_700_000_000_000L);
            assertThat(values(metrics))
                    .containsExactlyInAnyOrder(
                            AppInfoParser.getVersion(), AppInfoParser.getCommitId(), 1_700_000_000_000L);

            AppInfoParser.unregisterAppInfo("kafka.test", "app-info-test", metrics);

            assertThat(beans.isRegistered(name)).isFalse();
            assertThat(values(metrics)).isEmpty();
        }
    }

    @Test
    void the_version_is_that_of_the_library() {
        assertThat(AppInfoParser.getVersion()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(AppInfoParser.getCommitId()).matches("[0-9a-f]{16}");
    }

    /** A build of the executable would fail without one of them. */
    @Test
    void has_every_method_that_quarkus_replaces_or_calls_in_a_native_executable() throws IOException {
        var methods = Stream.of(AppInfoParser.class.getDeclaredMethods())
                .map(method -> method.getName() + Type.getMethodDescriptor(method))
                .toList();

        assertThat(substituted()).hasSizeGreaterThanOrEqualTo(4).isSubsetOf(methods);
        assertThat(AppInfoParser.AppInfo.class.getConstructors())
                .singleElement()
                .satisfies(made -> assertThat(made.getParameterTypes()).containsExactly(long.class));
    }

    private static List<Object> values(Metrics metrics) {
        return metrics.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals("app-info"))
                .map(metric -> metric.metricValue())
                .toList();
    }

    private static List<String> substituted() throws IOException {
        var found = new ArrayList<String>();
        try (var file = AppInfoParserTest.class.getClassLoader().getResourceAsStream(SUBSTITUTION)) {
            new ClassReader(file.readAllBytes())
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access, String name, String descriptor, String signature, String[] thrown) {
                                    if (!name.startsWith("<")) {
                                        found.add(name + descriptor);
                                    }
                                    return null;
                                }
                            },
                            ClassReader.SKIP_CODE);
        }
        return found;
    }
}
