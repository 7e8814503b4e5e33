#!/bin/sh
# Copies for one reader: no withheld word in any part of any output.
. tests/lib.sh
cat >"$work/plan.md" <<'M'
---
document: case-note
language: en-GB
practice: wales
written: 2026-11-21
title: Note for Megan
withheld: [12 Heol Newydd, Ysgol Pendre]
people:
  - {name: Megan, is: child, born: 2019-03-02}
  - {name: Siân, is: mother}
  - {name: Gareth, is: father}
  - {name: Olwen Parri, is: advocate, of: Refuge, phone: 01632 960777, for: [Siân, worker]}
---

# Note

## Everyone

Megan goes to school every day.

<!-- for: Siân, worker -->

## The move

Siân and Megan live at 12 Heol Newydd. Olwen Parri drives them to Ysgol Pendre on 01632 960777.

- Olwen Parri: *keep this* to yourself
- A link: [Refuge](https://refuge.example/newydd)

<!-- end -->

## Afterwards

Gareth rings on Sundays.
M
secrets="Olwen|Parri|Newydd|Pendre|960777|Refuge|keep this|The move"

run build "$work/plan.md" -o "$work/all.pdf"
expect "a limited file needs a reader" 1 "only for some readers"
for reader in Gareth father chair court family; do
  run build --for $reader "$work/plan.md" -o "$work/$reader.pdf"
  expect "copy for $reader" 0 ""
  qpdf --qdf --object-streams=disable "$work/$reader.pdf" "$work/$reader.qdf" 2>/dev/null
  pdftotext "$work/$reader.pdf" - >"$work/text" 2>/dev/null
  pdfinfo -struct-text "$work/$reader.pdf" >>"$work/text" 2>/dev/null
  pdfinfo "$work/$reader.pdf" >>"$work/text" 2>/dev/null
  for stage in case fo areas; do
    run build --for $reader --emit $stage "$work/plan.md"
    cat "$work/out" >>"$work/text"
  done
  grep -aE "$secrets" "$work/text" "$work/$reader.qdf" >"$work/leak" &&
    fail "nothing withheld in the copy for $reader" "$(head -n 5 "$work/leak")" || pass "nothing withheld in the copy for $reader"
  holds "the copy for $reader has the rest" "$work/text" "Gareth rings on Sundays"
done
for reader in Siân worker; do
  run build --for $reader "$work/plan.md" -o "$work/mine.pdf"
  pdftotext "$work/mine.pdf" "$work/text"
  holds "the copy for $reader has all" "$work/text" "12 Heol Newydd"
done
run build --for Garth "$work/plan.md" -o "$work/x.pdf"
expect "an unknown reader" 2 'did you mean "Gareth"?'
sed 's/Gareth rings on Sundays\./Gareth asks about ysgol  pendre and 01632-960 777./' "$work/plan.md" >"$work/leak.md"
run build --for Gareth "$work/leak.md" -o "$work/x.pdf"
expect "a withheld word elsewhere stops the copy" 1 'must not be in the copy for Gareth'
[ -e "$work/x.pdf" ] && fail "no PDF is left" || pass "no PDF is left"
exit 0
