#!/bin/sh
# The pack only saves time: with it, without it, beside edited files and damaged, the same is found.
. tests/lib.sh

case=samples/safety-plan/bad-parry.md
mkdir -p "$work/data/fonts"
cp -r templates "$work/data/"
cp fonts/fonts.yml "$work/data/fonts/"
run check "$case"
cp "$work/out" "$work/expected"
export PLAINPLAN_DATA="$work/data"

run check "$case"
same "without a pack" "$work/expected" "$work/out"
run pack -o "$work/data/plainplan.pack"
expect "packed" 0 ""
run check "$case"
same "with it" "$work/expected" "$work/out"
run rules --language en-US
cp "$work/out" "$work/rules"
mv "$work/data/plainplan.pack" "$work/kept"
run rules --language en-US
same "the same rules" "$work/rules" "$work/out"

# Damaged anywhere, or cut short, it is not believed.
length=$(wc -c <"$work/kept")
for part in 1 3 5 7 9; do
  cp "$work/kept" "$work/data/plainplan.pack"
  printf 'XXXXXXXX' | dd of="$work/data/plainplan.pack" bs=1 seek=$((length * part / 10)) conv=notrunc 2>/dev/null
  run check "$case"
  same "damaged at $part tenths" "$work/expected" "$work/out"
  head -c $((length * part / 10)) "$work/kept" >"$work/data/plainplan.pack"
  run check "$case"
  same "cut at $part tenths" "$work/expected" "$work/out"
done

# An edited file counts as it stands; so does one that is added.
cp "$work/kept" "$work/data/plainplan.pack"
echo "Her aunt is purple." >"$work/note.md"
run check "$work/note.md"
expect "nothing about purple aunts" 0 ""
cat >"$work/data/templates/language/en/zz.yml" <<'Y'
extends: existence
message: '"%s" is a colour'
because: it is
ask: 'Which one?'
source: common
level: warning
tokens: [purple]
Y
run check --fail-on warning "$work/note.md"
expect "a rule file that was added" 1 '"purple" is a colour'
rm "$work/data/templates/language/en/zz.yml"
sed -i '/^  hostile:/,/tokens: \[/ s/tokens: \[/tokens: [purple,/' "$work/data/templates/language/en/label.yml"
run check "$work/note.md"
expect "a rule file that was edited" 1 '[label/hostile]'
exit 0
