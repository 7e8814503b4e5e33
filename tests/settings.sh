#!/bin/sh
# The settings of a team: where they are looked for, what they change, and that a mistake in them is told.
. tests/lib.sh
team=$work/team
mkdir -p "$team/a/b" "$work/other"
file=$team/a/b/case.md
printf 'The house was dirty. They commenced it.\n' >"$file"
settings() { printf -- "$1" >"$team/plainplan.yml"; }
# wrong NAME TEXT YAML: the settings are refused
wrong() {
  settings "$3"
  run check "$file"
  expect "$1" 2 "$2"
  lacks "$1: nothing is checked" "$work/out" "case.md:1:"
}

# level NAME STATUS SEVERITY RULE: the last run ended with that status and told a problem of the rule, of that severity
level() {
  if [ "$status" != "$2" ]; then
    fail "$1" "exit status $status, expected $2: $(tail -n 3 "$work/out")"
  elif grep -q "[0-9]: $3: .*\[$4\]$" "$work/out"; then
    pass "$1"
  else
    fail "$1" "$(grep -F "[$4]" "$work/out")"
  fi
}
dirty=euphemism/home-conditions
plain=complex-word/plain-word

# --- what they change ---------------------------------------------------------------------------------
run check "$file"
level "without settings" 1 error $dirty
lacks "without settings none are named" "$work/out" "settings:"
settings 'rules:\n  euphemism/home-conditions: note\n'
run check "$file"
level "a rule is lowered" 0 note $dirty
holds "the report names the settings" "$work/out" "2 notes; settings: $team/plainplan.yml"
run check --no-settings "$file"
level "--no-settings" 1 error $dirty
run check --format json "$file"
[ "$(jq -r '.settings[0]' "$work/out")" = "$team/plainplan.yml" ] && pass "JSON names the settings" || fail "JSON names the settings"
run check --format sarif "$file"
[ "$(jq -r '.runs[0].properties.settings[0]' "$work/out")" = "$team/plainplan.yml" ] && pass "SARIF names the settings" || fail "SARIF names the settings"
run check --format summary "$file"
holds "the summary names the settings" "$work/out" "settings: $team/plainplan.yml"
run check --format json --no-settings "$file"
jq -e 'has("settings") | not' "$work/out" >/dev/null && pass "JSON names none where there are none" || fail "JSON names none where there are none"
settings 'rules:\n  euphemism: warning\n'
run check "$file"
level "a category" 0 warning $dirty
settings 'rules:\n  euphemism/*: warning\n  complex-word: error\n'
run check "$file"
level "a category with a star" 1 warning $dirty
level "a rule is raised" 1 error $plain
settings 'rules:\n  euphemism/home-conditions: error\n  euphemism: note\n'
run check "$file"
level "a rule's own name wins over its category" 1 error $dirty
settings 'rules:\n  complex-word: off\n'
run check "$file"
lacks "a rule is switched off" "$work/out" "[$plain]"
lacks "one that is no error leaves no note" "$work/out" "settings/rule-off"
settings 'rules:\n  euphemism: off\n'
run check "$file"
expect "an error is switched off" 0 "plainplan.yml:2:3: note: \"euphemism\" is switched off"
cp "$file" "$team/a/two.md"
cp "$file" "$team/three.md"
run check "$file" "$team/a/two.md" "$team/three.md"
[ "$(grep -c 'settings/rule-off' "$work/out")" = 1 ] && pass "which is noted once for several files" ||
  fail "which is noted once for several files" "$(grep -c 'settings/rule-off' "$work/out")"
printf '<!-- plainplan: allow complex-word/plain-word because it is the word of the form -->\nThey commenced it.\n' >"$team/d.md"
settings 'rules:\n  complex-word: off\n'
run check --fail-on note "$team/d.md"
expect "allowing a rule that is switched off is no mistake" 0 ""
settings 'rules:\n  safety-plan/no-end: note\n  readability: off\n'
sed 's/^ends-when:.*//' samples/safety-plan/rees.md >"$team/plan.md"
run check "$team/plan.md"
grep -q 'note: .*\[safety-plan/no-end\]' "$work/out" && pass "a structure rule is lowered" || fail "a structure rule is lowered" "$(tail -n 3 "$work/out")"
run build "$team/plan.md" -o "$team/plan.pdf"
[ -s "$team/plan.pdf" ] && pass "build obeys the settings too" || fail "build obeys the settings too" "$(cat "$work/err")"
run rules --no-settings
rule=$(sed -n 's/^\(statements\/[a-z-]*\) .*/\1/p' "$work/out" | head -n 1)
settings "rules:\n  $rule: note\n"
run check "$file"
level "a rule of another kind of document may be named" 1 error $dirty

# --- terms, rules of the team's own, practice, fail-on --------------------------------------------------
settings 'terms: [house was dirty protest, Commenced Play]\n'
printf 'The house was dirty. He made the house was dirty protest. Commenced Play came.\n' >"$file"
run check "$file"
[ "$(grep -c "\[$dirty\]" "$work/out")" = 1 ] && pass "a term is not marked, its words elsewhere are" || fail "a term is not marked, its words elsewhere are" "$(cat "$work/out")"
lacks "a name of the team's own is not marked" "$work/out" "[$plain]"
printf -- '---\ndocument: safety-plan\npeople:\n  - {name: Megan, is: child}\n---\n\n## What has happened\n\nMegana House is there.\n' >"$team/e.md"
run check --no-settings "$team/e.md"
holds "a name that is nearly that of a person" "$work/out" "[case/name-near-miss]"
settings 'terms: Megana House\n'
run check "$team/e.md"
lacks "is none when it is a name of the team's own" "$work/out" "[case/name-near-miss]"
mkdir -p "$team/rules"
printf 'rules:\n  our-word:\n    extends: substitution\n    level: error\n    fix: true\n    message: '"'"'"%%s", not "%%s"'"'"'\n    because: we agreed on it\n    ask: Which?\n    source: team\n    swap: {blue form: paper}\n' \
  >"$team/rules/team.yml"
settings 'add: [rules/team.yml]\n'
printf 'Send the blue form.\n' >"$file"
run check "$file"
expect "a rule of the team's own" 1 "[team/our-word]"
run check --fix "$file"
expect "which check --fix obeys" 0 "+Send the paper."
(cd "$team" && ${TOOL:-} "$build/plainplan" explain team/our-word >"$work/out" 2>"$work/err")
status=$?
expect "which is explained" 0 "we agreed on it"
settings 'add: [rules/team.yml]\nrules: {team/our-word: note}\n'
printf 'Send the blue form.\n' >"$file"
run check "$file"
expect "and whose severity can be set" 0 "[team/our-word]"
printf 'The house was dirty. They commenced it.\n' >"$file"
settings 'fail-on: note\n'
printf 'They commenced it.\n' >"$file"
run check "$file"
expect "fail-on" 1 ""
run check --fail-on error "$file"
expect "the command line wins" 0 ""
settings 'practice: us-ca\n'
run build --emit case "$file"
holds "the practice of files that name none" "$work/out" '<practice id="us-ca"'
printf -- '---\npractice: wales\n---\nText.\n' >"$team/f.md"
run build --emit case "$team/f.md"
holds "a file's own practice wins" "$work/out" '<practice id="wales"'
settings 'practice: us-tx\n'
run check "$file"
expect "a state without a file of its own" 0 ""

# --- where they are looked for ----------------------------------------------------------------------------
settings 'rules: {complex-word: error}\n'
printf 'rules: {complex-word: warning}\n' >"$team/a/plainplan.yml"
run check "$file"
level "the nearest one holds" 0 warning $plain
cp "$file" "$work/other/case.md"
run check "$work/other/case.md"
level "a file elsewhere has none" 0 note $plain
run check "$file" "$work/other/case.md" "$team/three.md"
grep -F "[$plain]" "$work/out" | sed 's/.*: \([a-z]*\): .*/\1/' | tr '\n' ' ' >"$work/levels"
[ "$(cat "$work/levels")" = "warning note error " ] && pass "each file has its own" || fail "each file has its own" "$(cat "$work/levels")"
holds "all that held are named" "$work/out" "settings: $team/a/plainplan.yml, $team/plainplan.yml"
(cd "$team/a" && ${TOOL:-} "$build/plainplan" check b/case.md >"$work/out" 2>&1)
holds "below the current folder they are named from there" "$work/out" "settings: plainplan.yml"
(cd "$team/a/b" && ${TOOL:-} "$build/plainplan" check case.md >"$work/out" 2>&1)
holds "above the current folder in full" "$work/out" "settings: $team/a/plainplan.yml"
(cd "$team/a/b" && ${TOOL:-} "$build/plainplan" check - <case.md >"$work/out" 2>&1)
status=0
level "standard input: from the current folder on" 0 warning $plain
(cd "$team" && ${TOOL:-} "$build/plainplan" rules >"$work/out" 2>&1)
grep -q '^complex-word/plain-word  *error .*\[without settings: note\]$' "$work/out" && pass "rules lists the severities in force" ||
  fail "rules lists the severities in force" "$(grep plain-word "$work/out")"
run check --settings "$team/plainplan.yml" "$work/other/case.md"
level "--settings" 1 error $plain
run check --settings "$work/none.yml" "$file"
expect "--settings with a file that is not there" 2 "the file does not exist"
run check --settings "$team/plainplan.yml" --no-settings "$file"
expect "--settings with --no-settings" 2 "exclude each other"
rm "$team/a/plainplan.yml"
ln -s "$team/a" "$work/link"
run check "$work/link/b/case.md"
level "a link to a folder has the settings of that folder" 1 error $plain

# --- mistakes -----------------------------------------------------------------------------------------------
printf 'The house was dirty.\n' >"$file"
wrong "an unknown key" 'plainplan.yml:1:1: error: "rule" is not a key of the settings' 'rule: {euphemism: note}\n'
holds "an unknown key: what was meant" "$work/out" 'did you mean "rules"?'
wrong "an unknown category" 'plainplan.yml:2:3: error: there is no rule or category "eufemism"' 'rules:\n  eufemism: note\n'
holds "an unknown category: what was meant" "$work/out" 'did you mean "euphemism"?'
wrong "an unknown rule" 'did you mean "euphemism/home-conditions"?' 'rules:\n  euphemism/home-condition: note\n'
wrong "a problem that the compiler itself finds" "[settings/not-a-rule]" 'rules:\n  case/impossible-date: off\n'
wrong "an unknown severity" 'did you mean "warning"?' 'rules:\n  euphemism: waring\n'
wrong "rules that are a list" '"rules" needs a severity for each rule' 'rules: [euphemism]\n'
wrong "a severity that is a list" '"euphemism" needs error, warning, note or off' 'rules:\n  euphemism: [note]\n'
wrong "a rule file that is not there" 'plainplan.yml:1:7: error: the rule file '"$team/x.yml"' cannot be read' 'add: [x.yml]\n'
wrong "terms that are a mapping" '"terms" needs a list of texts' 'terms: {a: b}\n'
wrong "a term that is a list" '"terms" needs a list of texts' 'terms: [[a]]\n'
wrong "an unknown practice" 'did you mean "wales"?' 'practice: wails\n'
wrong "an unknown practice of a country without variants" '"practice" needs' 'practice: wales-x\n'
wrong "fail-on off" '"fail-on" needs error, warning or note' 'fail-on: off\n'
wrong "YAML that cannot be read" "[source/yaml]" 'rules: [\n'
wrong "a list" '"the file" needs keys and values' '- a\n'
printf 'rules:\n  a:\n    extends: existence\n    tokens: [x]\n' >"$team/rules/team.yml"
wrong "a mistake in a rule file of the team's own" "[language/missing-key]" 'add: [rules/team.yml]\n'
printf 'rules:\n  home-conditions:\n    extends: existence\n    message: x\n    tokens: [x]\n' >"$team/rules/euphemism.yml"
wrong "a rule that there is already" "[check/rule-twice]" 'add: rules/euphemism.yml\n'
settings ''
run check "$file"
level "an empty file of settings" 1 error $dirty
rm "$team/plainplan.yml"
mkdir "$team/plainplan.yml"
run check "$file"
expect "a folder of that name" 2 "this is a folder"
exit 0
