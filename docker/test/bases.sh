#!/usr/bin/env bash
# Makes the images that stand in for those of the registries: residual-test/{jre,flink,kafka,prometheus},
# or, for arm64, residual-test/{jre,flink} with the tag arm64. Needs emulation.sh for the latter.
# usage: bases.sh CACHE [arm64]     with DOCKER_HOST set, after ./mvnw package of the module docker
set -euo pipefail

cd "$(dirname "$0")"
cache=$(cd "$1" && pwd)
target=$(cd ../target && pwd)
jars=$target/image/cli/lib
PATH=$cache/engine/usr/bin:$PATH
export DOCKER_BUILDKIT=1

# Debian with the Java runtime; weeks old is fine for a test. Packages of another architecture are
# only unpacked, since their maintainer scripts take minutes under emulation; base/Dockerfile makes up
# for them. GNU OpenMP is among them as builds reach no packages here.
architecture=${2:-amd64}
tag=1
images=(jre flink kafka prometheus)
jre=$cache/jre.tar
packages=openjdk-17-jre-headless,ca-certificates
variant=(--variant=minbase)
if [[ $architecture != amd64 ]]; then
  tag=$architecture
  images=(jre flink)
  jre=$cache/jre-$architecture.tar
  packages+=,libgomp1,bash,coreutils,dash,debianutils,findutils,grep,hostname,libc-bin,mawk,passwd,sed,base-files,base-passwd
  variant=(--variant=extract)
fi
if [[ ! -f $jre ]]; then
  mmdebstrap --quiet "${variant[@]}" --architectures="$architecture" --include="$packages" bookworm "${jre%.tar}.part.tar"
  mv "${jre%.tar}.part.tar" "$jre"
fi

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
link flink/lib "$target"/test-jars/flink-container-*.jar
cp "$cache"/prometheus/usr/bin/{prometheus,promtool} "$context/"
ln "$jre" "$context/jre.tar" 2>/dev/null || cp "$jre" "$context/jre.tar"

for image in "${images[@]}"; do
  docker build --quiet --platform "linux/$architecture" --target "$image" --tag "residual-test/$image:$tag" "$context" >/dev/null
done
rm -rf "$context"
