package io.residual.trainer.data;

import io.residual.model.record.FieldSink;

/** Takes fields and keeps nothing: for finding out whether a row can be read. */
final class DiscardingSink implements FieldSink {

  @Override
  public void number(int field, double value) {}

  @Override
  public void category(int field, String value) {}

  @Override
  public void bool(int field, boolean value) {}

  @Override
  public void instant(int field, long epochMillis) {}

  @Override
  public void element(int field, int index, double value) {}

  @Override
  public void missing(int field) {}
}
