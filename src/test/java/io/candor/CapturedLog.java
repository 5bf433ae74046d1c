package io.candor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.NullMarked;

/**
 * What is logged until it is closed: by Candor down to the finest level, by libraries as far as the packed configuration lets
 * them; exceptions with their texts.
 */
@NullMarked
public final class CapturedLog implements AutoCloseable {
    private static final String OURS = "io.candor";

    private final LoggerContext context = LoggerContext.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new Collector(lines);

    public CapturedLog() {
        appender.start();
        root.addAppender(appender, null, null);
        context.getConfiguration().addLogger(OURS, new LoggerConfig(OURS, Level.ALL, true));
        context.updateLoggers();
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.removeAppender(appender.getName());
        context.getConfiguration().removeLogger(OURS);
        context.updateLoggers();
        appender.stop();
    }

    private static final class Collector extends AbstractAppender {
        private final List<String> lines;

        Collector(List<String> lines) {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
            this.lines = lines;
        }

        @Override
        public void append(LogEvent event) {
            StringBuilder line = new StringBuilder(event.getMessage().getFormattedMessage());
            for (Throwable t = event.getThrown(); t != null; t = t.getCause()) {
                line.append('\n').append(t);
            }
            lines.add(line.toString());
        }
    }
}
