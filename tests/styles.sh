#!/bin/sh
# Styles of Vale: every extension point and key, what is not supported, and mistakes. What is expected of tests/vale/styles/Points
# is what Vale 3.21.0 finds in the same texts (tests/vale/compare.py --write); a + marks what it does not tell, for a reason that
# tests/vale/README.md gives.
. tests/lib.sh
styles=$work/styles
mkdir -p "$styles/Own"

# rule NAME: the text of a rule on standard input, the only one of its style
rule() {
  rm -f "$styles/Own"/*
  cat >"$styles/Own/$1.yml"
}
# check TEXT [OPTION…]: over a text
check() {
  printf -- "$1" >"$work/text.md"
  shift
  run check --no-settings --style "$styles/Own" "$@" "$work/text.md"
}
# alerts NAME LIST: what the last run found of the style: "line:column:words …"
alerts() {
  found=$(jq -r '[.diagnostics[] | select(.rule | startswith("Own/")) | "\(.start.line):\(.start.column):\(.text)"] | join(" ")' "$work/out")
  [ "$found" = "$2" ] && pass "$1" || fail "$1" "found: $found; expected: $2; $(head -c 300 "$work/err")"
}

# --- against Vale -------------------------------------------------------------------------------------
(cd tests/vale/texts && run check --no-settings --format json --style ../styles/Points *.md
  jq -r '.diagnostics[] | select(.rule | startswith("Points/")) |
    "\(.file):\(.start.line):\(.start.column) \(.rule) \(.text | gsub("\r\n"; "\n") | @json)\(if .text == "" then " " + .message else "" end)"' \
    "$work/out" | sed -E 's,(Points/(Syllables|Complex|Poly|Kincaid|Smog|Fog|Grades) "").*,\1,' | sort >"$work/points")
sed 's/^..//' tests/vale/points.txt | sort >"$work/expected"
same "every extension point finds what Vale finds" "$work/points" "$work/expected"
[ "$(grep -c '^=' tests/vale/points.txt)" -gt 1000 ] && pass "of which Vale confirms nearly all" || fail "of which Vale confirms nearly all"

# --- what plainplan's own rules leave alone is looked at ----------------------------------------------
rule Word <<'END'
extends: existence
message: "no '%s'"
level: suggestion
tokens: [teapot, Rees]
END
check '# Teapot and teapot\n\nShe said that teapot "teapot" was. The Teapot Team: teapot.\n\n> teapot\n\n`teapot`\n' --format json
alerts "headings, quotations, reports and titles are looked at, code is not" "1:14:teapot 3:15:teapot 3:23:teapot 3:53:teapot 5:3:teapot"
check 'teapot\n'
expect "a suggestion is a note" 0 "text.md:1:1: note: no 'teapot'  [Own/Word]"
check '<!-- plainplan: allow Own/Word because it is the law'"'"'s word -->\nteapot\n' --format json
[ "$(jq -r '[.diagnostics[] | select(.rule == "Own/Word") | .allowed // ""] | join(",")' "$work/out")" = "it is the law's word" ] &&
  pass "an allow comment silences a rule of a style" || fail "an allow comment silences a rule of a style" "$(jq -c '.diagnostics[]' "$work/out")"
check '<!-- vale off -->\n\nteapot\n\n<!-- vale on -->\n\nteapot <!-- vale Own.Word = NO --> and\n\nteapot\n' --format json
alerts "comments to Vale hold" ""
printf -- '---\npractice: wales\n---\n\n<!-- for: chair -->\n\nteapot\n\n<!-- end -->\n\nteapot\n' >"$work/text.md"
run check --no-settings --style "$styles/Own" --for family --format json "$work/text.md"
alerts "a passage that a reader may not see is not told" "11:1:teapot"

# --- where styles are named ---------------------------------------------------------------------------
mkdir -p "$work/team"
cp -r "$styles" "$work/team/"
printf 'teapot\n' >"$work/team/case.md"
printf 'styles: [styles]\nrules:\n  Own/Word: error\n' >"$work/team/plainplan.yml"
run check "$work/team/case.md"
expect "the settings name a folder of styles, and a severity of a rule" 1 "case.md:1:1: error: no 'teapot'  [Own/Word]"
printf 'styles: styles\nrules:\n  Own: off\n' >"$work/team/plainplan.yml"
run check "$work/team/case.md"
lacks "a style is switched off" "$work/out" "[Own/Word]"
printf 'styles: styles\nterms: [my Teapot]\n' >"$work/team/plainplan.yml"
printf 'teapot and MY teapot\n' >"$work/team/case.md"
run check --format json "$work/team/case.md"
alerts "a term of the team's own is accepted" "1:1:teapot"
printf 'styles: elsewhere\n' >"$work/team/plainplan.yml"
run check "$work/team/case.md"
expect "a folder that is not there" 2 "elsewhere: error: this is no folder of a style: No such file or directory  [language/no-style]"
run rules --no-settings --style "$styles"
expect "the list of rules has those of a style" 0 "Own/Word"
run check --no-settings --style "$styles" --style "$styles/Own/" "$work/team/case.md"
expect "a style named twice" 2 "there are two rules with the id \"Own/Word\""
run check --no-settings --style "$work/team/case.md" "$work/team/case.md"
expect "a style that is a file" 2 "this is no folder of a style: Not a directory"
mkdir -p "$work/empty"
run check --no-settings --style "$work/empty" "$work/team/case.md"
expect "a folder without rules" 2 "it holds no rules, files named .yml  [language/no-style]"

# --- what is not supported is told, and the rest works --------------------------------------------------
# left_out NAME LINE WHAT: the rule on standard input is left out with a note, and another one works
left_out() {
  rule A
  printf 'extends: existence\nmessage: "%%s"\ntokens: [works]\n' >"$styles/Own/B.yml"
  check 'it works\n'
  expect "$1 is told" 0 "Own/A.yml:$2: note: $3 is not supported; the rule is left out  [language/not-supported]"
  holds "$1 leaves the rest" "$work/out" "[Own/B]"
}
left_out "a spell check" 1:10 spelling <<'END'
extends: spelling
message: "%s"
END
left_out "a script" 1:10 script <<'END'
extends: script
message: "%s"
END
left_out "a part of speech" 4:5 "a token by its part of speech" <<'END'
extends: sequence
message: "%s"
tokens:
  - tag: NN
END
left_out "a key that Vale lacks too" 3:1 'the key "tokns"' <<'END'
extends: existence
message: "%s"
tokns: [a]
END
left_out "a key of another extension point" 4:1 'the key "swap"' <<'END'
extends: existence
message: "%s"
tokens: [a]
swap: {a: b}
END
left_out "a selector" 3:8 "the scope doc(…)" <<'END'
extends: existence
message: "%s"
scope: doc(p)
tokens: [a]
END
left_out "a formula that is none" 3:10 "this formula" <<'END'
extends: metric
message: "%s"
formula: words + * 2
condition: "> 1"
END
left_out "a condition that is none" 4:12 "this condition" <<'END'
extends: metric
message: "%s"
formula: words
condition: "nonsense"
END
left_out "a measure that Vale lacks too" 3:10 '"Fernald"' <<'END'
extends: readability
message: "%s"
metrics: Fernald
grade: 3
END
left_out "an expression that is none" 1:1 "this regular expression (missing closing parenthesis)" <<'END'
extends: existence
message: "%s"
tokens: ['a(b']
END

# --- mistakes ---------------------------------------------------------------------------------------------
# wrong NAME TEXT: the rule on standard input is refused
wrong() {
  rule A
  check 'text\n'
  expect "$1" 2 "$2"
}
wrong "a rule without extends" 'the rule "Own/A" has no extends' <<'END'
message: "%s"
END
wrong "a rule without a message" 'the rule "Own/A" has no message' <<'END'
extends: existence
tokens: [a]
END
wrong "a level that is none" '"level" needs suggestion, warning or error' <<'END'
extends: existence
message: "%s"
level: eror
tokens: [a]
END
wrong "a truth that is none" '"ignorecase" needs true or false' <<'END'
extends: existence
message: "%s"
ignorecase: perhaps
tokens: [a]
END
wrong "a number that is none" '"max" needs a whole number' <<'END'
extends: occurrence
message: "%s"
max: many
token: a
END
wrong "a list that is none" '"exceptions" needs a list of texts' <<'END'
extends: existence
message: "%s"
exceptions: {a: b}
tokens: [a]
END
wrong "a substitution without swap" 'the rule "Own/A" has no swap' <<'END'
extends: substitution
message: "%s"
END
wrong "a metric without a formula" 'the rule "Own/A" has no formula' <<'END'
extends: metric
message: "%s"
condition: "> 1"
END
wrong "a sequence without tokens" 'the rule "Own/A" has no tokens' <<'END'
extends: sequence
message: "%s"
END
wrong "a readability rule without metrics" 'the rule "Own/A" has no metrics' <<'END'
extends: readability
message: "%s"
END
wrong "a rule that is a list" '"Own/A" needs keys and values' <<'END'
- extends: existence
END

# --- messages and keys ---------------------------------------------------------------------------------------
rule A <<'END'
extends: substitution
message: "%[2]s%% is '%[1]s'"
action: {name: replace}
swap:
  - 'ut(il)ise': us$1e
  - begin(?:s)?: start|go
END
check 'We utilise it. It begins.\n'
holds "messages are filled in by number, groups in replacements" "$work/out" "utilise% is 'usile'"
holds "several replacements are listed" "$work/out" "begins% is ''start' or 'go''"
rule A <<'END'
extends: existence
message: "'%s'"
nonword: true
tokens: ['(a+)+$']
END
check "$(printf 'a%.0s' $(seq 60))b\n"
expect "an expression that takes too long gives up" 0 "the rule Own/A was given up in this block: its regular expression takes too long  [language/regex-too-slow]"
rule A <<'END'
extends: existence
message: "'%s'"
nonword: true
tokens: ['(?<!x(a+)+[yz])b']
END
check "x$(printf 'a%.0s' $(seq 60))b\n"
expect "so does one that looks behind" 0 "[language/regex-too-slow]"
