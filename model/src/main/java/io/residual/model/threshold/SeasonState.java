package io.residual.model.threshold;

/**
 * What is remembered of an entity's season. Public and made of primitives, so that Flink stores it
 * without Kryo. Part of savepoints: do not rename or retype.
 *
 * @param hour that is going on, see {@link Season}; -1 before the first record
 * @param count errors of the hour so far
 * @param sum of them
 * @param level mean error of the hours of about the last season
 * @param codes how many times the level is usual at each hour, as {@link ErrorCode}s; belongs to
 *     the state: {@link SeasonalLevel#learn} writes into it and hands it on
 */
@SuppressWarnings("ArrayRecordComponent") // reused on purpose: see above
public record SeasonState(int hour, int count, double sum, double level, char[] codes) {}
