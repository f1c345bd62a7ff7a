package dev.kindred.server.http;

import java.time.Duration;

/**
 * What a client may ask for at most.
 *
 * @param bodyBytes of a JSON body as it is sent
 * @param inflatedBytes of a JSON body once it is unpacked
 * @param importBytes of a streamed body, unpacked
 * @param jsonDepth of arrays and objects in each other
 * @param maxItems of one answer
 * @param maxOffset how far into a list one may page
 * @param headerBytes of all headers of a request
 * @param connections open at once
 * @param headers until all headers of a request must be there
 * @param idle after which a connection that sends or takes nothing is closed
 * @param minimumBytesPerSecond a body that comes more slowly is refused; 0: none is
 * @param requestsPerSecond of one key, or of one address without a key; 0: no limit
 * @param burst requests that may come at once on top
 */
public record Limits(
        long bodyBytes,
        long inflatedBytes,
        long importBytes,
        int jsonDepth,
        int maxItems,
        int maxOffset,
        int headerBytes,
        int connections,
        Duration headers,
        Duration idle,
        int minimumBytesPerSecond,
        int requestsPerSecond,
        int burst) {
    public static final Limits DEFAULTS =
            new Limits(
                    8L << 20,
                    32L << 20,
                    16L << 30,
                    64,
                    1000,
                    10_000,
                    16 << 10,
                    4096,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    100,
                    0,
                    100);
}
