package io.residual.trainer.fit;

import io.residual.model.network.NetworkSpec;
import java.util.Map;

/**
 * A network from elsewhere, ready to become a member of a bundle.
 *
 * @param network its shape
 * @param entries of the bundle that hold it, by name
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays are bundle entries, never written to
record ImportedGraph(NetworkSpec network, Map<String, byte[]> entries) {}
