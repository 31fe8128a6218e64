#!/usr/bin/env bash
# Makes residual-test/build:1, which stands in for the JDK image in which the Dockerfiles run Maven:
# this machine's JDK, and what its Maven has fetched, since builds here reach no Maven Central.
# usage: build-image.sh CACHE     with DOCKER_HOST set, after bases.sh
set -euo pipefail

cache=$(cd "$1" && pwd)
cd "$(dirname "$0")"
jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
context=$(cd ../target && pwd)/build-image
rm -rf "$context"
mkdir -p "$context"/{jdk,m2}
# Debian's links its settings to /etc, and links to sources that need not be there.
tar --directory "$jdk" --dereference --exclude=src.zip --create . | tar --directory "$context/jdk" --extract
# Hard links where both are on one file system.
for part in repository wrapper; do
  cp -al "${MAVEN_USER_HOME:-$HOME/.m2}/$part" "$context/m2/" 2>/dev/null ||
    cp -a "${MAVEN_USER_HOME:-$HOME/.m2}/$part" "$context/m2/"
done
cat >"$context/Dockerfile" <<'DOCKERFILE'
FROM residual-test/jre:1
COPY jdk /opt/java
COPY m2 /m2
ENV JAVA_HOME=/opt/java PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    MAVEN_USER_HOME=/m2 MAVEN_ARGS=--offline MAVEN_OPTS=-Dmaven.repo.local=/m2/repository
DOCKERFILE
DOCKER_BUILDKIT=1 "$cache/engine/usr/bin/docker" build --quiet --tag residual-test/build:1 "$context" >/dev/null
rm -rf "$context"
