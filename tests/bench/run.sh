#!/bin/sh
# Measures against floors, in one run: every figure is a ratio of processor time (user and system) or of memory to that
# of a program that does the least that could be done. Nothing here is a test.
set -u
build=$1
work=$build/bench/work
mkdir -p "$work"
program=$build/plainplan
regular=$(find /usr/share/fonts -name Andika-Regular.ttf | head -n 1)
bold=$(find /usr/share/fonts -name Andika-Bold.ttf | head -n 1)
export SOURCE_DATE_EPOCH=1795219200

# cpu RUNS COMMAND…: the least processor time of one run, in microseconds: the minimum is what the work costs.
cpu() { "$build/bench/cpu" "$@"; }
# row NAME MEASURED FLOOR UNIT
row() { awk -v n="$1" -v a="$2" -v b="$3" -v u="$4" 'BEGIN { printf "%-58s %10.2f %10.2f %-6s %6.2f\n", n, a, b, u, a / b }'; }
ms() { awk -v t="$1" 'BEGIN { print t / 1000 }'; }

# --- a plan of N pages (of 5 at least): the sample's steps again and again, two to a page ------------
plan() { # PAGES FILE
  awk -v pages="$1" '
    /^## How we will do it/ { print; inside = 1; next }
    inside && /^## / { for (i = 1; i <= 2 * pages - 11; i++) printf "%s", block; inside = 0 }
    inside { block = block $0 "\n" }
    { print }' samples/safety-plan/rees.md >"$2"
}
printf '%-58s %10s %10s %-6s %6s\n' "" measured floor unit ratio

compile() { # PAGES NAME RUNS
  plan "$1" "$work/$2.md"
  "$program" build --draft "$work/$2.md" -o "$work/$2.pdf" 2>/dev/null
  pages=$(pdfinfo "$work/$2.pdf" | sed -n 's/^Pages: *//p')
  sh tests/bench/lines "$work/$2.pdf" >"$work/$2.lines"
  measured=$(cpu "$3" "$program" build --draft "$work/$2.md" -o "$work/$2.pdf")
  floor=$(cpu "$3" "$build/bench/bare_libharu" "$work/$2.lines" "$work/$2-bare.pdf" "$regular" "$bold")
  row "case file to PDF, $pages pages, over bare libharu" "$(ms "$measured")" "$(ms "$floor")" ms
}
cp samples/safety-plan/note-visit.md "$work/note.md"
compile 1 short 20
compile 100 hundred 5

# --- pages: time and memory a page -------------------------------------------------------------------
plan 10 "$work/ten.md"
plan 1000 "$work/thousand.md"
for name in ten thousand; do
  "$program" build --draft "$work/$name.md" -o "$work/$name.pdf" 2>/dev/null
  eval "pages_$name=$(pdfinfo "$work/$name.pdf" | sed -n 's/^Pages: *//p')"
  eval "cpu_$name=$(cpu 2 "$program" build --draft "$work/$name.md" -o "$work/$name.pdf")"
  eval "memory_$name=$("$build/bench/cpu" memory "$program" build --draft "$work/$name.md" -o "$work/$name.pdf")"
done
row "time a page at $pages_thousand pages, over $pages_ten pages" \
  "$(awk -v a="$cpu_thousand" -v n="$pages_thousand" 'BEGIN { print a / n }')" \
  "$(awk -v a="$cpu_ten" -v n="$pages_ten" 'BEGIN { print a / n }')" us
row "memory a page at $pages_thousand pages, over $pages_ten pages" \
  "$(awk -v a="$memory_thousand" -v n="$pages_thousand" 'BEGIN { print a / n }')" \
  "$(awk -v a="$memory_ten" -v n="$pages_ten" 'BEGIN { print a / n }')" KiB

# --- checking ----------------------------------------------------------------------------------------
awk 'FNR == 1 { front = 0 } /^---$/ { front++; next } front == 0 || front > 1 { print }' \
  samples/*/*.md >"$work/text.md"
while [ "$(wc -c <"$work/text.md")" -lt 10000000 ]; do
  cat "$work/text.md" "$work/text.md" >"$work/more.md" && mv "$work/more.md" "$work/text.md"
done
head -c 10000000 "$work/text.md" | iconv -c -f UTF-8 -t UTF-8 >"$work/ten-megabytes.md"
measured=$(cpu 3 "$program" check "$work/ten-megabytes.md")
floor=$(cpu 3 "$build/bench/parse_only" "$work/ten-megabytes.md")
row "check 10 MB, over cmark's parse of the same bytes" "$(ms "$measured")" "$(ms "$floor")" ms
awk 'NR < 400' "$work/text.md" | grep -v '^[#>-]' | head -n 60 >"$work/calm.md"
while [ "$(wc -c <"$work/calm.md")" -lt 10000000 ]; do
  cat "$work/calm.md" "$work/calm.md" >"$work/more.md" && mv "$work/more.md" "$work/calm.md"
done
head -c 10000000 "$work/calm.md" | iconv -c -f UTF-8 -t UTF-8 >"$work/more.md" && mv "$work/more.md" "$work/calm.md"
measured=$(cpu 3 "$program" check "$work/calm.md")
floor=$(cpu 3 "$build/bench/parse_only" "$work/calm.md")
row "check 10 MB of plain paragraphs, over cmark's parse" "$(ms "$measured")" "$(ms "$floor")" ms
echo "One short line." >"$work/line.md"
measured=$(cpu 20 "$program" check "$work/line.md")
row "start-up: check one line, all rules loaded (floor: 5 ms)" "$(ms "$measured")" 5 ms

# --- another checker, on passages of many different words ----------------------------------------------
awk 'FNR == 1 { front = 0 } /^---$/ { front++; next } front == 0 || front > 1 { print }' \
  tests/accuracy/tuning/*.md tests/accuracy/held-out/*.md | sed 's/⟦[^|⟧]*|//g; s/⟧//g' >"$work/annotated.md"
while [ "$(wc -c <"$work/annotated.md")" -lt 2000000 ]; do
  cat "$work/annotated.md" "$work/annotated.md" >"$work/more.md" && mv "$work/more.md" "$work/annotated.md"
done
head -c 2000000 "$work/annotated.md" | iconv -c -f UTF-8 -t UTF-8 >"$work/more.md" && mv "$work/more.md" "$work/annotated.md"
write_good=${WRITE_GOOD:-write-good}
if command -v "$write_good" >/dev/null; then
  floor=$(cpu 5 "$program" check "$work/annotated.md")
  measured=$(cpu 1 "$write_good" "$work/annotated.md")
  row "write-good on 2 MB of annotated passages, over plainplan" "$(ms "$measured")" "$(ms "$floor")" ms
else
  echo "write-good is not installed (npm install -g write-good, or WRITE_GOOD=program): not compared"
fi
