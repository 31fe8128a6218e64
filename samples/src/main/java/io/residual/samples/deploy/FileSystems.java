package io.residual.samples.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import picocli.CommandLine.Option;

/**
 * The options by which a command reaches Flink's file systems: the same plugins and the same
 * settings as the job's. Plugins come from the folder in the environment's {@code
 * FLINK_PLUGINS_DIR}, settings from {@code config.yaml} in {@code FLINK_CONF_DIR}, if these are
 * set.
 */
final class FileSystems {

  @Option(
      names = "--file-system",
      paramLabel = "KEY=VALUE",
      description =
          "One setting of Flink's file systems, such as s3.endpoint=https://store.example; may be"
              + " repeated, and wins over config.yaml in the folder $FLINK_CONF_DIR. Plugins, such as"
              + " that for s3, come from the folder $FLINK_PLUGINS_DIR.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Makes the file systems known to this process. */
  void load() {
    Configuration configuration =
        System.getenv("FLINK_CONF_DIR") == null
            ? new Configuration()
            : GlobalConfiguration.loadConfiguration();
    settings.forEach(configuration::setString);
    FileSystem.initialize(
        configuration,
        System.getenv(ConfigConstants.ENV_FLINK_PLUGINS_DIR) == null
            ? null
            : PluginUtils.createPluginManagerFromRootFolder(configuration));
  }
}
