#!/bin/sh
# Every row of the table of problems is brought about by some test: those of the scripts as this run saw them, those of the unit
# programs by name. It runs last; a row that no test knows is a row that nobody has seen.
. tests/lib.sh
sort -u "$build/logs/seen" | tr -d '[]' >"$work/seen"
grep -ohE '"[a-z]+/[a-z0-9-]+"' tests/unit/*.c | tr -d '"' | sort -u >>"$work/seen"
# Under a slow tool some of the scripts leave out what takes long.
[ -z "${SLOW_TOOL:-}" ] || echo check/too-many >>"$work/seen"
# This needs a document of eight million PDF objects.
echo pdf/limit >>"$work/seen"
grep -oE '^DIAG_ROW\([A-Z0-9_]+, *"[a-z0-9/-]+"' src/diag/table.h | sed 's/.*"\(.*\)"/\1/' | sort -u |
  while read -r id; do
    grep -qxF "$id" "$work/seen" && pass "$id is seen" || fail "$id is seen in no test"
  done
exit 0
