import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import weir.client.ApiClient;
import weir.client.ApiException;
import weir.client.api.ConsumeApi;
import weir.client.api.GroupsApi;
import weir.client.api.ProduceApi;
import weir.client.api.ReceiptsApi;
import weir.client.api.TopicsApi;
import weir.client.model.Acks;
import weir.client.model.CommittedOffset;
import weir.client.model.ConsumedRecord;
import weir.client.model.JsonRecord;
import weir.client.model.JsonRecords;
import weir.client.model.NewInstance;
import weir.client.model.NewSubscription;
import weir.client.model.NewTopic;
import weir.client.model.OffsetCommit;
import weir.client.model.OffsetReset;
import weir.client.model.Partitioner;
import weir.client.model.TopicChange;
import weir.client.model.Truncation;

/** Uses the Java client that openapi-generator makes from the description; GeneratedClientTest compiles and runs it. */
public final class Tour {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String topic;
    private final String group;
    private final TopicsApi topics;
    private final ProduceApi produce;
    private final ConsumeApi consume;
    private final GroupsApi groups;
    private final ReceiptsApi receipts;

    private Tour(ApiClient weir, String topic) {
        this.topic = topic;
        group = topic + "-group";
        topics = new TopicsApi(weir);
        produce = new ProduceApi(weir);
        consume = new ConsumeApi(weir);
        groups = new GroupsApi(weir);
        receipts = new ReceiptsApi(weir);
    }

    public static void run(URI address, String topic) throws ApiException {
        var weir = new ApiClient();
        weir.updateBaseUri(address.toString());
        var tour = new Tour(weir, topic);
        tour.createsTopic();
        tour.sends();
        tour.readsAndCommits();
        tour.administers();
    }

    private void createsTopic() throws ApiException {
        topics.createTopic(new NewTopic().topicName(topic).partitionsCount(2).putConfigsItem("retention.ms", "3600000"));

        assertThat(topics.getTopic(topic, null, null).getPartitions()).hasSize(2);
        assertThat(topics.listTopics(false, false, null, null, null, null))
                .extracting(item -> item.getActualInstance())
                .contains(topic);
        assertThat(topics.listTopics(false, true, null, null, null, null))
                .extracting(item -> item.getTopicSummary().getName())
                .contains(topic);
    }

    private void sends() throws ApiException {
        var batch = new JsonRecords()
                .addRecordsItem(new JsonRecord().key("customer-7").value(Map.of("order", 1)).partition(0))
                .addRecordsItem(new JsonRecord().key("customer-7").value(null).partition(1));
        var outcomes = produce.sendRecords(topic, batch, Acks.ALL, Partitioner.MURMUR2, false, null).getOffsets();
        assertThat(outcomes).extracting(outcome -> outcome.getPartition()).containsExactly(0, 1);
        assertThat(outcomes).extracting(outcome -> outcome.getOffset()).containsExactly(0L, 0L);

        var stored = produce.sendRecord(topic, "k", 1, null, Acks.ALL, null, false, null, null, "\"hello\"");
        assertThat(stored.getOffset()).isEqualTo(1L);

        produce.sendRecords(topic, batch, Acks.ALL, null, true, "respond-async");
        await().atMost(TIMEOUT).until(() -> receipts.getReceiptSummary().getPending() == 0);
    }

    private void readsAndCommits() throws ApiException {
        var settings = new NewInstance().format(NewInstance.FormatEnum.JSON).enableAutoCommit(false);
        var instance = consume.createInstance(group, settings).getInstanceId();
        consume.subscribe(group, instance, new NewSubscription().addTopicsItem(topic), false);
        List<ConsumedRecord> read = new ArrayList<>();
        await().atMost(TIMEOUT).until(() -> {
            read.addAll(consume.poll(group, instance, 1000L, null));
            return read.size() >= 5;
        });
        assertThat(read).extracting(record -> record.getValue()).contains(Map.of("order", 1), "hello", null);

        var next = new CommittedOffset().topic(topic).partition(0).offset(1L);
        consume.commit(group, instance, null, new OffsetCommit().addOffsetsItem(next));
        assertThat(consume.getCommittedOffsets(group, instance).getOffsets())
                .extracting(CommittedOffset::getOffset)
                .contains(1L);
        var handout = consume.pollWithHttpInfo(group, instance, 0L, null).getHeaders().get("Weir-Handout");
        consume.commit(group, instance, handout.get(0), null);
        assertThatThrownBy(() -> consume.commit(group, instance, "\"another\"", null))
                .isInstanceOfSatisfying(ApiException.class, refusal -> assertThat(refusal.getCode())
                        .isEqualTo(412));
        consume.deleteInstance(group, instance);
    }

    private void administers() throws ApiException {
        assertThat(groups.getGroupOffsets(group).getLag()).isZero();
        var reset = new OffsetReset().to(OffsetReset.ToEnum.EARLIEST).addTopicsItem(topic).dryRun(false);
        assertThat(groups.resetGroupOffsets(group, reset, false).getPartitions())
                .extracting(partition -> partition.getAfter())
                .containsExactly(0L, 0L);
        groups.deleteGroup(group);

        topics.alterTopic(topic, new TopicChange().partitionsCount(3).putConfigsItem("retention.ms", null));
        assertThat(topics.truncateTopic(topic, new Truncation().putBeforeItem("0", -1L)).getBefore())
                .containsEntry("0", 2L);
        topics.deleteTopic(topic);
        assertThatThrownBy(() -> topics.getTopic("no-such-" + topic, null, null))
                .isInstanceOfSatisfying(ApiException.class, refusal -> assertThat(refusal.getCode())
                        .isEqualTo(404));
    }
}
