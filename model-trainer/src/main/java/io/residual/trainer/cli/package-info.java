/**
 * The trainer's commands; the only place of the trainer that prints.
 *
 * <p>{@link io.residual.trainer.cli.TrainerCli} is the entry; each command can also be added to
 * another picocli command line. Results go to standard output, progress and faults to standard
 * error. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.
 */
package io.residual.trainer.cli;
