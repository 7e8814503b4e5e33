#!/bin/sh
# What the checker finds in annotated passages does not get worse: the figures of tests/accuracy, each with its floor.
. tests/lib.sh
[ -z "${TOOL:-}" ] || { echo "ok - accuracy is not measured under a slow tool"; exit 0; }
python3 tests/accuracy/measure.py "$build/plainplan" tests/accuracy/tuning --floors 93 93 97 97 || fail "tuning"
python3 tests/accuracy/measure.py "$build/plainplan" tests/accuracy/held-out --floors 80 71 90 90 || fail "held-out"
exit 0
