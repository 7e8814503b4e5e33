#!/bin/sh
# Compiles every good sample and checks the bad ones, into BUILD/demo.
set -u
build=$1
program=$build/plainplan
out=$build/demo
mkdir -p "$out"
status=0
echo
for file in samples/*/*.md; do
  name=$(basename "$(dirname "$file")")-$(basename "$file" .md)
  case $file in
  */bad-* | */note-*)
    "$program" check "$file" >"$out/$name.txt" 2>&1
    printf '%-36s %s  (report: %s)\n' "$file" "$(tail -n 1 "$out/$name.txt")" "$out/$name.txt"
    ;;
  *)
    if "$program" build "$file" -o "$out/$name.pdf" 2>"$out/$name.txt"; then
      printf '%-36s %s\n' "$file" "$out/$name.pdf"
    else
      printf '%-36s FAILED, see %s\n' "$file" "$out/$name.txt"
      status=1
    fi
    ;;
  esac
done
for file in samples/*/bad-*.md; do
  name=$(basename "$(dirname "$file")")-$(basename "$file" .md)-draft
  "$program" build --draft "$file" -o "$out/$name.pdf" 2>/dev/null
  [ -f "$out/$name.pdf" ] && printf '%-36s %s\n' "$file (draft)" "$out/$name.pdf"
done
for file in samples/*/note-*.md; do
  for page in pdf handout; do
    name=$(basename "$(dirname "$file")")-$(basename "$file" .md)-$page
    "$program" check --format $page "$file" -o "$out/$name.pdf" 2>/dev/null
    [ -f "$out/$name.pdf" ] && printf '%-36s %s\n' "$file ($page)" "$out/$name.pdf"
  done
done
echo
echo "The documents are in $out."
exit $status
