package io.residual.model.record;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a reader tells it, as text. */
final class RecordingSink implements FieldSink {

  final List<String> calls = new ArrayList<>();

  @Override
  public void number(int field, double value) {
    calls.add(field + " number " + value);
  }

  @Override
  public void category(int field, String value) {
    calls.add(field + " category " + value);
  }

  @Override
  public void bool(int field, boolean value) {
    calls.add(field + " bool " + value);
  }

  @Override
  public void instant(int field, long epochMillis) {
    calls.add(field + " instant " + epochMillis);
  }

  @Override
  public void element(int field, int index, double value) {
    calls.add(field + " element " + index + " " + value);
  }

  @Override
  public void missing(int field) {
    calls.add(field + " missing");
  }
}
