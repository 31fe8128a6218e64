/** The shape of an autoencoder, as plain data: what the trainer builds and the manifest records. */
package io.residual.model.network;
