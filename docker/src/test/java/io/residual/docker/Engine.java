package io.residual.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A container engine of the tests' own, with the images that the Dockerfiles make of stand-ins for
 * the base images. Started for the first class that asks and stopped after the last.
 *
 * <p>Needs Linux, the root user, Debian's package tools and the right to make network namespaces;
 * elsewhere the tests are skipped and say why. With {@code CI=true} in the environment, and the
 * root user, nothing is skipped.
 */
final class Engine implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(Engine.class);

  /** The running engine; closing it stops it and removes what it kept. */
  static final class Running implements AutoCloseable {
    private final Path module = Path.of("").toAbsolutePath();
    private final Path cache = Requirements.cache();
    private final Path state = module.resolve("target/engine");
    private final Command script = new Command(module.resolve("test"));
    private final Command client;

    private Running() throws Exception {
      script.run("./tools.sh", cache.toString()).orFail();
      Command.Result started = machine("engine.sh", "start");
      client =
          new Command(module.getParent())
              .with("DOCKER_HOST", started.orFail().lines().toList().get(0))
              .with("DOCKER_BUILDKIT", "1");
      try {
        script("bases.sh").orFail();
        build("job", "flink:1", "residual-job:0.1.0").orFail();
        build("cli", "jre:1", "residual-cli:0.1.0").orFail();
      } catch (IllegalStateException e) {
        close();
        throw e;
      }
    }

    /** Runs one of the scripts in {@code test} that start or stop something of the machine. */
    Command.Result machine(String name, String verb) throws IOException, InterruptedException {
      return script.run("./" + name, verb, state.toString(), cache.toString());
    }

    /** Runs one of the scripts in {@code test} that talk to the engine. */
    Command.Result script(String name, String... more) throws IOException, InterruptedException {
      List<String> words = new ArrayList<>();
      words.add(module.resolve("test").resolve(name).toString());
      words.add(cache.toString());
      words.addAll(List.of(more));
      return client.run(words.toArray(String[]::new));
    }

    /** Builds one of our images from its Dockerfile, on a stand-in and with the reactor's jars. */
    Command.Result build(String image, String base, String tag, String... more)
        throws IOException, InterruptedException {
      List<String> words =
          new ArrayList<>(List.of("build", "--quiet", "--file", "docker/" + image + "/Dockerfile"));
      words.addAll(List.of("--build-arg", "BASE_IMAGE=residual-test/" + base));
      words.addAll(List.of("--build-arg", "JARS=prebuilt", "--tag", tag));
      words.addAll(List.of(more));
      words.add(".");
      return docker(words.toArray(String[]::new));
    }

    Command.Result docker(String... arguments) throws IOException, InterruptedException {
      List<String> words = new ArrayList<>(List.of(cache + "/engine/usr/bin/docker"));
      words.addAll(List.of(arguments));
      return client.run(words.toArray(String[]::new));
    }

    /** Compose with the file that users start, and the images of the registries substituted. */
    Command.Result compose(String... arguments) throws IOException, InterruptedException {
      List<String> words =
          new ArrayList<>(
              List.of(
                  cache + "/compose/usr/libexec/docker/cli-plugins/docker-compose",
                  "--file",
                  "docker/compose.yaml",
                  "--file",
                  "docker/test/compose.yaml"));
      words.addAll(List.of(arguments));
      return client.run(words.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
      try {
        machine("engine.sh", "stop").orFail();
        new Command(module).run("rm", "-rf", state.toString()).orFail();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    List<String> missing = Requirements.missing();
    Assumptions.assumeTrue(
        missing.isEmpty(),
        () -> "No images built: this machine lacks " + String.join(", ", missing));
    running(context);
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Running.class, type -> start(), Running.class);
  }

  private static Running start() {
    try {
      return new Running();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the engine or the images: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Running.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context);
  }

  /** What the tests need of the machine. */
  static final class Requirements {
    private Requirements() {}

    /** Where tools and base images are kept between runs. */
    static Path cache() {
      String home =
          System.getenv()
              .getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
      return Path.of(home, "residual-image-tests");
    }

    static boolean mayInstall() {
      return "root".equals(System.getProperty("user.name"))
          && ("true".equals(System.getenv("CI"))
              || Files.isExecutable(Path.of("/usr/bin/apt-get")));
    }

    static List<String> missing() {
      List<String> missing = new ArrayList<>();
      boolean root = "root".equals(System.getProperty("user.name"));
      if (!root) {
        missing.add("the root user");
      }
      if (root && "true".equals(System.getenv("CI"))) {
        return missing;
      }
      if (!System.getProperty("os.name").equals("Linux")) {
        missing.add("Linux");
      }
      if (!System.getProperty("os.arch").equals("amd64")) {
        missing.add("an x86-64 processor");
      }
      if (!Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
        missing.add("apt-get");
      }
      if (!Files.isWritable(Path.of("/run")) || !mayMakeNamespaces()) {
        missing.add("the right to make network namespaces");
      }
      return missing;
    }

    private static boolean mayMakeNamespaces() {
      try {
        return new Command(Path.of("/")).run("unshare", "--net", "--mount", "true").status() == 0;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
