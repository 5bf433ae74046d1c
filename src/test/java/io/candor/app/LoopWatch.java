package io.candor.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test during which Vert.x found one of its event loops blocked for 2 s or longer. It is on for all tests (see {@code
 * META-INF/services}); a server in a process of its own is judged by its log.
 */
public final class LoopWatch implements BeforeAllCallback, AfterEachCallback {
    private static final String CHECKER = "BlockedThreadChecker";
    private static final String LOOP = "vert.x-eventloop";
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static final Listener LISTENER = new Listener();

    /** Takes what the checker says. */
    private static final class Listener extends AbstractAppender {
        Listener() {
            super("loop-watch", null, null, true, Property.EMPTY_ARRAY);
            start();
            LoggerContext context = (LoggerContext) LogManager.getContext(false);
            context.getConfiguration().getRootLogger().addAppender(this, Level.WARN, null);
            context.updateLoggers();
        }

        @Override
        public void append(LogEvent event) {
            String message = event.getMessage().getFormattedMessage();
            if (event.getLoggerName().endsWith(CHECKER) && message.contains(LOOP)) {
                SEEN.add(message);
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!LISTENER.isStarted()) {
            throw new IllegalStateException("nobody listens to " + CHECKER);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertNone(drain());
    }

    /** Returns what was seen since the last call. */
    static List<String> drain() {
        List<String> seen = new ArrayList<>();
        for (String message = SEEN.poll(); message != null; message = SEEN.poll()) {
            seen.add(message);
        }
        return seen;
    }

    /** Fails when a log tells of a blocked event loop. */
    static void assertNoneBlocked(Path log) {
        if (!Files.exists(log)) {
            return;
        }
        try {
            assertNone(Files.readAllLines(log).stream()
                    .filter(line -> line.contains(CHECKER) && line.contains(LOOP))
                    .toList());
        } catch (IOException e) {
            throw new AssertionError("the log cannot be read", e);
        }
    }

    private static void assertNone(List<String> blocked) {
        if (!blocked.isEmpty()) {
            throw new AssertionError("an event loop was blocked:\n" + String.join("\n", blocked));
        }
    }
}
