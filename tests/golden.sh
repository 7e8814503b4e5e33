#!/bin/sh
# Golden output of each stage from the samples. UPDATE=1 rewrites what is expected (make golden).
. tests/lib.sh
expected=tests/golden

golden() { # NAME: compares $work/out
  if [ "${UPDATE:-}" = 1 ]; then
    cp "$work/out" "$expected/$1"
    echo "wrote $expected/$1"
  elif [ -f "$expected/$1" ]; then
    same "golden $1" "$expected/$1" "$work/out"
  else
    fail "golden $1" "there is no $expected/$1: make golden writes it"
  fi
}

for kind in safety-plan core-group statements; do
  for file in samples/$kind/*.md; do
    name=$kind-$(basename "$file" .md)
    run check "$file"
    golden "$name.report"
  done
done
for file in safety-plan/rees safety-plan/whitebird core-group/harris statements/rees safety-plan/note-visit; do
  name=$(echo $file | tr / -)
  run build --draft --emit case "samples/$file.md"
  golden "$name.case.xml"
  run build --draft --emit fo "samples/$file.md"
  golden "$name.fo"
done
run build --emit areas samples/safety-plan/rees.md
golden safety-plan-rees.areas
run check --format json samples/safety-plan/bad-parry.md
golden safety-plan-bad-parry.json
for fo in tests/fo/*.fo; do
  [ -f "$fo" ] || continue
  run fo --emit areas "$fo"
  cat "$work/err" >>"$work/out"
  golden "fo-$(basename "$fo" .fo).areas"
done
exit 0
