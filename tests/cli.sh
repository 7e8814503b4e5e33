#!/bin/sh
# The commands, as a new user types them.
. tests/lib.sh

run --help
expect "--help" 0 "plainplan build FILE"
run --version
expect "--version" 0 "plainplan 0."
run
expect "no command" 2 "plainplan build FILE"
run chekc x
expect "mistyped command" 2 'did you mean "check"?'
run check --fromat json x
expect "mistyped option" 2 "did you mean --format?"
run check --format xml x
expect "wrong value" 2 'option --format cannot be "xml"'
run build -o
expect "option without value" 2 "option --output needs a value"
run build
expect "no file" 2 "build needs the name of a case file"
run build x --emit pages
expect "wrong stage" 2 'option --emit cannot be "pages"'
run kinds
expect "kinds" 0 "safety-plan      Safety plan"
run rules
expect "rules" 0 "safety-plan/no-network"
run new safetyplan
expect "mistyped kind" 2 'did you mean "safety-plan"?'
run new safety-plan --language tlh
expect "starter in an unknown language" 2 "[command/no-starter]"
run explain safety-plan/no-netwrok
expect "mistyped rule" 2 'did you mean "safety-plan/no-network"?'
for rule in source/not-utf-8 safety-plan/no-network; do
  run explain $rule
  expect "explain $rule" 0 "$rule"
done

# Every rule explains itself: what it says, both examples and the source.
run rules
cut -d ' ' -f 1 "$work/out" >"$work/rules"
run explain $(cat "$work/rules")
[ "$status" = 0 ] && [ "$(grep -c '^[a-z-]*/[a-z0-9-]*  (' "$work/out")" = "$(wc -l <"$work/rules")" ] &&
  pass "every rule is explained" || fail "every rule is explained" "$(head -n 3 "$work/err")"
awk 'function done() { if (rule && !(bad && good && source)) print rule }
     /^[a-z-]+\/[a-z0-9-]+  \(/ { done(); rule = $1; bad = good = source = 0 }
     /^For example, not/ { bad = 1 } /^but$/ { good = 1 } /^Source$/ { source = 1 }
     END { done() }' "$work/out" >"$work/lacking"
[ -s "$work/lacking" ] && fail "every rule has examples and a source" "$(head -n 20 "$work/lacking")" ||
  pass "every rule has examples and a source"

# Starters are complete: they check without an error and build.
for kind in $("$build/plainplan" kinds | cut -d ' ' -f 1); do
  for language in en-GB en-US cy es es-US; do
    run new "$kind" --language $language -o "$work/$kind-$language.md"
    expect "new $kind $language" 0 ""
    run check --fail-on warning "$work/$kind-$language.md"
    expect "the starter of $kind in $language has no warning" 0 ""
    run build "$work/$kind-$language.md" -o "$work/$kind.pdf"
    expect "the starter of $kind in $language builds" 0 ""
    lacks "the starter of $kind in $language fits its page" "$work/err" "warning:"
  done
done
run new safety-plan -o "$work/safety-plan-en-GB.md"
expect "new never writes over a file" 2 "is there already"
run new safety-plan
expect "new to standard output" 0 "document: safety-plan"

# The shared case.yml.
mkdir "$work/case"
printf 'people:\n  - {name: Megan, is: child, born: 2019-03-02}\npractice: wales\n' >"$work/case/case.yml"
printf -- '---\ndocument: statements\nwritten: 2026-11-21\n---\n# X\n\nMeggan\n' >"$work/case/a.md"
run check "$work/case/a.md"
expect "case.yml beside the file is read" 1 'looks like a misspelling of "Megan"'
run build --emit case "$work/case/a.md"
holds "a shared fact keeps its place" "$work/out" 'at="1:'

# Standard input, exit status, JSON.
"$build/plainplan" check - <samples/safety-plan/note-visit.md >"$work/out" 2>&1
holds "standard input" "$work/out" "(standard input):5:"
run check --fail-on note samples/safety-plan/note-visit.md
expect "--fail-on note" 1 ""
run check --format json samples/safety-plan/bad-parry.md samples/safety-plan/rees.md
expect "JSON" 1 '"files": 2'
command -v python3 >/dev/null && python3 - "$work/out" >"$work/err" 2>&1 <<'P'
import json, sys
report = json.load(open(sys.argv[1]))
for d in report["diagnostics"]:
    assert d["check"] in "source case structure language readability transform layout pdf".split(), d
    assert d["severity"] in ("error", "warning", "note"), d
    if "start" in d:
        data = open(d["file"], "rb").read()
        text = data[d["start"]["offset"]:d["end"]["offset"]].decode()
        assert text == d["text"], d
        before = data[:d["start"]["offset"]].decode()
        assert before.count("\n") + 1 == d["start"]["line"], d
        assert len(before) - before.rfind("\n") == d["start"]["column"], d
P
[ -s "$work/err" ] && fail "JSON offsets, lines and columns" "$(cat "$work/err")" || pass "JSON offsets, lines and columns"

# Installed, from another folder.
make -s install BUILD="$build" DESTDIR="$work/root" PREFIX=/usr CC=true >/dev/null 2>"$work/err" ||
  install -D "$build/plainplan" "$work/root/usr/bin/plainplan"
mkdir -p "$work/elsewhere"
cp samples/safety-plan/rees.md "$work/elsewhere/"
(cd "$work/elsewhere" && ${TOOL:-} "$work/root/usr/bin/plainplan" build rees.md >"$work/out" 2>"$work/err")
status=$?
expect "an installed copy finds its templates" 0 ""
[ -f "$work/elsewhere/rees.pdf" ] && pass "and writes beside the case file" || fail "and writes beside the case file"
[ -f "$work/root/usr/share/man/man1/plainplan.1" ] && pass "the manual page is installed" || fail "the manual page is installed"
exit 0
