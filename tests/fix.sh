#!/bin/sh
# check --fix: what is changed, what is left alone, and that nothing is lost.
. tests/lib.sh
case=$work/case.md
# fixes NAME BEFORE AFTER: the text becomes the other one, byte for byte; both as printf has them.
fixes() {
  rm -f "$case" "$case~"
  printf -- "$2" >"$case"
  printf -- "$2" >"$work/before"
  printf -- "$3" >"$work/after"
  run check --fix "$case"
  same "$1" "$work/after" "$case"
  cmp -s "$work/before" "$work/after" || same "$1: the old text is kept" "$work/before" "$case~"
  cp "$case" "$work/once"
  rm -f "$case~"
  run check --fix "$case"
  same "$1: once is enough" "$work/once" "$case"
  [ -e "$case~" ] && fail "$1: nothing is kept where nothing was changed"
  run check --fix - <"$work/before"
  same "$1: the same from standard input" "$work/after" "$work/out"
}
leaves() { fixes "$1" "$2" "$2"; }

fixes "one word" 'They commenced it.\n' 'They started it.\n'
fixes "capitals" 'Prior to it. UTILISE it, IN ORDER TO go.\n' 'Before it. USE it, TO go.\n'
fixes "several in a line" 'In order to utilise it, whilst they utilised it.\n' 'To use it, while they used it.\n'
fixes "words on two lines" 'They came in order\nto see him.\n' 'They came to see him.\n'
fixes "a list item on two lines" '- They came in order\n  to see him.\n- x\n' '- They came to see him.\n- x\n'
fixes "CRLF and a byte order mark" '\357\273\277They commenced it.\r\n\r\nAnd\tthen utilised it.\r\n' \
  '\357\273\277They started it.\r\n\r\nAnd\tthen used it.\r\n'
fixes "no line end at the end" 'x  \n\nThey commenced it' 'x  \n\nThey started it'
fixes "lines that end in CR alone" 'They commenced it.\rThey utilised it.\r' 'They started it.\rThey used it.\r'
fixes "characters of several bytes" 'Siân — 😀 commenced it, čim prior to ß.\n' 'Siân — 😀 started it, čim before ß.\n'
fixes "inside emphasis" 'They *commenced* it, **prior to** lunch.\n' 'They *started* it, **before** lunch.\n'
fixes "a list, a field" '1. Utilise it.\n\n- What: Megan commences school.\n  When: prior to May.\n' \
  '1. Use it.\n\n- What: Megan starts school.\n  When: before May.\n'
leaves "somebody's own words" '> We commenced it. — Mum, 2 May 2026\n\nShe said "we utilised it".\n'
leaves "code" 'They `commenced` it.\n\n    utilise it\n'
leaves "what the writer allowed" '<!-- plainplan: allow complex-word/plain-word because it is the form that says so -->\nThey commenced it.\n'
leaves "the front matter" '---\ntitle: Commence prior to it\n---\n\nText.\n'
leaves "markup among the words" 'They came prior *to* lunch, prior **to** it.\n'
leaves "an entity" 'They came prior&nbsp;to lunch.\n'
leaves "an escape" 'They came prior\\ to lunch.\n'
leaves "a forced line break" 'They came prior  \nto lunch.\n'
leaves "addresses" 'See <https://example.org/utilise>, https://example.org/a/utilise?x=commence and www.utilise.org or mail utilise@example.org.\n'
leaves "the name of a file" 'See utilise.docx, a/utilise and non-commenced.\n'
leaves "the text of a link" 'See [how to commence] now.\n\n[how to commence]: https://example.org\n'

# What is left is said.
printf 'They came prior *to* lunch.\n' >"$case"
run check --fix "$case"
expect "markup among the words is said" 0 "[check/fix-markup]"
run check --fix --fail-on note "$case"
expect "the exit status counts what is left" 1 "[complex-word/plain-word]"
printf 'They commenced it.\n' >"$case"
run check --fix --fail-on note "$case"
expect "and nothing that was mended" 0 "0 errors, 0 warnings, 0 notes"

# The diff is one that patch could read; a dry run shows it and writes nothing.
printf 'one\ntwo\nthree\nfour\nThey commenced it.\nsix\nseven\neight\nnine\nten\neleven\ntwelve\nprior\nto that\nlast' >"$case"
cp "$case" "$work/before"
cat >"$work/diff" <<P
--- $case
+++ $case
@@ -2,7 +2,7 @@
 two
 three
 four
-They commenced it.
+They started it.
 six
 seven
 eight
@@ -10,6 +10,5 @@
 ten
 eleven
 twelve
-prior
-to that
+before that
 last
\\ No newline at end of file
P
rm -f "$case~"
run check --fix --dry-run "$case"
same "a dry run shows the diff and nothing else" "$work/diff" "$work/out"
[ "$status" = 0 ] && [ ! -s "$work/err" ] && pass "a dry run is quiet" || fail "a dry run is quiet" "$(cat "$work/err")"
same "a dry run writes nothing" "$work/before" "$case"
[ -e "$case~" ] && fail "a dry run keeps nothing" || pass "a dry run keeps nothing"
run check --fix --dry-run - <"$case"
sed 's/^\(---\|+++\) .*/\1 (standard input)/' "$work/diff" >"$work/diff2"
same "a dry run of standard input" "$work/diff2" "$work/out"
run check --fix "$case"
head -n "$(wc -l <"$work/diff")" "$work/out" >"$work/head"
same "the diff is shown before the report" "$work/diff" "$work/head"
if command -v patch >/dev/null; then
  cp "$work/before" "$work/patched"
  patch -s "$work/patched" "$work/diff" && same "patch reads the diff" "$case" "$work/patched"
fi
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "They commenced it in order\nto utilise it %d.\n%s", i, i % 7 ? "" : "\n" }' >"$case"
cp "$case" "$work/before"
run check --fix "$case"
grep -q 'commenced\|in order\|utilise' "$case" && fail "a thousand changes" || pass "a thousand changes"
if command -v patch >/dev/null; then
  awk -v end='^[0-9]+ files?:' '$0 ~ end { exit } { print }' "$work/out" | sed '/^[^ @+\\-]/,$d' >"$work/diff"
  patch -s "$work/before" "$work/diff" && same "patch reads a long diff" "$case" "$work/before"
fi
printf 'They commenced it.\n' >"$case"
run check --fix --format json "$case"
jq -e '.diagnostics | length == 0' "$work/out" >/dev/null 2>&1 && grep -q '^+They started' "$work/err" &&
  pass "a report for programs is not mixed with the diff" || fail "a report for programs is not mixed with the diff" "$(cat "$work/out")"
printf 'They commenced it.\n' | "$build/plainplan" check --fix --dry-run --format json - >"$work/out" 2>"$work/err"
jq -e . "$work/out" >/dev/null 2>&1 && grep -q '^+They started' "$work/err" && pass "nor in a dry run of standard input" ||
  fail "nor in a dry run of standard input" "$(cat "$work/out")"
printf 'They commenced it.\n' >"$case"
for format in json sarif; do
  run check --format $format "$case"
  grep -q '"started"' "$work/out" && pass "$format has the replacement" || fail "$format has the replacement"
done
jq -e '.runs[0].results[0].fixes[0].artifactChanges[0].replacements[0] | .insertedContent.text == "started" and
  .deletedRegion.byteOffset == 5 and .deletedRegion.byteLength == 9' "$work/out" >/dev/null &&
  pass "SARIF: a fix deletes the words and inserts others" || fail "SARIF: a fix deletes the words and inserts others"
printf 'They came prior *to* it.\n' >"$case"
run check --format json "$case"
lacks "a replacement that cannot be made is no fix" "$work/out" '"replacement"'

# The file: its permissions, links to it, and what cannot be written.
printf 'They commenced it.\n' >"$case"
chmod 640 "$case"
rm -f "$case~"
run check --fix "$case"
[ "$(stat -c %a "$case")" = 640 ] && pass "the permissions stay" || fail "the permissions stay"
[ "$(stat -c %a "$case~")" = 600 ] && pass "what is kept is the owner's alone" || fail "what is kept is the owner's alone"
mkdir "$work/store"
printf 'They commenced it.\n' >"$work/store/plan.md"
ln -s store/plan.md "$work/link.md"
run check --fix "$work/link.md"
[ -L "$work/link.md" ] && grep -q started "$work/store/plan.md" && pass "behind a link the file is changed, not the link" ||
  fail "behind a link the file is changed, not the link"
mkdir "$work/kept.md~"
printf 'They commenced it.\n' >"$work/kept.md"
run check --fix "$work/kept.md"
expect "nothing is changed where the old text cannot be kept" 2 "[pdf/output-failed]"
[ "$(cat "$work/kept.md")" = "They commenced it." ] && pass "and the file is as it was" || fail "and the file is as it was"
holds "and its problems are told" "$work/out" "[complex-word/plain-word]"
printf 'They commenced it.\n' >"$work/a.md"
cp "$work/a.md" "$work/a.md~"
run check --fix "$work/a.md" "$work/a.md~"
expect "the old text of one file is not written over another that is checked" 2 "[command/output-is-input]"
if [ "$(id -u)" != 0 ]; then
  printf 'They commenced it.\n' >"$work/locked.md"
  chmod 400 "$work/locked.md"
  run check --fix "$work/locked.md"
  expect "a file that may not be written" 2 "Permission denied"
fi
mkfifo "$work/pipe"
run check --fix "$work/pipe"
expect "a pipe" 2 "[command/fix-no-file]"
run check --fix "$work/none.md"
expect "a file that is not there" 2 "the file does not exist"
run check --fix "$work/store"
expect "a folder" 2 "this is a folder"
run check --dry-run "$case"
expect "--dry-run alone" 2 "--dry-run goes with --fix"
printf -- '---\ntitle: [\n---\nThey commenced it.\n' >"$case"
cp "$case" "$work/before"
run check --fix "$case"
expect "front matter that cannot be read" 1 "[source/yaml]"
same "front matter that cannot be read: nothing is changed" "$work/before" "$case"
run check --fix - <"$case"
same "front matter that cannot be read: standard input goes through" "$work/before" "$work/out"
printf 'They commenced it.\n' >"$work/a.md"
printf 'They utilised it.\n' >"$work/b.md"
rm -f "$work/a.md~"
run check --fix "$work/a.md" "$work/b.md"
expect "several files" 0 "2 files: 0 errors"
cat "$work/a.md" "$work/b.md" >"$work/both"
printf 'They started it.\nThey used it.\n' >"$work/after"
same "several files are changed" "$work/after" "$work/both"

# The key of the rules: strict.
rule() { # NAME TEXT YAML: what is wrong with the rule
  mkdir -p "$work/data/fonts"
  rm -rf "$work/data/templates"
  cp -r templates "$work/data/templates"
  cp fonts/fonts.yml "$work/data/fonts/"
  printf "$3" >"$work/data/templates/language/en/zz.yml"
  PLAINPLAN_DATA=$work/data run check "$work/a.md"
  expect "$1" 2 "$2"
}
rule "fix where nothing is replaced" '"fix" needs a rule that extends substitution' \
  'rules:\n  a:\n    extends: existence\n    message: x\n    tokens: [x]\n    fix: true\n'
rule "fix is true or false" '"fix" needs true or false' \
  'rules:\n  a:\n    extends: substitution\n    message: x\n    swap: {x: y}\n    fix: maybe\n'
for bad in '1' 'y/z' 'y|z' '*y' '' 'y]' '- y' 'y <b>'; do
  rule "a replacement that is not exact: $bad" "\"$bad\" needs to be one replacement" \
    "rules:\n  a:\n    extends: substitution\n    message: x\n    swap: {x: \"$bad\"}\n    fix: true\n"
done
printf 'rules:\n  a:\n    extends: substitution\n    message: x\n    ignorecase: true\n    swap: {red blue: one, green: blue}\n    fix: true\n  b:\n    extends: substitution\n    message: x\n    ignorecase: true\n    swap: {blue yellow: two}\n    fix: true\n' \
  >"$work/data/templates/language/en/zz.yml"
printf 'A red blue yellow green.\n' >"$case"
PLAINPLAN_DATA=$work/data run check --fix "$case"
expect "two changes to the same words" 0 "[check/fix-overlap]"
[ "$(cat "$case")" = "A red blue yellow blue." ] && pass "neither is made, others are" || fail "neither is made, others are" "$(cat "$case")"
printf 'rules:\n  a:\n    extends: substitution\n    message: x\n    swap: {red: blue, blue: red}\n    fix: true\n' \
  >"$work/data/templates/language/en/zz.yml"
printf 'red\n' >"$case"
PLAINPLAN_DATA=$work/data run check --fix "$case"
expect "rules in a circle come to an end" 0 ""
exit 0
