#!/usr/bin/env bash
# Lints every shell script, YAML file, Dockerfile and Compose file that git knows or would take.
# usage: lint.sh CACHE     installs shellcheck and yamllint if missing; the rest goes into CACHE
set -euo pipefail

mkdir -p "$1/lint"
tools=$(cd "$1/lint" && pwd)
cd "$(dirname "$0")/../.."

packages=()
command -v shellcheck >/dev/null || packages+=(shellcheck)
command -v yamllint >/dev/null || packages+=(yamllint)
command -v npm >/dev/null || packages+=(npm)
if ((${#packages[@]})); then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${packages[@]}" >/dev/null
fi
if [[ ! -x $tools/node_modules/.bin/dclint || ! -x $tools/node_modules/.bin/dockerfilelint ]]; then
  npm install --prefix "$tools" --no-audit --no-fund --silent dclint@3.1.0 dockerfilelint@1.8.0
fi

files() {
  git ls-files --cached --others --exclude-standard -- "$@"
}

status=0
# mvnw is Maven's own.
mapfile -t scripts < <({ files '*.sh'; git grep -lI -E '^#!.*[/ ](ba)?sh$' -- ':!mvnw' ':!*.sh' ':!*.java' ':!*.md'; } | sort -u)
shellcheck "${scripts[@]}" || status=1
mapfile -t yaml < <(files '*.yaml' '*.yml')
yamllint --strict --config-file docker/.yamllint.yaml "${yaml[@]}" || status=1
mapfile -t compose < <(files '*/compose.yaml')
"$tools/node_modules/.bin/dclint" --max-warnings 0 --config docker/.dclintrc.yaml "${compose[@]}" || status=1
mapfile -t dockerfiles < <(files '*Dockerfile')
for dockerfile in "${dockerfiles[@]}"; do
  "$tools/node_modules/.bin/dockerfilelint" --config docker "$dockerfile" >/tmp/residual-lint.$$ ||
    { cat /tmp/residual-lint.$$; status=1; }
done
rm -f /tmp/residual-lint.$$
echo "linted ${#scripts[@]} scripts, ${#yaml[@]} YAML files, ${#compose[@]} Compose files, ${#dockerfiles[@]} Dockerfiles"
exit "$status"
