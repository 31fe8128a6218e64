package io.residual.job.config;

import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line: {@code --config FILE}, {@code --key value} or {@code --key=value}, which win
 * over the file, and {@code --help}. An option of type boolean may stand alone for true.
 */
public final class JobArguments {

  private final boolean help;
  private final Map<String, String> options = new HashMap<>();
  private final List<ConfigFault> faults = new ArrayList<>();

  /** Takes the arguments apart; faults are reported by {@link #toConfig}. */
  public JobArguments(String... args) {
    help = List.of(args).contains("--help");
    int i = 0;
    while (i < args.length && !help) {
      i = option(args, i);
    }
  }

  /** Whether the user asks for help instead of a job. */
  public boolean isHelp() {
    return help;
  }

  /**
   * The configuration, from file and command line together.
   *
   * @throws InvalidConfigException listing every fault
   */
  public JobConfig toConfig() throws InvalidConfigException {
    Map<String, String> texts = new HashMap<>();
    List<ConfigFault> all = new ArrayList<>(faults);
    Map<String, String> own = new HashMap<>(options);
    String file = own.remove("config");
    if (file != null) {
      texts.putAll(ConfigFile.read(Path.of(file), all));
    }
    texts.putAll(own);
    return new JobConfigReader(texts, all).read();
  }

  /** Reads the option at the given index; returns the index behind it. */
  private int option(String[] args, int at) {
    String arg = args[at];
    if (!arg.startsWith("--") || arg.length() == 2) {
      faults.add(
          new ConfigFault("command line", "has '" + arg + "'", "write options as --key value"));
      return at + 1;
    }
    int equals = arg.indexOf('=');
    if (equals > 0) {
      put(arg.substring(2, equals), arg.substring(equals + 1));
      return at + 1;
    }
    String key = arg.substring(2);
    if (at + 1 < args.length && !args[at + 1].startsWith("--")) {
      put(key, args[at + 1]);
      return at + 2;
    }
    if (isBoolean(key)) {
      put(key, "true");
    } else {
      faults.add(new ConfigFault(key, "has no value", "write --" + key + " VALUE"));
    }
    return at + 1;
  }

  private void put(String key, String value) {
    if (options.putIfAbsent(key, value) != null) {
      faults.add(new ConfigFault(key, "is given twice", "give it once"));
    }
  }

  private static boolean isBoolean(String key) {
    return JobOptions.ALL.stream()
        .anyMatch(option -> option.key().equals(key) && option.type().equals(OptionType.BOOLEAN));
  }
}
