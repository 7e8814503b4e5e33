#!/bin/sh
# The PDF as other programs read it: qpdf, poppler, mutool.
. tests/lib.sh
for file in samples/*/*.md; do
  case $file in */bad-*) continue ;; esac
  name=$(basename "$(dirname "$file")")-$(basename "$file" .md)
  run build --draft "$file" -o "$work/$name.pdf"
  [ -f "$work/$name.pdf" ] || {
    fail "$name is made" "$(head -n 5 "$work/err")"
    continue
  }
  qpdf --check "$work/$name.pdf" >"$work/qpdf" 2>&1 && ! grep -qi 'warn' "$work/qpdf" &&
    pass "qpdf finds nothing in $name" || fail "qpdf finds nothing in $name" "$(cat "$work/qpdf")"
  pdftotext "$work/$name.pdf" "$work/text" 2>"$work/poppler"
  pdftoppm -r 20 "$work/$name.pdf" "$work/page" 2>>"$work/poppler"
  [ -s "$work/poppler" ] && fail "poppler reads $name" "$(head -n 5 "$work/poppler")" || pass "poppler reads $name"
  mutool draw -q -F text "$work/$name.pdf" >/dev/null 2>"$work/mutool"
  sed -i '/ICC support is not available/d' "$work/mutool"
  [ -s "$work/mutool" ] && fail "mutool reads $name" "$(head -n 5 "$work/mutool")" || pass "mutool reads $name"
  pdffonts "$work/$name.pdf" | tail -n +3 | grep -qv ' yes yes yes ' &&
    fail "every font of $name is embedded, a subset, and has ToUnicode" "$(pdffonts "$work/$name.pdf")" ||
    pass "every font of $name is embedded, a subset, and has ToUnicode"
  run build --draft "$file" -o "$work/again.pdf"
  same "$name is the same twice" "$work/$name.pdf" "$work/again.pdf"
  pages=$(pdfinfo "$work/$name.pdf" | sed -n 's/^Pages: *//p')
  [ "$(grep -c "Page [0-9]* of $pages" "$work/text")" = "$pages" ] && pass "$name: page X of Y on every page" ||
    fail "$name: page X of Y on every page" "$(grep 'Page ' "$work/text")"
done

plan=$work/safety-plan-rees.pdf
pdfinfo -struct-text "$plan" >"$work/tree" 2>/dev/null
grep -oE '^ *(H[1-6])' "$work/tree" | tr -d ' H' | awk 'NR == 1 && $1 != 1 { exit 1 } $1 > last + 1 { exit 1 } { last = $1 }' &&
  pass "headings have no gap" || fail "headings have no gap" "$(grep -oE '^ *H[1-6]' "$work/tree" | head -n 40)"
for text in 'What must happen, and when' 'Siân rings Nan Price before her first drink.' 'I can do this if my mum is close.'; do
  holds "read aloud: $text" "$work/tree" "$text"
done
pdfinfo "$plan" >"$work/info"
holds "the title is the plan's and the child's" "$work/info" "Safety plan for Megan"
holds "tagged" "$work/info" "Tagged:          yes"
mutool show "$plan" outline >"$work/outline" 2>/dev/null
holds "bookmarks" "$work/outline" "What has happened"
run build samples/safety-plan/garcia.md -o "$work/us.pdf"
pdfinfo "$work/us.pdf" >"$work/info"
holds "US practices get letter paper" "$work/info" "612 x 792"
run build --paper a4 samples/safety-plan/garcia.md -o "$work/us.pdf"
pdfinfo "$work/us.pdf" >"$work/info"
holds "--paper a4" "$work/info" "(A4)"

run build --draft samples/safety-plan/bad-parry.md -o "$work/draft.pdf"
expect "--draft makes the PDF and still says what is wrong" 1 "[safety-plan/no-end]"
pdfinfo -struct-text "$work/draft.pdf" >"$work/tree" 2>/dev/null
pages=$(pdfinfo "$work/draft.pdf" | sed -n 's/^Pages: *//p')
[ "$(grep -c 'Draft: [0-9]* problems' "$work/tree")" = "$pages" ] && pass "every page is marked, as real content" ||
  fail "every page is marked, as real content" "$pages pages, $(grep -c 'Draft:' "$work/tree") marks"
run build --draft samples/safety-plan/rees.md -o "$work/clean.pdf"
pdftotext "$work/clean.pdf" "$work/text"
lacks "a draft without problems is not marked" "$work/text" "Draft"
exit 0
