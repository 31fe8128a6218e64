package io.residual.samples.security;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Everything that is logged while it is open, from the level INFO up: what a cluster logs. */
final class LogCapture implements AutoCloseable {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig root;
  private final Level before;
  private final AbstractAppender appender;

  LogCapture() {
    Configuration configuration = context.getConfiguration();
    root = configuration.getRootLogger();
    before = root.getLevel();
    PatternLayout layout =
        PatternLayout.newBuilder()
            .withPattern("%p %c %m %throwable{full}")
            .withConfiguration(configuration)
            .build();
    appender =
        new AbstractAppender("capture", null, layout, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add((String) getLayout().toSerializable(event));
          }
        };
    appender.start();
    // The console keeps what it had: only warnings.
    root.getAppenders().keySet().forEach(this::quieten);
    root.addAppender(appender, Level.INFO, null);
    root.setLevel(Level.INFO);
    context.updateLoggers();
  }

  private void quieten(String name) {
    var console = root.getAppenders().get(name);
    root.removeAppender(name);
    root.addAppender(console, before, null);
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    root.removeAppender("capture");
    root.setLevel(before);
    appender.stop();
    context.updateLoggers();
  }
}
