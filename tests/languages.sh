#!/bin/sh
# Languages besides English: their rules are listed and explained, documents in them are checked and built, and a language
# that has rules but no wording is checked all the same.
. tests/lib.sh

for language in cy es; do
  run rules --language $language
  expect "rules of $language" 0 "umbrella-term/neglect"
  grep -E '^[a-z-]+/[a-z0-9-]+ .* (language|readability) ' "$work/out" | cut -d ' ' -f 1 >"$work/rules"
  [ "$(wc -l <"$work/rules")" -ge 100 ] && pass "$language has a hundred rules" || fail "$language has a hundred rules"
  run explain --language $language $(cat "$work/rules")
  expect "every rule of $language is explained" 0 ""
done
run explain --language cy umbrella-term/neglect
expect "explained in Welsh" 0 "Beth aeth y plentyn hebddo"
run explain --language es umbrella-term/neglect
expect "explained in Spanish" 0 "¿Qué le faltó al niño"

# The table of a lexicon's rows and the rules that mark them.
printf 'phrase\tcategory\tseverity\ndirty house|dirty home\teuphemism\terror\nblue cup\tnone\tnote\n' >"$work/lexicon.tsv"
python3 tests/lexicon.py "$build" "$work/lexicon.tsv" >"$work/out" 2>"$work/err"
holds "a row of the lexicon with its rule" "$work/out" "euphemism/home-conditions"
holds "a row that no rule marks" "$work/out" "2 rows, 1 marked, 1 that no rule marks:"

printf -- '---\nlanguage: cy\n---\n\nMae pryderon am ei hesgeulustod.\n' >"$work/cy.md"
printf -- '---\nlanguage: es-US\n---\n\nSe considera que hay negligencia.\n' >"$work/es.md"
run check "$work/cy.md"
expect "mutated Welsh" 1 '"hesgeulustod"'
run check "$work/es.md"
expect "Spanish of the United States" 1 '"negligencia"'
lacks "no word about its region" "$work/out" "language-fallback"
for language in cy cy-GB es es-US es-MX; do
  printf -- '---\nlanguage: %s\n---\n\nMegan.\n' $language >"$work/plain.md"
  run build "$work/plain.md" -o "$work/plain.pdf"
  expect "a page in $language" 0 ""
done
pdftotext "$work/plain.pdf" "$work/text" && holds "with its own words" "$work/text" "Página 1 de 1"

# Every fixed word of English is there in every language.
words_of() { sed -n '/^say:/,$p' "$1" | grep -oE '^ +[a-z0-9-]+:' | tr -d ' '; }
words_of templates/wording/en.yml >"$work/english"
for language in cy es; do
  words_of templates/wording/$language.yml >"$work/own"
  same "the wording of $language has every entry" "$work/english" "$work/own"
done

# Rules without wording: checked without a word about it; a page is refused once, clearly.
mkdir -p "$work/data/fonts"
cp -r templates "$work/data/"
cp fonts/fonts.yml "$work/data/fonts/"
rm "$work"/data/templates/wording/cy*.yml
export PLAINPLAN_DATA="$work/data"
run check "$work/cy.md"
expect "checked without wording" 1 '"hesgeulustod"'
lacks "nothing is said of wording" "$work/out" "[case/"
run build --draft "$work/cy.md" -o "$work/cy.pdf"
expect "no page without wording" 1 "[case/language-without-wording]"
[ "$(grep -c 'error:' "$work/err" "$work/out" | awk -F: '{ n += $2 } END { print n }')" = 1 ] && [ ! -e "$work/cy.pdf" ] &&
  pass "said once, and nothing is made" || fail "said once, and nothing is made" "$(cat "$work/err" "$work/out")"
run pack -o "$work/data/plainplan.pack"
expect "packed without wording" 0 ""
run check "$work/cy.md"
expect "checked from the pack" 1 '"hesgeulustod"'
printf -- '---\nlanguage: tlh\n---\n\nnuqneH\n' >"$work/tlh.md"
run check "$work/tlh.md"
expect "a language that nobody knows" 1 "[case/unknown-language]"
exit 0
