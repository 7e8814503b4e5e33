#!/bin/sh
# Bad input of every kind: one clear message with its place, the right exit status, earlier output untouched.
. tests/lib.sh
good=samples/safety-plan/rees.md
front='---
document: safety-plan
language: en-GB
practice: wales
written: 2026-11-21
people:
  - {name: Megan, is: child, born: 2019-03-02}
---
'
# bad NAME STATUS TEXT: checks $work/case.md
bad() {
  run check "$work/case.md"
  expect "$1" "$2" "$3"
}

# --- files -------------------------------------------------------------------------------------------
run check "$work/none.md"
expect "missing file" 2 "the file does not exist"
run check "$work"
expect "folder instead of a file" 2 "this is a folder"
: >"$work/case.md"
bad "empty file" 1 "the file is empty"
printf ' \n\t\n' >"$work/case.md"
bad "only white space" 1 "the file is empty"
head -c 17000000 /dev/zero | tr '\0' a >"$work/case.md"
bad "over 16 MiB" 2 "larger than 16 MiB"
printf 'A line\nand \377 here\n' >"$work/case.md"
bad "not UTF-8" 1 "byte 11 (0xFF) is not UTF-8"
printf 'overlong \300\257\n' >"$work/case.md"
bad "overlong UTF-8" 1 "byte 9 (0xC0)"
printf 'surrogate \355\240\200\n' >"$work/case.md"
bad "surrogate in UTF-8" 1 "byte 10 (0xED)"
printf 'cut \303' >"$work/case.md"
bad "UTF-8 cut short" 1 "byte 4 (0xC3)"
printf 'a\0b\n' >"$work/case.md"
bad "NUL" 1 "byte 1 is a NUL"
if [ "$(id -u)" != 0 ]; then
  cp $good "$work/secret.md"
  chmod 000 "$work/secret.md"
  run check "$work/secret.md"
  expect "unreadable file" 2 "cannot be read"
fi

# --- front matter ------------------------------------------------------------------------------------
printf -- '---\ndocument: safety-plan\n' >"$work/case.md"
bad "front matter without an end" 1 "case.md:1:1: error: the front matter begins here and never ends"
printf -- '---\ndocument: safety-plan\n\tlanguage: en-GB\n---\n' >"$work/case.md"
bad "tab in YAML" 1 "[source/yaml]"
printf -- '---\ntitle: a: b\n---\n' >"$work/case.md"
bad "colon in a YAML value" 1 'case.md:2:9: error: this is not well-formed YAML'
printf -- '---\npeople: [{name: A}\n---\ntext\n' >"$work/case.md"
bad "bracket not closed in YAML" 1 "[source/yaml]"
printf -- '---\nlanguage: en-GB\nlanguage: en-US\n---\n' >"$work/case.md"
bad "duplicate key" 1 'case.md:3:1: error: "language" is given twice'
printf -- '---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n---\n' >"$work/case.md"
bad "alias bomb" 1 "anchors (&) and aliases (*) are not used here"
{ printf -- '---\na: '; head -c 5000 /dev/zero | tr '\0' '['; printf '\n---\n'; } >"$work/case.md"
bad "YAML nested without end" 1 "[source/yaml"
printf -- '---\n- a\n- b\n---\ntext\n' >"$work/case.md"
bad "front matter that is a list" 1 "must be lines of  key: value"
printf -- '---\ndocument: safty-plan\n---\ntext\n' >"$work/case.md"
bad "unknown kind" 1 'did you mean "safety-plan"?'
printf -- '---\npractise: wales\n---\ntext\n' >"$work/case.md"
bad "unknown key" 1 'did you mean "practice"?'
printf -- '---\npractice: wails\n---\ntext\n' >"$work/case.md"
bad "unknown practice" 1 'did you mean "wales"?'
printf -- '---\npractice: us-tx\n---\nHello there.\n' >"$work/case.md"
bad "a state without rules of its own" 0 'those of "us" are used'
printf -- '---\nlanguage: en-GV\n---\nHello there.\n' >"$work/case.md"
bad "a region without wording of its own" 0 'did you mean "en-GB"?'
printf -- '---\nlanguage: tlh\n---\nHello there.\n' >"$work/case.md"
bad "unknown language" 1 'no wording for the language "tlh"'
printf -- '---\nwritten: 2026-02-30\n---\ntext\n' >"$work/case.md"
bad "a date that does not exist" 1 "there is no such day as 2026-02-30"
printf -- '---\nwritten: yesterday\n---\ntext\n' >"$work/case.md"
bad "not a date" 1 '"yesterday" is not a date'
printf -- '---\npractice: ../../etc/passwd\n---\ntext\n' >"$work/case.md"
bad "a path for a practice" 1 "there is no practice"
{ printf -- '---\n'; i=0; while [ $i -lt 9000 ]; do echo "key$i: value"; i=$((i + 1)); done; printf -- '---\n'; } >"$work/case.md"
bad "very long front matter" 1 "longer than 64 KiB"

# --- body --------------------------------------------------------------------------------------------
{ echo "$front"; printf '## What will happn\n\nMegan went home.\n'; } >"$work/case.md"
bad "unknown section" 1 'has no section "What will happn"'
{ echo "$front"; printf '## How we will do it, and who\n\n- How: Megan plays\n  Whoo: Megan\n'; } >"$work/case.md"
bad "unknown field" 1 'did you mean "Who"?'
{ echo "$front"; printf '## How we will do it, and who\n\n- How: Megan plays\n  Who: Megan with Rachel Green\n'; } >"$work/case.md"
bad "unknown person" 1 '"Rachel" is not declared under people'
{ echo "$front"; printf 'On 31 November 2026 Megan went home.\n'; } >"$work/case.md"
bad "an impossible date in the text" 1 "there is no such day as 31 November 2026"
{ echo "$front"; printf 'Meggan went home.\n'; } >"$work/case.md"
bad "a misspelled child" 1 '"Meggan" looks like a misspelling of "Megan"'
printf -- '---\n? [a]\n: b\n---\ntext\n' >"$work/case.md"
bad "a key that is a list" 1 "[source/yaml-key]"
printf -- '---\na: b\n--- x\n---\ntext\n' >"$work/case.md"
bad "a second YAML document" 1 "[source/yaml-second-document]"
printf -- '---\nwritten: [2026-11-21, 2026-11-22]\n---\ntext\n' >"$work/case.md"
bad "a list where one value belongs" 1 "[case/value-shape]"
printf -- '---\npeople:\n  - {is: child}\n---\ntext\n' >"$work/case.md"
bad "a person without a name" 1 "[case/person-shape]"
printf -- '---\npeople:\n  - {name: Ann, is: child}\n  - {name: Ann, is: aunt}\n---\ntext\n' >"$work/case.md"
bad "a person declared twice" 1 "[case/person-twice]"
printf -- '---\npeople:\n  - {name: Ann, is: child, hight: 1}\n---\ntext\n' >"$work/case.md"
bad "an unknown key of a person" 1 "[case/unknown-person-key]"
printf -- '---\npeople:\n  - {name: Ann, is: locksmith}\n---\nFine.\n' >"$work/case.md"
bad "a person who is neither family nor agency" 0 "[case/person-role]"
{ echo "$front"; printf '## What has happened\n\nx\n\n## What happened\n\ny\n'; } >"$work/case.md"
bad "a section twice" 1 "[case/section-twice]"
{ echo "$front"; printf '## How we will do it, and who\n\n- How: Megan plays\n  Who: Megan\n  Who: Megan\n'; } >"$work/case.md"
bad "a field twice" 1 "[case/field-twice]"
printf 'x\n\n<!-- plainplan: allow no/such because it is so -->\n\ny\n' >"$work/case.md"
bad "allow with an unknown rule" 1 "[check/allow-unknown-rule]"
printf '<!-- plainplan: allow euphemism/home-conditions -->\n\nThe house is dirty.\n' >"$work/case.md"
bad "allow without a reason" 1 "[check/allow-without-reason]"
printf '<!-- plainplan: allow euphemism/home-conditions because of a test -->\n\nAll is fine.\n' >"$work/case.md"
bad "allow that silences nothing" 0 "[check/allow-unused]"
printf '<!-- plainplan: allow euphemism/home-conditions because the judge wrote it -->\n\nThe house is dirty.\n' >"$work/case.md"
bad "allow with a reason" 0 "the judge wrote it"
run check /proc/self/mem
expect "a file that cannot be read" 2 "[source/unreadable]"
{ echo "$front"; printf '<!-- for: chair -->\nsecret\n'; } >"$work/case.md"
bad "a limited passage without an end" 1 "is never ended"
{ echo "$front"; printf 'text\n\n<!-- end -->\n'; } >"$work/case.md"
bad "an end without a beginning" 1 "ends a passage that was not begun"
{ echo "$front"; printf '<!-- plainplan: alow x -->\ntext\n'; } >"$work/case.md"
bad "a comment that cannot be read" 1 "cannot be read"
{ echo "$front"; printf '<div onclick="x">text</div>\n'; } >"$work/case.md"
bad "HTML" 1 "HTML is left out"
{ head -c 10000 /dev/zero | tr '\0' '>'; echo ' deep'; } >"$work/case.md"
bad "10,000 nested quotes" 1 "more than 100 levels deep"
i=0
while [ $i -lt 300 ]; do printf '%*s- x\n' $((i * 2)) ''; i=$((i + 1)); done >"$work/case.md"
bad "300 nested lists" 1 "more than 100 levels deep"
{ i=0; while [ $i -lt 10000 ]; do printf -- '- '; i=$((i + 1)); done; echo x; } >"$work/case.md"
bad "10,000 nested lists on a line" 1 "more than 100 levels deep"
head -c 20000 /dev/zero | tr '\0' '*' >"$work/case.md"
bad "20,000 asterisks" 0 ""
{ head -c 20000 /dev/zero | tr '\0' '['; echo; } >"$work/case.md"
bad "20,000 brackets" 0 ""
if [ -z "${SLOW_TOOL:-}" ]; then
  yes 'The house is dirty. The home is dirty.' | head -n 60000 | sed 'a\\' >"$work/case.md"
  bad "more findings than anyone can read" 1 "[check/too-many]"
  head -c 10485760 /dev/zero | tr '\0' x >"$work/case.md"
  bad "one line of 10 MiB" 0 ""
fi

# --- templates, rule files, FO files -----------------------------------------------------------------
cp -r templates fonts "$work/"
export PLAINPLAN_DATA="$work"
broken() { # NAME FILE SED-EXPRESSION STATUS TEXT
  cp "$work/templates/$2" "$work/keep"
  sed -i "$3" "$work/templates/$2"
  run build $good -o "$work/broken.pdf"
  expect "$1" "$4" "$5"
  cp "$work/keep" "$work/templates/$2"
}
broken "broken page design" safety-plan/page.xsl 's/<xsl:import /<xsl:import/; 12s/>/ /' 2 "safety-plan/page.xsl:"
broken "page design with a wrong XPath" safety-plan/page.xsl 's/count(\$sections/cuont($sections/' 2 "page.xsl"
broken "structure rules that are no XML" safety-plan/rules.sch '20s/>/ /' 2 "rules.sch:"
broken "kind that is no YAML" safety-plan/kind.yml '5s/.*/a: b: c/' 2 "kind.yml:5"
broken "structure rule with a wrong XPath" safety-plan/rules.sch 's/count(\$dangers) = 1 or/count(\$dangers = 1 or/' 2 "[structure/xpath"
broken "structure rule with an unknown function" safety-plan/rules.sch 's/count(\$dangers) = 1 or/pp:cuont(\$dangers) = 1 or/' 2 "[structure/xpath-failed]"
broken "structure rule with an unknown severity" safety-plan/rules.sch 's/role="error"/role="eror"/' 2 "[structure/role]"
broken "structure rule without a test" safety-plan/rules.sch '0,/ test=/s/ test="[^"]*"//' 2 "[structure/missing-attribute]"
broken "structure rules with an unknown element" safety-plan/rules.sch '0,/<sch:pattern>/s/<sch:pattern>/<sch:patern\/><sch:pattern>/' 2 "[structure/unknown-element]"
broken "structure rules that include what is not there" safety-plan/rules.sch '0,/rules\/all.sch/s//rules\/..\/..\/..\/etc\/passwd/' 2 "[structure/include]"
broken "structure rule that refers to nothing" safety-plan/rules.sch '0,/<sch:rule context/s/<sch:rule context/<sch:rule context="x"><sch:extends rule="none"\/><\/sch:rule><sch:rule context/' 2 "[structure/reference]"
broken "wording without an entry" wording/en.yml 's/^    fixed-means:.*//' 2 "[transform/no-wording]"
cp templates/safety-plan/page.xsl "$work/keep"
echo '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"/></xsl:stylesheet>' >"$work/templates/safety-plan/page.xsl"
run build $good -o "$work/broken.pdf"
expect "page design that makes nothing" 2 "[transform/failed]"
cp "$work/keep" "$work/templates/safety-plan/page.xsl"
mkdir "$work/damaged"
head -c 3000 /dev/zero >"$work/damaged/Andika-Regular.ttf"
PLAINPLAN_FONTS="$work/damaged"
export PLAINPLAN_FONTS
run build $good -o "$work/damaged.pdf"
unset PLAINPLAN_FONTS
expect "font file that is damaged" 2 "Andika-Regular.ttf is not a TrueType font that can be read"
# rule NAME STATUS TEXT: checks a note with one more file of language rules, from standard input
rule() {
  cat >"$work/templates/language/en/zz.yml"
  run check samples/safety-plan/note-visit.md
  expect "$1" "$2" "$3"
  rm "$work/templates/language/en/zz.yml"
}
head='rules:
  one:
    extends: existence
    message: m
    because: b
    ask: a
    source: common practice
    level: warning
'
printf '%s    tokens: ["(x"]\n' "$head" | rule "broken regular expression" 2 "[language/regex]"
printf '%s    tokens: [x]\n    unles: y\n' "$head" | rule "unknown key of a rule" 2 "[language/unknown-key]"
printf '%s    tokens: [x]\n    unless: {sentence: [{class: nothing}]}\n' "$head" | rule "unknown class" 2 "[language/unknown-class]"
mkdir -p "$work/templates/language/en/classes"
echo 'duration: [a while]' >"$work/templates/language/en/classes/zz.yml"
printf '%s    tokens: [x]\n' "$head" | rule "class twice" 2 "[language/class-twice]"
rm "$work/templates/language/en/classes/zz.yml"
printf '%s    tokens: [x]\n' "$head" | sed 's/level: warning/level: terrible/' | rule "wrong level" 2 "[language/value]"
printf '%s    tokens: [x\n' "$head" | rule "rule file that is no YAML" 2 "zz.yml"
printf '%s    tokens: [x]\n' "$head" | sed '/message/d' | rule "rule without a message" 2 "[language/missing-key]"
printf '%s    tokens: [x]\n' "$head" | sed 's/existence/spelling/' | rule "form of rule that is not supported" 1 "[language/not-supported]"
broken "a structure rule twice" safety-plan/rules.sch 's/id="safety-plan\/no-end"/id="safety-plan\/no-start"/' 2 "[check/rule-twice]"
rm -rf "$work/templates/safety-plan/page.xsl"
run build $good -o "$work/broken.pdf"
expect "kind without a page design" 2 "has no page design"
PLAINPLAN_DATA="$work/nowhere" run check $good
expect "no templates" 2 "PLAINPLAN_DATA is"
unset PLAINPLAN_DATA
[ -e "$work/broken.pdf" ] && fail "no output from broken templates" || pass "no output from broken templates"
printf '<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format"><fo:x>' >"$work/a.fo"
run fo "$work/a.fo" -o "$work/a.pdf"
expect "FO that is no XML" 1 "a.fo:1:1: error: this is not well-formed XML"
printf '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<a>&e;</a>' >"$work/a.fo"
run fo "$work/a.fo" -o "$work/a.pdf"
expect "FO that asks for another file" 1 '"file:///etc/passwd" is outside this file'
[ -e "$work/a.pdf" ] && fail "no output from FO that asks for another file" || pass "no output from FO that asks for another file"
printf '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>\n<a>&h;&h;&h;&h;&h;&h;&h;&h;</a>' >"$work/a.fo"
run fo "$work/a.fo" -o "$work/a.pdf"
expect "FO whose entities swell without end" 1 "[source/xml]"
sed 's/<?xml.*?>/<?xml version="1.0" encoding="UTF-47"?>/' tests/fo/plan.fo >"$work/a.fo"
run fo "$work/a.fo" -o "$work/a.pdf"
expect "FO in an encoding that nobody knows" 1 'encoding "UTF-47"'
# the same page in three encodings, once with its words in an entity
fo_with() { printf '%s<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="Andika" xml:lang="cy"><fo:layout-master-set><fo:simple-page-master master-name="p" page-width="90mm" page-height="50mm"><fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference="p"><fo:title>T</fo:title><fo:flow flow-name="xsl-region-body"><fo:block>%s</fo:block></fo:flow></fo:page-sequence></fo:root>' "$1" "$2"; }
fo_with '<?xml version="1.0" encoding="ISO-8859-1"?>' 'Siân, Zoë' | iconv -f UTF-8 -t ISO-8859-1 >"$work/latin.fo"
fo_with '' 'Siân, Zoë' | iconv -f UTF-8 -t UTF-16 >"$work/wide.fo"
fo_with '<!DOCTYPE fo:root [<!ENTITY who "Siân, Zoë">]>' '&who;' >"$work/entity.fo"
for name in latin wide entity; do
  run fo "$work/$name.fo" -o "$work/$name.pdf"
  pdftotext "$work/$name.pdf" - 2>/dev/null | grep -q 'Siân, Zoë' && pass "FO in another form: $name" || fail "FO in another form: $name" "$output"
done
printf '<html/>' >"$work/a.fo"
run fo "$work/a.fo" -o "$work/a.pdf"
expect "XML that is no FO" 1 "a.fo:1"

# --- fonts -------------------------------------------------------------------------------------------
mkdir -p "$work/nofonts"
cp -r templates fonts "$work/nofonts/"
sed -i 's/Andika-Regular/Andika-Missing/' "$work/nofonts/fonts/fonts.yml"
PLAINPLAN_DATA="$work/nofonts" run build $good -o "$work/nofont.pdf"
expect "missing font" 2 "fonts-sil-andika"
{ cat $good; printf '\n## What Bethan says\n\n> A sign: \363\260\200\200 — Bethan, 19 November 2026\n'; } >"$work/case.md"
run build --draft "$work/case.md" -o "$work/glyph.pdf"
expect "a character in no font" 1 "[layout/no-glyph]"

# --- output ------------------------------------------------------------------------------------------
echo "earlier" >"$work/plan.pdf"
run build samples/safety-plan/bad-parry.md -o "$work/plan.pdf"
expect "errors stop the PDF" 1 "no PDF was made"
[ "$(cat "$work/plan.pdf")" = earlier ] && pass "the earlier PDF is as it was" || fail "the earlier PDF is as it was"
run build $good -o /dev/full
expect "a full device" 2 "No space left"
run build $good -o "$work/no/such/folder/plan.pdf"
expect "output in no folder" 2 "writing the output failed"
run build $good -o "$work/plan.pdf"
expect "a good plan replaces it" 0 ""
[ "$(stat -c %a "$work/plan.pdf")" = 600 ] && pass "mode 0600" || fail "mode 0600"
if [ "$(id -u)" = 0 ] && mkdir "$work/small" && mount -t tmpfs -o size=16k tmpfs "$work/small" 2>/dev/null; then
  echo earlier >"$work/small/plan.pdf"
  run build $good -o "$work/small/plan.pdf"
  expect "a disk that fills up" 2 "No space left"
  [ "$(cat "$work/small/plan.pdf")" = earlier ] && [ "$(ls "$work/small" | wc -l)" = 1 ] &&
    pass "a full disk leaves the earlier file and nothing else" || fail "a full disk leaves the earlier file and nothing else"
  umount "$work/small"
fi
( ulimit -f 8; "$build/plainplan" build $good -o "$work/limit.pdf" >/dev/null 2>&1 )
[ -z "$(ls "$work" | grep '^limit')" ] && pass "a file size limit leaves nothing behind" || fail "a file size limit leaves nothing behind"
if [ "$(id -u)" != 0 ]; then
  mkdir "$work/locked" && chmod 500 "$work/locked"
  run build $good -o "$work/locked/plan.pdf"
  expect "a folder that cannot be written" 2 "Permission denied"
fi
cp $good "$work/own.md"
run build "$work/own.md" -o "$work/own.md"
expect "a case file is not written over" 2 "[command/output-is-input]"
same "it is as it was" $good "$work/own.md"
run build $good -o -
head -c 5 "$work/out" | grep -q '%PDF-' && pass "a PDF on standard output" || fail "a PDF on standard output"
mkdir "$work/batch"
run build $good samples/safety-plan/bad-parry.md samples/safety-plan/okafor.md -o "$work/batch/"
expect "a batch with one bad file" 1 "no PDF was made"
[ -f "$work/batch/rees.pdf" ] && [ -f "$work/batch/okafor.pdf" ] && pass "the others of the batch are made" ||
  fail "the others of the batch are made"
mkdir "$work/crash"
mkfifo "$work/waits.md"
${TOOL:-} "$build/plainplan" build $good "$work/waits.md" samples/safety-plan/okafor.md -o "$work/crash/" \
  >"$work/out" 2>"$work/err" &
parent=$!
tries=0
while [ ! -f "$work/crash/rees.pdf" ] && [ $tries -lt 600 ]; do
  sleep 0.1
  tries=$((tries + 1))
done
pkill -KILL -P $parent
wait $parent
status=$?
grep -ohE '\[[a-z]+/[a-z0-9-]+\]' "$work/err" >>"$build/logs/seen"
expect "a crash on one file of a batch is reported" 2 "waits.md: error: plainplan failed on this file"
[ -f "$work/crash/okafor.pdf" ] && pass "and the others go on" || fail "and the others go on"
run build $good samples/safety-plan/okafor.md -o "$work/one.pdf"
expect "several files into one" 2 "several files need -o FOLDER"
[ -z "$(find "$work" -name '*.pdf.??????')" ] && pass "no temporary file is left" || fail "no temporary file is left"
exit 0
