package dev.weir.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes a new topic for each {@link TestTopic} parameter, named after the test that asks. */
public class OwnTopic implements ParameterResolver {

    private static final Map<String, Integer> MADE = new ConcurrentHashMap<>();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType().getName().equals(TestTopic.class.getName());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        var name = test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
        int times = MADE.merge(name, 1, Integer::sum);
        var partitions = parameter.findAnnotation(Partitions.class).map(Partitions::value);
        return TestTopic.create(times == 1 ? name : name + "-" + times, partitions.orElse(1));
    }
}
