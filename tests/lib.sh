# What the test scripts share. Each test prints one line, "ok - name" or "not ok - name".
# usage: sh tests/X.sh BUILD; TOOL in the environment is put before the program (valgrind).
build=${1:-build}
case $build in /*) ;; *) build=$PWD/$build ;; esac
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1795219200 NO_COLOR=1

# Runs the program; standard output in $work/out, standard error in $work/err, exit status in $status.
run() {
  ${TOOL:-} "$build/plainplan" "$@" >"$work/out" 2>"$work/err"
  status=$?
  grep -ohE '\[[a-z]+/[a-z0-9-]+\]' "$work/out" "$work/err" | sort -u >>"$build/logs/seen" 2>/dev/null
}
pass() { echo "ok - $1"; }
fail() {
  echo "not ok - $1"
  [ $# -gt 1 ] && echo "  $2" | sed 's/^/  # /'
  return 0
}
# expect NAME STATUS TEXT: the last run ended with that status and said that text, somewhere.
expect() {
  if [ "$status" != "$2" ]; then
    fail "$1" "exit status $status, expected $2: $(head -c 600 "$work/err" "$work/out")"
  elif [ -n "${3:-}" ] && ! grep -qF -- "$3" "$work/out" "$work/err"; then
    fail "$1" "nothing says \"$3\": $(head -c 600 "$work/err" "$work/out")"
  else
    pass "$1"
  fi
}
# same NAME FILE FILE: the two files have the same bytes.
same() {
  if cmp -s "$2" "$3"; then pass "$1"; else fail "$1" "$(diff "$2" "$3" | head -n 12)"; fi
}
# holds NAME FILE TEXT / lacks NAME FILE TEXT
holds() { if grep -qF -- "$3" "$2"; then pass "$1"; else fail "$1" "\"$3\" is not in it"; fi; }
lacks() { if grep -qiF -- "$3" "$2"; then fail "$1" "\"$3\" is in it"; else pass "$1"; fi; }
