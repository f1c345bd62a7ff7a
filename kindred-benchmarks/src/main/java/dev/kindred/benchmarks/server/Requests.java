package dev.kindred.benchmarks.server;

import java.util.function.IntFunction;

/**
 * What is sent to a server that {@link ServerUnderLoad} filled.
 *
 * @param users with ids {@code u1} and so on
 * @param prefix of the ids of items, before their number
 * @param items the most popular ones have numbers up to this one
 */
public record Requests(int users, String prefix, int items) {
    private static final int CACHED_USERS = 200;

    /** Always the same few hundred lists. */
    public IntFunction<byte[]> cached() {
        return k -> list("\"user\":\"u%d\"".formatted(1 + k % Math.min(users, CACHED_USERS)));
    }

    /** Users whose history is in the store; each request is new, as it leaves out another item. */
    public IntFunction<byte[]> known() {
        return k ->
                list("\"user\":\"u%d\",\"exclude\":[\"x%d\"]".formatted(1 + k % (users - 1), k));
    }

    /** Nobody knows them: all there is are the five items of their visit. */
    public IntFunction<byte[]> guests() {
        return k ->
                list("\"session\":{\"items\":[%s]},\"exclude\":[\"x%d\"]".formatted(session(k), k));
    }

    /** Half of the items pass the filter; the rest is made diverse. */
    public IntFunction<byte[]> filtered() {
        return k ->
                list(
                        "\"user\":\"u%d\",\"filter\":\"price < %d\",\"diversity\":0.3,\"exclude\":[\"x%d\"]"
                                .formatted(1 + k % (users - 1), 25 + k % 50, k));
    }

    private static byte[] list(String wishes) {
        return LoadGenerator.post("/v1/recommendations", "{%s,\"limit\":10}".formatted(wishes));
    }

    /** Five items, others for every request. */
    private String session(int request) {
        var session = new StringBuilder();
        for (int k = 0; k < 5; k++) {
            int number = 1 + Math.floorMod(request * 31 + k * 7919, items);
            session.append(k == 0 ? "" : ",").append("\"%s%d\"".formatted(prefix, number));
        }
        return session.toString();
    }

    /**
     * New events.
     *
     * @param count of one request
     */
    public IntFunction<byte[]> events(int count) {
        return request -> {
            var events = new StringBuilder("{\"events\":[");
            for (int k = 0; k < count; k++) {
                int number = request * count + k;
                events.append(k == 0 ? "" : ",")
                        .append(
                                "{\"user\":\"u%d\",\"item\":\"%s%d\",\"type\":\"view\",\"id\":\"e-%d-%d\"}"
                                        .formatted(
                                                1 + number % (users - 1),
                                                prefix,
                                                1 + number % items,
                                                count,
                                                number));
            }
            return LoadGenerator.post("/v1/events", events.append("]}").toString());
        };
    }
}
