package io.residual.trainer.backtest;

import io.residual.model.alert.Alert;

/**
 * A record on its way through the network.
 *
 * @param value as received
 * @param anomalous whether its label says so
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
record Replayed(Alert.Source source, byte[] value, boolean anomalous) {}
