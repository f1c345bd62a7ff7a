package dev.kindred.server.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.kindred.server.config.ServerConfig;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the log of a server; other commands keep it to warnings. */
public final class Logging {
    private Logging() {}

    /**
     * Logs as a configuration says, to standard error.
     *
     * @param logs format, and level of Kindred's own lines
     */
    public static void configure(ServerConfig.Logs logs) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("dev.kindred").setLevel(Level.toLevel(logs.level()));
            format(context, logs.format() == ServerConfig.LogFormat.JSON);
        }
    }

    private static void format(LoggerContext context, boolean json) {
        Iterator<Appender<ILoggingEvent>> appenders =
                context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        while (appenders.hasNext()) {
            if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> appender
                    && appender.getEncoder() instanceof LineEncoder lines) {
                lines.setJson(json);
            }
        }
    }
}
