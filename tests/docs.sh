#!/bin/sh
# The documentation is true: its case files are read without a complaint of form, its reports and commands are real.
. tests/lib.sh
awk -v out="$work/example" '/^```markdown$/ { n++; inside = 1; next } /^```$/ { inside = 0 }
  inside { print > (out n ".md") }' README.md
found=0
for file in "$work"/example*.md; do
  [ -f "$file" ] || continue
  found=1
  run check --format json "$file"
  grep -qE '"check": "(source|case)"' "$work/out" &&
    fail "the README's case file is well formed" "$(grep -A 3 '"rule": "\(source\|case\)' "$work/out")" ||
    pass "the README's case file is well formed"
done
[ $found = 1 ] || fail "the README has a case file"

# The report that the README shows is the program's own.
awk '/^```$/ { inside = !inside; next } inside && /^samples\// { keep = 1 } inside && keep { print } !inside { keep = 0 }' \
  README.md >"$work/shown"
file=$(sed -n '1s/:.*//p' "$work/shown")
run check "$file"
missing=$(grep -vxFf "$work/out" "$work/shown")
[ -s "$work/shown" ] && [ -z "$missing" ] && pass "the README's report is real" || fail "the README's report is real" "$missing"

# Every command and option of --help is in the manual page and the other way round.
run --help
grep -oE '^  plainplan [a-z]+|--[a-z-]+' "$work/out" | sed 's/^  plainplan //' | sort -u >"$work/helped"
sed 's/\\-/-/g' src/cli/plainplan.1 >"$work/man"
while read -r word; do
  bare=${word#--}
  grep -qE "(Cm|Fl -?|It Fl .*-)[ -]*$bare" "$work/man" && pass "the manual page has $word" || fail "the manual page has $word"
done <"$work/helped"

# Every folder of src/ and templates/ that the README speaks of exists.
grep -oE '`(src|templates|samples)/[a-z./-]+`' README.md | tr -d '`' | sort -u >"$work/paths"
while read -r path; do
  [ -e "$path" ] && pass "$path exists" || fail "$path exists"
done <"$work/paths"
exit 0
