# The server on a Java runtime. Build the project first:
#   mvn -q package -DskipTests && docker build -t kindred .
# Without a key the server listens on loopback only, which from outside a container nobody reaches. Make one first:
#   docker run --rm -v kindred-data:/data kindred keys create --name boss --scope admin
#   docker run -d -p 8088:8088 -v kindred-data:/data --memory 4g kindred
# Checks: liveness GET /health/live, readiness GET /health/ready. SIGTERM ends it within 10 seconds (docker stop -t 15).
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /data kindred && mkdir /data && chown kindred /data
COPY kindred-cli/target/lib /app/lib
COPY kindred-cli/target/kindred-cli-*.jar kindred-cli/target/kindred-sbom.json /app/
USER kindred
WORKDIR /data
VOLUME /data
EXPOSE 8088
ENV KINDRED_SERVER_DATA_DIR=/data KINDRED_SERVER_HOST=0.0.0.0 KINDRED_LOGS_FORMAT=json
ENTRYPOINT ["java", "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:MaxRAMPercentage=75", "-cp", "/app/*:/app/lib/*", "dev.kindred.cli.Kindred"]
CMD ["serve"]
