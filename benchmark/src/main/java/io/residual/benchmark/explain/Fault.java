package io.residual.benchmark.explain;

import java.util.Set;

/**
 * A record with a planted fault.
 *
 * @param row encoded
 * @param fields names of the fields at fault
 * @param alert whether its error exceeds a new entity's threshold
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Fault(float[] row, float[] reconstruction, Set<String> fields, boolean alert) {}
