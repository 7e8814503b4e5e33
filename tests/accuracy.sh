#!/bin/sh
# What the checker finds in annotated passages does not get worse: the figures of tests/accuracy, each with its floor.
. tests/lib.sh
[ -z "${TOOL:-}" ] || { echo "ok - accuracy is not measured under a slow tool"; exit 0; }
python3 tests/accuracy/measure.py "$build/plainplan" tests/accuracy/tuning --floors 92 92 96 97 || fail "tuning"
python3 tests/accuracy/measure.py "$build/plainplan" tests/accuracy/held-out --floors 85 79 92 94 || fail "held-out"
exit 0
