package io.residual.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * An overlay's network policies, as a network plugin reads them. A direction is open to a pod that
 * no policy of that direction selects; otherwise one rule of one policy must let the connection
 * pass.
 *
 * @param policies the NetworkPolicy documents; all are of one namespace, and so are their pods
 */
record NetworkRules(List<JsonNode> policies) {

  /**
   * One end of a connection.
   *
   * @param ours whether it is a pod in the policies' namespace
   * @param labels its labels; those of a machine or of a service outside are empty
   */
  record End(boolean ours, Map<String, String> labels) {

    /** A pod of the policies' namespace. */
    static End pod(Map<String, String> labels) {
      return new End(true, labels);
    }

    /** A pod of another namespace. */
    static End elsewhere(Map<String, String> labels) {
      return new End(false, labels);
    }

    /** Something that is no pod. */
    static End outside() {
      return new End(false, Map.of());
    }
  }

  static NetworkRules of(Overlay overlay) {
    return new NetworkRules(overlay.all("NetworkPolicy").toList());
  }

  /** Whether a connection may be made; the port is that of the pod, not of a service before it. */
  boolean allow(End from, End to, String protocol, int port) {
    return passes("Egress", "egress", "to", from, to, protocol, port)
        && passes("Ingress", "ingress", "from", to, from, protocol, port);
  }

  private boolean passes(
      String type, String rules, String peers, End selected, End peer, String protocol, int port) {
    List<JsonNode> selecting =
        policies.stream()
            .filter(policy -> selected.ours() && hasType(policy, type))
            .filter(p -> Pods.selects(p.at("/spec/podSelector"), selected.labels()))
            .toList();
    if (selecting.isEmpty()) {
      return true;
    }
    for (JsonNode policy : selecting) {
      for (JsonNode rule : policy.path("spec").path(rules)) {
        if (meetsPort(rule.path("ports"), protocol, port) && meetsPeer(rule.path(peers), peer)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasType(JsonNode policy, String type) {
    for (JsonNode given : policy.at("/spec/policyTypes")) {
      if (given.asText().equals(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean meetsPort(JsonNode ports, String protocol, int port) {
    if (ports.isEmpty()) {
      return true;
    }
    for (JsonNode range : ports) {
      int first = range.path("port").asInt();
      int last = range.path("endPort").asInt(first);
      if (range.path("protocol").asText("TCP").equals(protocol) && port >= first && port <= last) {
        return true;
      }
    }
    return false;
  }

  private static boolean meetsPeer(JsonNode peers, End peer) {
    if (peers.isEmpty()) {
      return true;
    }
    for (JsonNode selector : peers) {
      if (selector.has("ipBlock") || !selector.path("namespaceSelector").isEmpty()) {
        throw new IllegalArgumentException("not understood here: " + selector);
      }
      boolean near = peer.ours() || selector.has("namespaceSelector");
      if (near
          && !peer.labels().isEmpty()
          && Pods.selects(selector.path("podSelector"), peer.labels())) {
        return true;
      }
    }
    return false;
  }
}
