package dev.weir.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Checks resources by the description that Kubernetes gives of them: names, types and presence of all fields. */
final class KubernetesSchema {

    @FunctionalInterface
    private interface Validation {
        void validate(JsonElement resource) throws IOException;
    }

    private record Type(Class<?> model, Validation validation) {}

    private static final Map<String, Type> TYPES = Map.of(
            "v1 ConfigMap", new Type(V1ConfigMap.class, V1ConfigMap::validateJsonElement),
            "v1 Service", new Type(V1Service.class, V1Service::validateJsonElement),
            "v1 ServiceAccount", new Type(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement),
            "apps/v1 Deployment", new Type(V1Deployment.class, V1Deployment::validateJsonElement),
            "autoscaling/v2 HorizontalPodAutoscaler",
                    new Type(V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement),
            "networking.k8s.io/v1 Ingress", new Type(V1Ingress.class, V1Ingress::validateJsonElement),
            "networking.k8s.io/v1 NetworkPolicy", new Type(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
            "policy/v1 PodDisruptionBudget",
                    new Type(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement));

    private KubernetesSchema() {}

    /** The first mistake of a resource; empty where there is none. */
    static Optional<String> problem(JsonNode resource) {
        var name = resource.path("apiVersion").asText() + " "
                + resource.path("kind").asText();
        var type = TYPES.get(name);
        if (type == null) {
            return Optional.of("There is no " + name);
        }
        var json = JsonParser.parseString(resource.toString());
        try {
            type.validation().validate(json);
            // Types of values, such as quantities, are checked where they are read.
            var unused = JSON.getGson().fromJson(json, type.model());
            return Optional.empty();
        } catch (IOException | RuntimeException invalid) {
            return Optional.of(name + ": " + invalid.getMessage());
        }
    }
}
