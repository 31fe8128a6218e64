#!/usr/bin/env bash
# Makes the images that stand in for those of the registries: residual-test/{jre,flink,kafka,prometheus}.
# usage: bases.sh CACHE     with DOCKER_HOST set, after ./mvnw package of the module docker
set -euo pipefail

cd "$(dirname "$0")"
cache=$(cd "$1" && pwd)
target=$(cd ../target && pwd)
jars=$target/image/cli/lib
PATH=$cache/engine/usr/bin:$PATH
export DOCKER_BUILDKIT=1

# Debian with the Java runtime; weeks old is fine for a test.
if [[ ! -f $cache/jre.tar ]]; then
  mmdebstrap --quiet --variant=minbase --include=openjdk-17-jre-headless,ca-certificates \
    bookworm "$cache/jre.part.tar"
  mv "$cache/jre.part.tar" "$cache/jre.tar"
fi
docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
  "$cache/jre.tar" residual-test/jre:1 >/dev/null

# Hard links: the jars are read only to be copied into the images.
context=$target/bases
rm -rf "$context"
mkdir -p "$context"/{flink/{lib,plugins/metrics-prometheus,opt,log},kafka}
cp base/* "$context/"
link() {
  local folder=$1 jar
  shift
  for jar in "$@"; do
    ln "$jar" "$context/$folder/"
  done
}
shopt -s nullglob extglob
for jar in "$jars"/*.jar; do
  case ${jar##*/} in
    # Connectors come with the job; the rest of these is what flink-dist and lib hold.
    flink-connector-@(kafka|base)-*) ;;
    flink-* | kryo-* | reflectasm-* | objenesis-* | minlog-* | javassist-* | jsr305-* | snakeyaml-engine-* | async-profiler-*)
      link flink/lib "$jar"
      ;;
    commons-@(cli|codec|collections|compress|io|lang3|math3|text)-* | snappy-java-* | slf4j-api-* | log4j-@(api|core|slf4j2-impl)-*)
      link flink/lib "$jar"
      link kafka "$jar"
      ;;
    residual-* | nd4j-* | deeplearning4j-* | openblas-* | javacpp-* | onnxruntime-* | protobuf-* | guava-1.0* | jackson-1.0* | oshi-* | jna-* | picocli-* | fastcsv-* | jhdf-*) ;;
    *) link kafka "$jar" ;;
  esac
done
link flink/plugins/metrics-prometheus "$target"/test-jars/flink-metrics-prometheus-*.jar
cp "$cache"/prometheus/usr/bin/{prometheus,promtool} "$context/"

for image in flink kafka prometheus; do
  docker build --quiet --target "$image" --tag "residual-test/$image:1" "$context" >/dev/null
done
rm -rf "$context"
