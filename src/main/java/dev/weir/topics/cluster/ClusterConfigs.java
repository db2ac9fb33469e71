package dev.weir.topics.cluster;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/** Reads the settings of brokers, the features of the cluster, and the quotas of its clients. */
@ApplicationScoped
public class ClusterConfigs {

    private final KafkaAdmin admin;

    /** Reads from the cluster of this admin client. */
    public ClusterConfigs(KafkaAdmin admin) {
        this.admin = admin;
    }

    /**
     * The settings of a running broker, by name.
     *
     * @param all whether to return all settings, or only those that differ from Kafka's default
     * @return fails with {@link Failure.Kind#NOT_FOUND} where no such broker is running
     */
    public CompletionStage<List<BrokerSetting>> ofBroker(int broker, boolean all) {
        var resource = new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker));
        return admin.read(admin -> admin.describeCluster().nodes())
                .thenCompose(nodes -> {
                    if (nodes.stream().mapToInt(Node::id).noneMatch(id -> id == broker)) {
                        throw Failure.notFound("There is no running broker " + broker);
                    }
                    return admin.read(admin ->
                            admin.describeConfigs(List.of(resource)).values().get(resource));
                })
                .thenApply(config -> config.entries().stream()
                        .filter(entry -> all || !entry.isDefault())
                        .map(ClusterConfigs::setting)
                        .sorted(Comparator.comparing(BrokerSetting::name))
                        .toList());
    }

    /** The features that the cluster uses or its brokers support, by name. */
    public CompletionStage<List<ClusterFeature>> features() {
        return admin.read(admin -> admin.describeFeatures().featureMetadata()).thenApply(ClusterConfigs::features);
    }

    /** The quotas that are set for clients. */
    public CompletionStage<List<ClientQuota>> quotas() {
        return admin.read(admin ->
                        admin.describeClientQuotas(ClientQuotaFilter.all()).entities())
                .thenApply(quotas -> quotas.entrySet().stream()
                        .map(ClusterConfigs::quota)
                        .sorted(Comparator.comparing(quota -> quota.entity().toString()))
                        .toList());
    }

    private static BrokerSetting setting(ConfigEntry entry) {
        return new BrokerSetting(
                entry.name(),
                entry.isSensitive() ? null : entry.value(),
                entry.source().name().toLowerCase(Locale.ROOT),
                entry.isReadOnly(),
                entry.isSensitive());
    }

    private static List<ClusterFeature> features(FeatureMetadata all) {
        var names = new TreeSet<>(all.finalizedFeatures().keySet());
        names.addAll(all.supportedFeatures().keySet());
        return names.stream()
                .map(name -> {
                    var used = all.finalizedFeatures().get(name);
                    var supported = all.supportedFeatures().get(name);
                    return new ClusterFeature(
                            name,
                            used == null ? null : (Integer) (int) used.maxVersionLevel(),
                            supported == null ? null : (Integer) (int) supported.minVersion(),
                            supported == null ? null : (Integer) (int) supported.maxVersion());
                })
                .toList();
    }

    private static ClientQuota quota(Map.Entry<ClientQuotaEntity, Map<String, Double>> quota) {
        return new ClientQuota(quota.getKey().entries(), quota.getValue());
    }
}
