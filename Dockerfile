# Builds the jar and its libraries, then keeps only those beside a Java 25 runtime.
#
#   docker build -t candor .
#   docker run --rm --network host --read-only --tmpfs /tmp:rw,exec,nosuid,nodev,size=64m \
#       --cap-drop ALL --security-opt no-new-privileges -v candor-data:/var/lib/candor candor
#
# docs/OPERATIONS.md, "Container", says why, how to reach it from outside, and how to pin the images below by digest.
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM ${RUNTIME_IMAGE}
# By number, so that an orchestrator can tell that it is not root.
RUN groupadd --system --gid 10001 candor \
    && useradd --system --uid 10001 --gid 10001 --home-dir /opt/candor --shell /usr/sbin/nologin candor \
    && install -d -o 10001 -g 10001 -m 0700 /var/lib/candor
# Everything here belongs to root: the process may read its own program, not change it.
WORKDIR /opt/candor
COPY LICENSE NOTICE candor ./
COPY conf conf
COPY --from=build /src/target/classes/META-INF/sbom/candor.cdx.json sbom.cdx.json
COPY --from=build /src/target/lib target/lib
COPY --from=build /src/target/candor.jar target/candor.jar
# The JVM's cache is good for this very Java and these very files, so it is made where they are.
RUN ./candor rehearse

USER 10001:10001
ENV CANDOR_DATA_DIR=/var/lib/candor
VOLUME ["/var/lib/candor"]
EXPOSE 8080 8081
STOPSIGNAL SIGTERM

# Without curl, and without a second JVM: bash opens the socket itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${CANDOR_HTTP_MANAGEMENT_PORT:-8081} && printf 'GET /health/live HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]

ENTRYPOINT ["/opt/candor/candor"]
CMD ["serve"]
