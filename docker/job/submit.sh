#!/usr/bin/env bash
# Submits the job to a session cluster, unless it runs there already.
# usage: submit.sh JOBMANAGER:PORT JOB_OPTION...
# Goes on from the newest checkpoint under $RESIDUAL_RESUME, if that is set and has one: so a job
# whose JobManager was restarted keeps its thresholds, incidents and offsets.
set -euo pipefail

jobmanager=$1
shift
# Asked by hand: Flink's client would try for a minute where no JobManager answers yet.
jobs() {
  exec 3<>"/dev/tcp/${jobmanager%:*}/${jobmanager##*:}"
  printf 'GET /jobs/overview HTTP/1.0\r\nHost: %s\r\n\r\n' "$jobmanager" >&3
  cat <&3
}
active='"name":"residual: [^}]*"state":"(INITIALIZING|CREATED|RUNNING|RESTARTING)"'
if (jobs) 2>/dev/null | grep -E "$active" >/dev/null; then
  echo "residual: the job runs already; cancel it first to submit it anew"
  exit 0
fi

resume=()
if [[ -n ${RESIDUAL_RESUME:-} ]]; then
  newest=$(find "$RESIDUAL_RESUME" -path '*/chk-*/_metadata' -printf '%T@ %h\n' 2>/dev/null | sort -rn | head -1 | cut -d' ' -f2-)
  if [[ -n $newest ]]; then
    echo "residual: going on from $newest"
    resume=(--fromSavepoint "file://$newest")
  fi
fi
log=$(mktemp)
status=0
flink run --detached --jobmanager "$jobmanager" ${resume[@]+"${resume[@]}"} \
  /opt/flink/usrlib/residual-job.jar "$@" 2>&1 | tee "$log" || status=$?
if ((status)); then
  # Flink ends with a stack trace; what the user can mend stands in the message above it.
  faults=$(sed -n "/the job's configuration has/,/^[[:space:]]*at /s/^  \\([a-z]\\)/\\1/p" "$log" | awk '!seen[$0]++')
  echo "residual: not submitted: ${faults:-$(grep -m 1 'Caused by: ' "$log" || echo see above)}" >&2
fi
rm -f "$log"
exit "$status"
