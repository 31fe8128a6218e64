/** Measures detection quality on labelled data that lies outside the repository. */
package io.residual.trainer.measure;
