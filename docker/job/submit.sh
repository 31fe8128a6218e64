#!/usr/bin/env bash
# Submits the job to a session cluster, unless it runs there already.
# usage: submit.sh [--stay] JOBMANAGER:PORT JOB_OPTION...
# Goes on from the newest checkpoint under $RESIDUAL_RESUME, if that is set and has one: so a job
# whose JobManager was restarted keeps its thresholds, incidents and offsets.
# With --stay it does not end: a JobManager that comes back without the job, after a crash or a
# restart, is given it again. A job that was cancelled is left alone, and ends the watch.
set -euo pipefail

stay=
if [[ $1 == --stay ]]; then
  stay=yes
  shift
fi
jobmanager=$1
shift
# Process 1 of a container hears no signal that it does not ask for.
trap 'exit 0' TERM INT

# Asked by hand: Flink's client would try for a minute where no JobManager answers yet. One answer is
# one moment: asked twice, a JobManager may be back in between.
overview() {
  exec 3<>"/dev/tcp/${jobmanager%:*}/${jobmanager##*:}"
  printf 'GET /jobs/overview HTTP/1.0\r\nHost: %s\r\n\r\n' "$jobmanager" >&3
  grep '"jobs":' <&3
}
export -f overview
export jobmanager
jobs() {
  timeout 10 bash -c overview 2>/dev/null
}
# in_state ANSWER STATES: whether a job of ours is in one of them
in_state() {
  grep -E "\"name\":\"residual: [^}]*\"state\":\"($2)\"" <<<"$1" >/dev/null
}
active='INITIALIZING|CREATED|RUNNING|RESTARTING|FAILING|CANCELLING|RECONCILING'

submit() {
  local resume=() newest log faults status=0
  if [[ -n ${RESIDUAL_RESUME:-} ]]; then
    newest=$(find "$RESIDUAL_RESUME" -path '*/chk-*/_metadata' -printf '%T@ %h\n' 2>/dev/null | sort -rn | head -1 | cut -d' ' -f2-)
    if [[ -n $newest ]]; then
      echo "residual: going on from $newest"
      resume=(--fromSavepoint "file://$newest")
    fi
  fi
  log=$(mktemp)
  flink run --detached --jobmanager "$jobmanager" ${resume[@]+"${resume[@]}"} \
    /opt/flink/usrlib/residual-job.jar "$@" 2>&1 | tee "$log" || status=$?
  if ((status)); then
    # Flink ends with a stack trace; what the user can mend stands in the message above it.
    faults=$(sed -n "/the job's configuration has/,/^[[:space:]]*at /s/^  \\([a-z]\\)/\\1/p" "$log" | awk '!seen[$0]++')
    echo "residual: not submitted: ${faults:-$(grep -m 1 'Caused by: ' "$log" || echo see above)}" >&2
  fi
  rm -f "$log"
  return "$status"
}

if in_state "$(jobs)" "$active"; then
  echo "residual: the job runs already; cancel it first to submit it anew"
else
  submit "$@"
fi
[[ -n $stay ]] || exit 0

: >/tmp/residual-submitted
echo "residual: watching $jobmanager, to submit the job again should it be lost"
while true; do
  sleep 2 &
  wait $!
  answer=$(jobs) || continue
  if in_state "$answer" "$active"; then
    continue
  elif in_state "$answer" 'CANCELED|FINISHED|SUSPENDED'; then
    echo "residual: the job was ended by hand, and stays so until this container is started again"
    exit 0
  elif in_state "$answer" FAILED; then
    echo "residual: the job failed for good; $jobmanager's log says why" >&2
    exit 1
  fi
  echo "residual: $jobmanager has lost the job"
  submit "$@"
done
