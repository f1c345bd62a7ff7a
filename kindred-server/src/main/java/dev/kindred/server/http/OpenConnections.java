package dev.kindred.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Closes connections that send what stands before and after the body of a request (request line,
 * headers, sizes of pieces, trailers) so slowly that it is not there within a time. Jetty's own
 * time-outs begin anew with every byte, so that a byte now and then would hold a connection for
 * ever. When the server ends it closes those on which no request is under way.
 *
 * <p>Looks at all connections some times within that time, which costs less than a timer each.
 */
final class OpenConnections implements Connection.Listener, AutoCloseable {
    private static final int LOOKS = 8; // within the time that headers have
    private static final long ENDING_MILLIS = 10;

    private final long mostNanos;
    private final Map<HttpConnection, Waited> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(OpenConnections::thread);

    /**
     * Looks after connections from now on.
     *
     * @param most the longest that headers may take
     */
    OpenConnections(Duration most) {
        mostNanos = most.toNanos();
        long every = Math.max(1, most.toMillis() / LOOKS);
        timer.scheduleWithFixedDelay(this::closeSlow, every, every, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "kindred-connections");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Where a connection was when it was seen first since it last got on.
     *
     * @param requests that came whole before
     * @param content bytes of the body that were read
     * @param bytes of all that came
     * @param since when, in nanoseconds
     */
    private record Waited(long requests, long content, long bytes, long since) {
        boolean isAt(HttpConnection connection) {
            return requests == connection.getMessagesIn()
                    && content == connection.getParser().getContentRead();
        }

        static Waited of(HttpConnection connection) {
            return new Waited(
                    connection.getMessagesIn(),
                    connection.getParser().getContentRead(),
                    connection.getBytesIn(),
                    System.nanoTime());
        }
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            open.put(http, Waited.of(http));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof HttpConnection http) {
            open.remove(http);
        }
    }

    private void closeSlow() {
        open.forEach(
                (connection, waited) -> {
                    if (!waited.isAt(connection) || !isIncomplete(connection, waited)) {
                        open.replace(connection, waited, Waited.of(connection));
                    } else if (System.nanoTime() - waited.since() > mostNanos) {
                        connection.getEndPoint().close(new TimeoutException("headers"));
                    }
                });
    }

    /** Whether something has begun to come whose length nobody said. */
    private static boolean isIncomplete(HttpConnection connection, Waited waited) {
        return switch (connection.getParser().getState()) {
            case START -> // line ends, which are skipped
                    connection.getBytesIn() > waited.bytes() || isShakingHands(connection);
            case METHOD, SPACE1, URI, SPACE2, REQUEST_VERSION, PROXY, HEADER -> true;
            case CHUNK_SIZE, TRAILER -> true;
            default -> false;
        };
    }

    private static boolean isShakingHands(HttpConnection connection) {
        return connection.getEndPoint() instanceof SslConnection.SslEndPoint secure
                && secure.getSslConnection()
                        .getSSLEngine()
                        .getSession()
                        .getProtocol()
                        .equals("NONE");
    }

    /** Closes connections without a request, and from now on each whose request was answered. */
    void end() {
        if (!timer.isShutdown()) {
            timer.scheduleWithFixedDelay(this::closeIdle, 0, ENDING_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void closeIdle() {
        for (HttpConnection connection : open.keySet()) {
            if (connection.getParser().getState() == HttpParser.State.START
                    && connection.getMessagesIn() == connection.getMessagesOut()) {
                connection.getEndPoint().close();
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
