package dev.weir.deadletters.redrive;

import dev.weir.model.TopicName;
import java.util.function.Predicate;

/**
 * The client that sends dead letters back.
 *
 * @param name in marks; empty without authentication
 * @param mayProduce whether it may send to a topic, now
 * @param mayGoOn throws the failure of a client that may send back no more dead letters of the topic
 */
public record RedriveClient(String name, Predicate<TopicName> mayProduce, Runnable mayGoOn) {}
