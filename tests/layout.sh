#!/bin/sh
# What an FO file can get wrong: one diagnostic that names it, at its line, and a PDF of the rest.
. tests/lib.sh
cp tests/fo/dot.png "$work/"

# fo NAME STATUS TEXT: lays out the body on standard input inside a page of 100 by 60 mm.
fo() {
  {
    printf '<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:svg="http://www.w3.org/2000/svg" xml:lang="en">'
    printf '<fo:layout-master-set><fo:simple-page-master master-name="p" page-width="100mm" page-height="60mm" margin="5mm">'
    printf '<fo:region-body/></fo:simple-page-master></fo:layout-master-set>'
    printf '<fo:page-sequence master-reference="%s"><fo:title>T</fo:title><fo:flow flow-name="%s">\n' "${master:-p}" "${flow:-xsl-region-body}"
    cat
    printf '</fo:flow></fo:page-sequence></fo:root>'
  } >"$work/t.fo"
  rm -f "$work/t.pdf"
  run fo "$work/t.fo" -o "$work/t.pdf"
  expect "$1" "$2" "$3"
}

echo '<fo:block>fine</fo:block>' | fo "a good block" 0 ""
echo '<fo:blok>x</fo:blok>' | fo "unknown element" 1 't.fo:2:2: error: XSL-FO has no element "blok"'
echo '<fo:block colour="red">x</fo:block>' | fo "unknown property" 0 "XSL-FO has no property"
grep -q 'did you mean "color"' "$work/err" && pass "the nearest property is suggested" || fail "the nearest property is suggested" "$(cat "$work/err")"
echo '<fo:block color="rouge">x</fo:block>' | fo "bad colour" 0 'color cannot be "rouge"'
echo '<fo:block margin="3 apples">x</fo:block>' | fo "bad length" 0 "[layout/bad-value]"
echo '<fo:float><fo:block>x</fo:block></fo:float>' | fo "element outside the subset" 1 "[layout/unsupported-element]"
echo '<fo:block-container reference-orientation="90"><fo:block>x</fo:block></fo:block-container>' |
  fo "value outside the subset" 0 "[layout/unsupported-value]"
echo '<p xmlns="http://www.w3.org/1999/xhtml">x</p>' | fo "element of another language" 1 "[layout/foreign-element]"
echo '<fo:table-row/>' | fo "element where it cannot stand" 1 "[layout/misplaced]"
echo '<fo:block id="a">x</fo:block><fo:block id="a">y</fo:block>' | fo "id given twice" 0 "[layout/duplicate-id]"
echo '<fo:block><fo:basic-link internal-destination="nowhere">x</fo:basic-link></fo:block>' | fo "link to nowhere" 0 "[layout/unknown-id]"
echo '<fo:block><fo:external-graphic src="url(none.png)"/></fo:block>' | fo "missing picture" 1 "[layout/image-unreadable]"
echo '<fo:block><fo:external-graphic src="url(http://example.org/a.png)"/></fo:block>' | fo "picture from the network" 1 "[layout/image-unreadable]"
head -c 60 tests/fo/dot.png >"$work/cut.png"
echo '<fo:block><fo:external-graphic src="url(cut.png)" xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" fox:alt-text="a dot"/></fo:block>' |
  fo "picture cut short" 1 "picture"
echo '<fo:block><fo:instream-foreign-object/></fo:block>' | fo "no picture inside" 1 "[layout/no-picture]"
echo '<fo:block><fo:instream-foreign-object><svg:svg width="9" height="9"><svg:filter/></svg:svg></fo:instream-foreign-object></fo:block>' |
  fo "SVG outside the subset" 1 "[layout/svg-unsupported]"
echo '<fo:block><fo:instream-foreign-object><svg:svg width="9" height="9"><svg:path d="M0 0 L x"/></svg:svg></fo:instream-foreign-object></fo:block>' |
  fo "SVG that cannot be read" 1 "[layout/svg-value]"
echo '<fo:block><fo:instream-foreign-object><svg:svg width="9" height="9"><svg:text x="1" y="8" font-size="8">&#xF0000;</svg:text></svg:svg></fo:instream-foreign-object></fo:block>' |
  fo "SVG text in no font" 1 "[font/no-glyph]"
{
  printf '<fo:block><fo:instream-foreign-object><svg:svg width="9" height="9">'
  i=0
  while [ $i -lt 60 ]; do printf '<svg:g>'; i=$((i + 1)); done
  printf '<svg:rect width="1" height="1"/>'
  while [ $i -gt 0 ]; do printf '</svg:g>'; i=$((i - 1)); done
  printf '</svg:svg></fo:instream-foreign-object></fo:block>'
} | fo "SVG nested without end" 1 "[layout/svg-too-large]"
{
  i=0
  while [ $i -lt 220 ]; do printf '<fo:block>'; i=$((i + 1)); done
  printf 'x'
  while [ $i -gt 0 ]; do printf '</fo:block>'; i=$((i - 1)); done
} | fo "blocks nested without end" 1 "[layout/too-deep]"
echo '<fo:block>abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz</fo:block>' |
  fo "a word wider than the page" 0 't.fo:2:11: warning: "abcdefghij'
echo '<fo:table table-layout="fixed" width="150mm"><fo:table-column column-width="150mm"/><fo:table-body><fo:table-row><fo:table-cell><fo:block>x</fo:block></fo:table-cell></fo:table-row></fo:table-body></fo:table>' |
  fo "a table wider than the page" 0 "[layout/too-wide]"
echo '<fo:block><fo:external-graphic src="url(dot.png)" content-height="90mm" content-width="20mm" scaling="non-uniform" role="artifact"/></fo:block>' |
  fo "a picture higher than the page" 0 "[layout/too-high]"
{
  printf '<fo:block keep-together.within-page="always">'
  i=0
  while [ $i -lt 40 ]; do printf '<fo:block>line %s</fo:block>' $i; i=$((i + 1)); done
  printf '</fo:block>'
} | fo "what cannot be kept together is split" 0 "[layout/keep-broken]"
[ "$(pdfinfo "$work/t.pdf" | sed -n 's/^Pages: *//p')" -gt 3 ] && pass "on as many pages as it needs" || fail "on as many pages as it needs"
echo '<fo:block>x</fo:block>' | master=q fo "unknown page master" 1 "[layout/unknown-master]"
echo '<fo:block>x</fo:block>' | flow=nowhere fo "unknown region" 0 'no page has a region "nowhere"'
printf '<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format"/>' >"$work/t.fo"
run fo "$work/t.fo" -o "$work/t.pdf"
expect "no pages at all" 1 "[layout/no-pages]"
echo '<fo:block><fo:external-graphic src="url(dot.png)"/></fo:block>' | fo "a picture without a text is decoration" 0 ""
echo '<fo:block role="Figure"><fo:external-graphic role="Figure" src="url(dot.png)"/></fo:block>' | fo "a figure without a text" 1 "[pdf/no-alternative]"
echo '<fo:block>x</fo:block>' | sed 's/x/y/' | fo "title and language are not asked for twice" 0 ""
exit 0
