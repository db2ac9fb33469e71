package org.apache.kafka.common.utils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of Kafka's clients; each client registers it as an MBean and as metrics.
 *
 * <p>This class replaces Kafka's own, which comes later on the class path and registers the MBean in every process. The
 * first MBean of a process starts JMX, which is up to a fifth of the CPU time of a short command, and no setting of a
 * client prevents it. A command calls {@link #disableMBeans()}; the service registers the same MBeans as with Kafka's
 * class. In a native executable Quarkus replaces {@link #registerAppInfo} and {@link #unregisterAppInfo} and calls the
 * private methods for metrics, so all of them have the names and parameters of Kafka's. See RATIONALE.md, "Some Kafka
 * classes are replaced".
 *
 * <p>Safe for use by many threads.
 */
public final class AppInfoParser {

    private static final Logger LOG = LoggerFactory.getLogger(AppInfoParser.class);
    private static final Properties PROPERTIES = properties();

    private static volatile boolean hasMBeans = true;

    private AppInfoParser() {}

    /** Clients that are created from now on register no MBean with their version. */
    public static void disableMBeans() {
        hasMBeans = false;
    }

    /** The version of Kafka's clients, for instance {@code 4.1.2}. */
    public static String getVersion() {
        return PROPERTIES.getProperty("version", "unknown").strip();
    }

    /** The commit of Kafka's sources that the clients were built from. */
    public static String getCommitId() {
        return PROPERTIES.getProperty("commitId", "unknown").strip();
    }

    /**
     * Registers a client; a failure is logged.
     *
     * @param prefix the domain of the MBean, for instance {@code kafka.producer}
     * @param id the client's {@code client.id}
     * @param metrics null for none
     * @param nowMs when the client started, in milliseconds since 1970
     */
    public static synchronized void registerAppInfo(String prefix, String id, Metrics metrics, long nowMs) {
        var info = new AppInfo(nowMs);
        if (!hasMBeans || MBeans.register(prefix, id, info)) {
            registerMetrics(metrics, info);
        }
    }

    /**
     * Undoes {@link #registerAppInfo}.
     *
     * @param metrics null for none
     */
    public static synchronized void unregisterAppInfo(String prefix, String id, Metrics metrics) {
        if (hasMBeans) {
            MBeans.unregister(prefix, id);
        }
        unregisterMetrics(metrics);
    }

    private static void registerMetrics(Metrics metrics, AppInfo info) {
        if (metrics != null) {
            addMetric(metrics, "version", info.getVersion());
            addMetric(metrics, "commit-id", info.getCommitId());
            addMetric(metrics, "start-time-ms", info.getStartTimeMs());
        }
    }

    private static void unregisterMetrics(Metrics metrics) {
        if (metrics != null) {
            for (var name : new String[] {"version", "commit-id", "start-time-ms"}) {
                metrics.removeMetric(metricName(metrics, name));
            }
        }
    }

    private static void addMetric(Metrics metrics, String name, Object value) {
        metrics.addMetric(metricName(metrics, name), (Gauge<Object>) (config, now) -> value);
    }

    private static MetricName metricName(Metrics metrics, String name) {
        return metrics.metricName(name, "app-info", "Metric indicating " + name);
    }

    private static Properties properties() {
        var properties = new Properties();
        try (var file = AppInfoParser.class.getResourceAsStream("/kafka/kafka-version.properties")) {
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    /** The code that needs JMX; a command does not load it. */
    private static final class MBeans {

        private MBeans() {}

        /**
         * False where another client of this name has registered, which has the metrics then, and where JMX refuses.
         */
        static boolean register(String prefix, String id, AppInfo info) {
            try {
                var server = ManagementFactory.getPlatformMBeanServer();
                var name = name(prefix, id);
                if (server.isRegistered(name)) {
                    return false;
                }
                server.registerMBean(info, name);
                return true;
            } catch (JMException refused) {
                LOG.warn("The version of the client {} is not registered as an MBean", id, refused);
                return false;
            }
        }

        static void unregister(String prefix, String id) {
            try {
                var server = ManagementFactory.getPlatformMBeanServer();
                var name = name(prefix, id);
                if (server.isRegistered(name)) {
                    server.unregisterMBean(name);
                }
            } catch (JMException refused) {
                LOG.warn("The MBean with the version of the client {} is not removed", id, refused);
            }
        }

        private static ObjectName name(String prefix, String id) throws JMException {
            return new ObjectName(prefix + ":type=app-info,id=" + Sanitizer.jmxSanitize(id));
        }
    }

    /** The attributes of the MBean. */
    public interface AppInfoMBean {

        /** The version of Kafka's clients. */
        String getVersion();

        /** The commit of Kafka's sources. */
        String getCommitId();

        /** When the client started, in milliseconds since 1970. */
        Long getStartTimeMs();
    }

    /** The MBean of one client. */
    public static class AppInfo implements AppInfoMBean {

        private final long startMillis;

        /**
         * For a client.
         *
         * @param startTimeMs when it started, in milliseconds since 1970
         */
        public AppInfo(long startTimeMs) {
            startMillis = startTimeMs;
        }

        @Override
        public String getVersion() {
            return AppInfoParser.getVersion();
        }

        @Override
        public String getCommitId() {
            return AppInfoParser.getCommitId();
        }

        @Override
        public Long getStartTimeMs() {
            return startMillis;
        }
    }
}
