package io.residual.model.config;

/**
 * One thing wrong with a configuration.
 *
 * @param key dotted path of the setting, such as {@code schema.fields[2].type}
 * @param problem what is wrong, with the value
 * @param remedy what to do about it
 */
public record ConfigFault(String key, String problem, String remedy) {

  @Override
  public String toString() {
    return key + ": " + problem + "; " + remedy;
  }
}
