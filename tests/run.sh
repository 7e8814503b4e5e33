#!/bin/sh
# Runs every test: the unit programs and the scripts. The last line is "N passed, N failed".
set -u
build=$1
logs=$build/logs
mkdir -p "$logs"
: >"$logs/seen" # the ids of the problems that the tests brought about, for tests/rows.sh
passed=0
failed=0

# one NAME COMMAND…: runs it, counts its "ok" and "not ok" lines; a crash is one more failure.
one() {
  name=$1
  shift
  "$@" >"$logs/$name.log" 2>"$logs/$name.err"
  status=$?
  good=$(grep -c '^ok ' "$logs/$name.log")
  bad=$(grep -c '^not ok ' "$logs/$name.log")
  if [ $status -ne 0 ] && [ "$bad" = 0 ]; then
    bad=1
    echo "not ok - $name ended with status $status" >>"$logs/$name.log"
    tail -n 20 "$logs/$name.err" | sed 's/^/    /'
  elif [ "$good" = 0 ] && [ "$bad" = 0 ]; then
    bad=1
    echo "not ok - $name ran no test" >>"$logs/$name.log"
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  printf '%-28s %4d passed, %d failed\n' "$name" "$good" "$bad"
  if [ "$bad" != 0 ]; then
    grep -A 14 '^not ok ' "$logs/$name.log" | grep -v '^ok ' | head -n 60 | sed 's/^/    /'
    head -n 20 "$logs/$name.err" | sed 's/^/    /'
  fi
}

export CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS=${ASAN_OPTIONS:-abort_on_error=0:exitcode=98}
for test in tests/unit/*.c; do
  name=$(basename "$test" .c)
  one "$name" ${TOOL:-} "$build/unit/$name"
done
for test in tests/*.sh; do
  name=$(basename "$test" .sh)
  case $name in run | lib | deps | demo | lint | rows) continue ;; esac
  one "$name" sh "$test" "$build"
done
one rows sh tests/rows.sh "$build" # of what all the others saw
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
