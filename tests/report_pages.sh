#!/bin/sh
# The findings on paper: the page with notes in the margin, and the trainer's handout.
. tests/lib.sh

note=samples/safety-plan/note-visit.md
for page in pdf handout; do
  run check --format $page -o "$work/$page.pdf" "$note"
  expect "$page" 1 ""
  if qpdf --check "$work/$page.pdf" >"$work/qpdf" 2>&1; then pass "$page: qpdf finds nothing"; else fail "$page: qpdf" "$(cat "$work/qpdf")"; fi
  pdftotext -layout "$work/$page.pdf" "$work/$page.txt"
  pdfinfo -struct-text "$work/$page.pdf" >"$work/$page.tags" 2>/dev/null
  run check --format $page -o "$work/again.pdf" "$note"
  same "$page: the same bytes twice" "$work/$page.pdf" "$work/again.pdf"
done

# Every word of the note is there, and every question that the report asks.
tr -s ' \n' ' ' <"$work/pdf.tags" | tr -d '"' >"$work/read"
holds "the words around a finding stay" "$work/pdf.tags" "I saw three dirty nappies on the"
holds "what was found is numbered" "$work/pdf.txt" "home conditions"
run check --format json "$note"
count=$(($(grep -c '"ask":' "$work/out") - $(grep -c '"allowed":' "$work/out")))
shown=$(grep -cE '(▲|■|○)' "$work/pdf.txt")
if [ "$count" = "$shown" ]; then pass "as many notes as findings"; else fail "as many notes as findings" "$shown notes, $count findings"; fi
holds "the margin says how much it matters" "$work/pdf.txt" "look again"
holds "and that it is not for the family" "$work/pdf.txt" "Not for the family"
holds "the handout has room to write" "$work/handout.txt" "After"
holds "and its questions" "$work/handout.txt" "What would a visitor see, smell or touch"
holds "and what is behind them" "$work/handout.txt" "What is behind it"

# Marks across emphasis, entities and two findings in the same words.
printf 'She was *very* hos**tile** &amp; her lifestyle cho&#105;ces\nare poor.\n' >"$work/marks.md"
run check --format pdf -o "$work/marks.pdf" "$work/marks.md"
pdftotext -raw "$work/marks.pdf" "$work/marks.txt"
tr '\n' ' ' <"$work/marks.txt" | sed 's/\[[0-9]*\]//g; s/  */ /g' >"$work/joined"
holds "no word is lost or doubled" "$work/joined" "She was very hostile & her lifestyle choices are poor"

# Without findings it says so; where it goes; what it refuses.
printf 'Lee had toast at 8 am on 4 May 2026.\n' >"$work/good.md"
run check --format pdf "$work/good.md"
expect "a page beside the file" 0 ""
[ -f "$work/good-annotated.pdf" ] && pass "named after it" || fail "named after it" "$(ls "$work")"
pdftotext "$work/good-annotated.pdf" - | grep -q 'Nothing was found' && pass "nothing found is said" || fail "nothing found is said"
run check -o "$work/x.pdf" "$note"
expect "-o needs a page" 2 "only with --format pdf"
run check --fix --format pdf "$note"
expect "--fix makes no page" 2 "before or after"
run check --format pdf -o /dev/full "$note"
expect "a full disk" 2 "/dev/full"
exit 0
