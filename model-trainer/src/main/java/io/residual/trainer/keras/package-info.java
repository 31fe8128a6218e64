/**
 * Reads autoencoders out of files that Keras saved as HDF5, version 2 and 3 alike, as a graph of a
 * few plain operations.
 */
package io.residual.trainer.keras;
