/** How well errors and alerts tell anomalies from normal records, given labels. */
package io.residual.trainer.evaluate;
