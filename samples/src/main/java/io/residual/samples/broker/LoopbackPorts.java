package io.residual.samples.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports that nothing listens on. They can be taken again before they are used. */
final class LoopbackPorts {

  private LoopbackPorts() {}

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the broker binds: a port in TIME_WAIT from an earlier run is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + BrokerProperties.HOST, e);
    }
  }

  static int anyFreeExcept(int taken) {
    int port = anyFree();
    while (port == taken) {
      port = anyFree();
    }
    return port;
  }

  /** IPv4 whatever the JVM prefers, as {@link BrokerProperties#HOST} is. */
  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
