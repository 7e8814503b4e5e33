#!/bin/sh
# Every sample, every FO fixture and every PDF that the tests make, validated against PDF/UA-1.
# And every SARIF log against its schema.
set -u
build=$1
out=$build/conformance/pdf
rm -rf "$out"
mkdir -p "$out"
for file in samples/*/*.md; do
  name=$(basename "$(dirname "$file")")-$(basename "$file" .md)
  "$build/plainplan" build --draft "$file" -o "$out/$name.pdf" 2>/dev/null
done
for kind in $("$build/plainplan" kinds | cut -d ' ' -f 1); do
  "$build/plainplan" new "$kind" >"$out/$kind.md" 2>/dev/null &&
    "$build/plainplan" build "$out/$kind.md" -o "$out/starter-$kind.pdf" 2>/dev/null
done
for file in tests/fo/*.fo; do
  "$build/plainplan" fo "$file" -o "$out/fo-$(basename "$file" .fo).pdf" 2>/dev/null
done
for page in pdf handout; do
  for file in samples/safety-plan/bad-parry.md samples/safety-plan/note-visit.md; do
    "$build/plainplan" check --format $page "$file" -o "$out/$page-$(basename "$file" .md).pdf" 2>/dev/null
  done
done
if [ -x "$build/unit/pdf_render_test" ]; then
  "$build/unit/pdf_render_test" "$out/all-areas.pdf" >/dev/null 2>&1
fi
status=0
BUILD=$build sh tests/conformance/run "$out"/*.pdf || status=1
sh tests/conformance/sarif.sh "$build" || status=1
exit $status
