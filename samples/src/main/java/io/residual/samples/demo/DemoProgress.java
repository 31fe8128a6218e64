package io.residual.samples.demo;

import io.residual.samples.consumer.AlertPrinter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Prints steps with the time since the start of the process, and alerts. Thread safe. */
final class DemoProgress implements DemoListener {

  private final PrintWriter out;
  private final AlertPrinter alerts;
  private final long start = ManagementFactory.getRuntimeMXBean().getStartTime();

  DemoProgress(PrintWriter out, AlertPrinter alerts) {
    this.out = out;
    this.alerts = alerts;
  }

  @Override
  public synchronized void step(String message) {
    double seconds = (System.currentTimeMillis() - start) / 1000.0;
    out.println(String.format(Locale.ROOT, "[%5.1f s] ", seconds) + message);
    out.flush();
  }

  @Override
  public synchronized void alert(byte[] json) {
    alerts.print(json);
  }
}
