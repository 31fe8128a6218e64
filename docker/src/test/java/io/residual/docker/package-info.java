/**
 * The images and the Compose file, built and run by a real engine; and the linters over what Java's
 * compiler does not see.
 */
package io.residual.docker;
