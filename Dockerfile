# Builds Weir from source with nothing but Docker:
#
#   docker build -t weir .                          on a JVM
#   docker build -t weir:native --target native .   as a native executable: takes minutes and several GB of memory
#   docker run --rm -p 127.0.0.1:8080:8080 -e KAFKA_BOOTSTRAP_SERVERS=broker:9092 -e WEIR_AUTH_TRUST_NETWORK=true weir
#
# compose.yaml runs it together with a Kafka. The files in src/main/docker package an existing build of ./mvnw.

# ---- Builds the jar ---------------------------------------------------------------------------------
FROM eclipse-temurin:25-jdk AS build-jvm
# For ./mvnw, which downloads the pinned Maven and checks its hash.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
# Tests and the format check belong to ./mvnw verify, not to an image build.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp package -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -Dweir.distribution.skip=true

# ---- Builds the native executable -------------------------------------------------------------------
FROM quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25 AS build-native
USER root
RUN command -v curl || microdnf install -y curl-minimal
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp package -Dnative -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -Dweir.distribution.skip=true

# ---- Runs the native executable: --target native ----------------------------------------------------
FROM quay.io/quarkus/ubi9-quarkus-micro-image:2.0 AS native
WORKDIR /deployments
COPY --from=build-native --chmod=0755 /build/target/*-runner application
# The same executable is the command line under this name.
RUN ln -s /deployments/application /usr/local/bin/kafka-cli
# Weir listens on 127.0.0.1 by default, which no client outside of the container can reach. On all addresses Weir does
# not start until authentication is configured, or WEIR_AUTH_TRUST_NETWORK=true leaves access control to the network, as
# where the port is published on loopback only. See docs/security.md.
ENV QUARKUS_HTTP_HOST=0.0.0.0
EXPOSE 8080
# The image has no other program for it. Weir is alive if it responds with 200; Kafka is a matter of readiness
# ("kafka-cli health").
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
    CMD ["kafka-cli", "health", "--live"]
LABEL org.opencontainers.image.title="Weir" \
    org.opencontainers.image.description="A small gateway to Apache Kafka: HTTP in, records out" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="0.2.0"
STOPSIGNAL SIGTERM
USER 1001
ENTRYPOINT ["/deployments/application"]

# ---- Runs the jar: the last stage is the default target -----------------------------------------------
FROM eclipse-temurin:25-jre AS jvm
WORKDIR /deployments
COPY --from=build-jvm /build/target/quarkus-app/lib/ lib/
COPY --from=build-jvm /build/target/quarkus-app/*.jar ./
COPY --from=build-jvm /build/target/quarkus-app/app/ app/
COPY --from=build-jvm /build/target/quarkus-app/quarkus/ quarkus/
COPY --chmod=0755 kafka-cli ./
# Archives of classes, of the JVM and the files that will run: without them a start and a command take twice as long. The
# service starts without a Kafka, and writes its cache when it is ended.
RUN ln -s /deployments/kafka-cli /usr/local/bin/kafka-cli && kafka-cli --version
RUN export QUARKUS_HTTP_PORT=18080; \
    java -XX:AOTCacheOutput=weir.aot -Dweir.stop.timeout=10m -jar quarkus-run.jar & \
    timeout 120 sh -c 'until kafka-cli health --live; do sleep 1; done' && \
    kill $! && { wait $! || true; } && test -s weir.aot
ENV QUARKUS_HTTP_HOST=0.0.0.0
EXPOSE 8080
# The image has no other program for it. Weir is alive if it responds with 200; Kafka is a matter of readiness
# ("kafka-cli health"). Each check starts a JVM.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD ["kafka-cli", "health", "--live"]
LABEL org.opencontainers.image.title="Weir" \
    org.opencontainers.image.description="A small gateway to Apache Kafka: HTTP in, records out" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="0.2.0"
STOPSIGNAL SIGTERM
USER 1001
# src/main/docker/Dockerfile.jvm has the reasons for these options.
ENTRYPOINT ["java", "-XX:AOTCache=/deployments/weir.aot", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", \
    "--sun-misc-unsafe-memory-access=allow", "-jar", "/deployments/quarkus-run.jar"]
