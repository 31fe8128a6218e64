package io.residual.model.record;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The declared JSON pointers merged into one tree, so that a streaming parser finds each value's
 * purpose while it walks the document once. Immutable after {@link #of}.
 */
final class PointerTree {

  private final Map<String, PointerTree> children = new HashMap<>();
  private final int id;
  private int[] fields = {};
  private boolean entity;
  private boolean eventTime;

  private PointerTree(int id) {
    this.id = id;
  }

  static PointerTree of(RecordSchema schema) {
    List<PointerTree> all = new ArrayList<>();
    PointerTree root = grow(all);
    for (int field = 0; field < schema.fields().size(); field++) {
      PointerTree leaf = root.descend(schema.fields().get(field).pointer(), all);
      leaf.fields = Arrays.copyOf(leaf.fields, leaf.fields.length + 1);
      leaf.fields[leaf.fields.length - 1] = field;
    }
    schema.entityPointer().ifPresent(pointer -> root.descend(pointer, all).entity = true);
    schema.eventTimePlace().ifPresent(place -> root.descend(place.pointer(), all).eventTime = true);
    return root;
  }

  private PointerTree descend(String pointer, List<PointerTree> all) {
    PointerTree at = this;
    for (JsonPointer p = JsonPointer.compile(pointer); !p.matches(); p = p.tail()) {
      at = at.children.computeIfAbsent(p.getMatchingProperty(), name -> grow(all));
    }
    return at;
  }

  private static PointerTree grow(List<PointerTree> all) {
    PointerTree node = new PointerTree(all.size());
    all.add(node);
    return node;
  }

  /** Number of nodes; every {@link #id()} is below it. */
  int size() {
    int size = 1;
    for (PointerTree child : children.values()) {
      size += child.size();
    }
    return size;
  }

  int id() {
    return id;
  }

  /** The node under the given member name or array index; null if nothing below is declared. */
  PointerTree child(String name) {
    return children.get(name);
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  int[] fields() {
    return fields;
  }

  boolean isEntity() {
    return entity;
  }

  boolean isEventTime() {
    return eventTime;
  }
}
