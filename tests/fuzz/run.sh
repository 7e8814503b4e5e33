#!/bin/sh
# Runs each fuzzer for FUZZ_SECONDS from the project's own files as seeds. A crash leaves its input in BUILD/found.
set -u
build=$1
status=0
for driver in "$build"/fuzz/*; do
  [ -x "$driver" ] || continue
  name=$(basename "$driver")
  corpus=$build/corpus/$name
  mkdir -p "$corpus" "$build/found"
  case $name in
  case) cp samples/*/*.md templates/*/starter.*.md "$corpus/" 2>/dev/null ;;
  fo) cp tests/fo/*.fo "$corpus/" ;;
  esac
  echo "fuzzing $name for ${FUZZ_SECONDS:-30} seconds"
  "$driver" -max_total_time="${FUZZ_SECONDS:-30}" -timeout=20 -rss_limit_mb=4096 -max_len=60000 \
    -artifact_prefix="$build/found/$name-" "$corpus" >"$build/$name.log" 2>&1 || {
    echo "$name found something: see $build/$name.log and $build/found"
    tail -n 30 "$build/$name.log"
    status=1
  }
  grep -h 'stat::number_of_executed_units\|DONE' "$build/$name.log" | tail -n 1
done
exit $status
