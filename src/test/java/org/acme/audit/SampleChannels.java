package org.acme.audit;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Adds the sample's class and channels, which no other test has, to the application. */
public class SampleChannels implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        var channels = new Properties();
        try (var file = SampleChannels.class.getResourceAsStream("channels.properties")) {
            channels.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        channels.setProperty("quarkus.arc.exclude-types", "");
        return channels.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, channels::getProperty));
    }
}
