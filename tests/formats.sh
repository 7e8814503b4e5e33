#!/bin/sh
# Every format of a report tells the same problems, in the form that its readers expect.
. tests/lib.sh
bad=samples/safety-plan/bad-parry.md

# One line a problem, "file line column severity rule", from each format. Problems without a line have 0 0.
from_text() {
  sed -nE 's/^(.*):([0-9]+):([0-9]+): (error|warning|note): .*  \[([a-z0-9/-]+)\]$/\1 \2 \3 \4 \5/p
    t
    s/^([^ ].*): (error|warning|note): .*  \[([a-z0-9/-]+)\]$/\1 0 0 \2 \3/p' "$work/out"
}
from_json() {
  jq -r '.diagnostics[] | select(.allowed | not) |
    "\(.file) \(.start.line // 0) \(.start.column // 0) \(.severity) \(.rule)"' "$work/out"
}
from_sarif() {
  jq -r '.runs[0].results[] | select(.suppressions | not) | .locations[0].physicalLocation as $p |
    "\($p.artifactLocation.uri | ltrimstr("file://")) \($p.region.startLine // 0) \($p.region.startColumn // 0) \(.level) \(.ruleId)"' "$work/out"
}
from_github() {
  sed -nE 's/^::(error|warning|notice) file=([^,]*),(line=([0-9]+),endLine=[0-9]+,)?(col=[0-9]+,endColumn=[0-9]+,)?title=([^:,]*)::.+$/\2 \4 \1 \6/p' \
    "$work/out" | sed 's/ notice / note /' | awk 'NF == 3 { print $1, 0, $2, $3; next } { print }'
}
from_checkstyle() {
  sed -nE 's/^  <file name="(.*)">$/\1/p
    s/^    <error( line="([0-9]+)" column="([0-9]+)")? severity="([a-z]+)" message="[^"]*" source="([^"]*)"\/>$/\2 \3 \4 \5/p' \
    "$work/out" | sed 's/ info / note /' |
    awk 'NF == 1 { file = $1; next } NF == 2 { print file, 0, 0, $1, $2; next } { print file, $0 }'
}
# alike NAME ARGUMENTS…: all formats tell the same problems of these files.
alike() {
  name=$1
  shift
  run check "$@"
  from_text | sort >"$work/text.list"
  [ -s "$work/text.list" ] || fail "$name: the text has problems"
  for format in json sarif github checkstyle; do
    run check --format $format "$@"
    from_$format | sort >"$work/$format.list"
    expected=$work/text.list
    if [ $format = github ]; then # it has no column for a place of several lines
      expected=$work/lines.list
      cut -d ' ' -f 1,2,4,5 "$work/text.list" | sort >"$expected"
    fi
    same "$name: $format tells what the text tells" "$expected" "$work/$format.list"
  done
  run check --format summary "$@"
  awk '/^[0-9]+ files? / { print $3, $4, $5 }' "$work/out" >"$work/summary.list"
  awk '{ n[$4]++ } END { print n["error"] + 0, n["warning"] + 0, n["note"] + 0 }' "$work/text.list" >"$work/counts"
  same "$name: the summary counts what the text tells" "$work/counts" "$work/summary.list"
}
alike "a bad plan" $bad
alike "several files" $bad samples/safety-plan/note-visit.md samples/core-group/harris.md
alike "a file that is not there" "$work/none.md"

# Mistakes in a data file are the machine's, in every format.
cp -r templates "$work/templates"
ln -s "$root/fonts" "$work/fonts"
printf 'rules:\n  a:\n    extends: existence\n    mesage: x\n    tokens: [x]\n' >"$work/templates/language/en/zz.yml"
for format in text json sarif github checkstyle summary; do
  PLAINPLAN_DATA=$work run check --format $format samples/safety-plan/note-visit.md
  expect "a mistake in a rule file, as $format" 2 language
done

# SARIF: the parts that programs rely on.
asks() { # NAME FILTER: jq's filter over the log is true
  if jq -e "$2" "$work/out" >/dev/null 2>"$work/jq"; then pass "$1"; else fail "$1" "$2: $(cat "$work/jq")"; fi
}
run check --format sarif $bad
expect "SARIF keeps the exit status" 1 ""
asks "SARIF: version, one run, how columns are counted" \
  '.version == "2.1.0" and (.runs | length) == 1 and .runs[0].columnKind == "unicodeCodePoints"'
asks "SARIF: the driver" '.runs[0].tool.driver | .name == "plainplan" and (.version | test("^[0-9]"))'
asks "SARIF: every rule has an id of its own, a description and a level" \
  '.runs[0].tool.driver.rules | (map(.id) | unique | length) == length and all(.[]; .shortDescription.text != "" and
   (.defaultConfiguration.level | IN("error", "warning", "note")))'
asks "SARIF: a description has no words of one finding and no placeholder" \
  '.runs[0].tool.driver.rules | all(.[]; .shortDescription.text | test("%") | not)'
asks "SARIF: rules say why and what to ask" \
  '.runs[0].tool.driver.rules[] | select(.id == "umbrella-term/neglect") |
   (.fullDescription.text | length) > 9 and (.help.text | test("What did the child go without.*Wales"; "p"))'
asks "SARIF: every result points at its rule" \
  '.runs[0] | .tool.driver.rules as $rules | all(.results[]; .ruleId == $rules[.ruleIndex].id)'
asks "SARIF: every region has its four corners and its bytes" \
  '.runs[0].results | length > 9 and all(.[]; .locations[0].physicalLocation.region | .startLine > 0 and .startColumn > 0 and
   .endLine >= .startLine and .endColumn > 0 and .byteOffset >= 0 and .byteLength >= 0)'
asks "SARIF: the run succeeded" '.runs[0].invocations[0].executionSuccessful'
jq -r '.runs[0].results[] | select(.ruleId == "umbrella-term/neglect") | .locations[0].physicalLocation.region |
  "\(.byteOffset) \(.byteLength)"' "$work/out" | head -n 1 >"$work/bytes"
read -r offset length <"$work/bytes"
[ "$(tail -c +$((offset + 1)) $bad | head -c "$length")" = neglect ] && pass "SARIF: bytes are those of the words" ||
  fail "SARIF: bytes are those of the words"
run check --format sarif "$work/none.md"
asks "SARIF: a run that failed says so" '.runs[0].invocations[0].executionSuccessful == false'
mkdir "$work/a b"
printf 'Siân\314\202 — 😀 commenced it.\n\n<!-- plainplan: allow complex-word/plain-word because it is "hers" -->\nThey ascertain it.\n' \
  >"$work/a b/ü,:%.md"
run check --format sarif "$work/a b/ü,:%.md"
asks "SARIF: a file's name is a URI" \
  '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri | startswith("file:///") and endswith("/a%20b/%C3%BC%2C%3A%25.md")'
asks "SARIF: columns count code points" \
  '.runs[0].results[] | select(.message.text | test("commenced")).locations[0].physicalLocation.region | .startColumn == 11 and .endColumn == 20'
asks "SARIF: what the writer allowed is suppressed, with the reason" \
  '.runs[0].results[] | select(.message.text | test("ascertain")).suppressions[0] | .kind == "inSource" and .justification == "it is \"hers\""'

# GitHub: what would end a value is escaped.
run check --format github "$work/a b/ü,:%.md"
holds "GitHub: the name of the file is escaped" "$work/out" "a b/ü%2C%3A%25.md,line=1"
lacks "GitHub: what the writer allowed is not told" "$work/out" ascertain
grep -qvE '^::(error|warning|notice) ' "$work/out" && fail "GitHub: one command a line" || pass "GitHub: one command a line"
run check --format github --nonsense
grep -q '^::error title=command/unknown-option::there is no option "--nonsense"%0A' "$work/out" &&
  pass "GitHub: a problem of the command has no file" || fail "GitHub: a problem of the command has no file" "$(cat "$work/out")"
printf -- '---\ndocument: "100%% x"\n---\nText.\n' >"$work/c.md"
run check --format github "$work/c.md"
holds "GitHub: a percent sign in a message" "$work/out" 'no kind of document "100%25 x"%0A'
printf 'In order\nto commence.\n' >"$work/d.md"
run check --format github "$work/d.md"
grep -q 'line=1,endLine=2,title=' "$work/out" && pass "GitHub: no columns over two lines" ||
  fail "GitHub: no columns over two lines" "$(cat "$work/out")"

# Checkstyle: well-formed, escaped.
printf -- '---\nlanguage: "<&"\n---\nText.\n' >"$work/<&\">.md"
run check --format checkstyle "$work/<&\">.md"
xmllint --noout "$work/out" 2>"$work/err" && pass "Checkstyle is well-formed" || fail "Checkstyle is well-formed" "$(cat "$work/err")"
[ "$(xmllint --xpath 'string(/checkstyle/file/@name)' "$work/out")" = "$work/<&\">.md" ] &&
  pass "Checkstyle: the name of the file" || fail "Checkstyle: the name of the file"
xmllint --xpath 'string(/checkstyle/file/error[1]/@message)' "$work/out" >"$work/message"
holds "Checkstyle: the message" "$work/message" 'no wording for the language "<&"'
[ "$(xmllint --xpath 'string(/checkstyle/@version)' "$work/out")" = 4.3 ] && pass "Checkstyle: its version" || fail "Checkstyle: its version"

# The summary: a row a category, under each file, with the sums.
run check --format summary $bad samples/safety-plan/note-visit.md
awk 'NR == 1 || /^$/ { next } /^[^ ]/ { n = NF; for (i = 0; i < 4; i++) all[NR, i] = $(n - i); last = NR; next }
  { for (i = 0; i < 4; i++) sum[last, i] += $(NF - i) }
  END { for (k in all) if (all[k] != sum[k] + 0) { print k, all[k], sum[k]; bad = 1 } exit bad }' "$work/out" >"$work/sums" &&
  pass "the summary adds up" || fail "the summary adds up" "$(cat "$work/sums")"
[ "$(awk 'NF { print length($0) }' "$work/out" | sort -u | wc -l)" = 1 ] && pass "the summary is aligned" || fail "the summary is aligned"
run check --format summary "$work/a b/ü,:%.md"
awk '/^1 file / { exit !($6 == 1) }' "$work/out" && pass "the summary counts what was allowed" || fail "the summary counts what was allowed"

# A long list of problems takes no longer a problem than a short one, and arrives whole.
if [ -z "${SLOW_TOOL:-}" ]; then
  awk 'BEGIN { for (i = 0; i < 20000; i++) print "They commenced it. The house was dirty.\n" }' >"$work/long.md"
  for format in json sarif github checkstyle; do
    run check --format $format "$work/long.md"
    from_$format | wc -l >"$work/$format.count"
    [ "$(cat "$work/$format.count")" -ge 40000 ] && pass "a long list as $format" || fail "a long list as $format" "$(cat "$work/$format.count")"
  done
fi
exit 0
