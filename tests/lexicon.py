#!/usr/bin/env python3
"""Which rules mark the wording that a lexicon warns of.

usage: python3 tests/lexicon.py BUILD [LEXICON.tsv]

The lexicon is a table with tabs and a line of headings; its first column holds the variants of a wording with | between
them. Each row's first variant is checked in a sentence of its own. The output is a table of the rows with the rules that
mark the variant, and then the rows that no rule marks. Without a path the copy in tests/data is read, when there is one."""

import json
import os
import subprocess
import sys
import tempfile

# Variants are nouns, verbs, whole clauses: the first frame in which a rule marks the variant counts.
FRAMES = ["{}", "{}.", "There is {}.", "She is {}.", "They will {}.", "He has {} since May.", "The report says {} again."]


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")[1:]
    for number, line in enumerate(lines, 1):
        if line.strip():
            columns = line.split("\t") + [""] * 3
            yield number, columns[0].split("|")[0].strip(), columns[1], columns[2]


def marks(build, rows, frame):
    """For each row the rules whose finding touches its variant, all rows in one file."""
    text, places = "", []
    for _, variant, _, _ in rows:
        before, after = frame.split("{}")
        start = len((text + before).encode())
        text += before + variant + after + "\n\n"
        places.append((start, start + len(variant.encode())))
    with tempfile.NamedTemporaryFile("w", suffix=".md", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        run = subprocess.run([build + "/plainplan", "check", "--no-settings", "--format", "json", file.name],
                             capture_output=True, text=True, check=False)
    found = [set() for _ in rows]
    for one in json.loads(run.stdout)["diagnostics"]:
        if one["check"] != "language":
            continue
        for place, rules in zip(places, found):
            if one["start"]["offset"] < place[1] and one["end"]["offset"] > place[0]:
                rules.add(one["rule"])
    return found


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build"
    path = sys.argv[2] if len(sys.argv) > 2 else "tests/data/lexicon.tsv"
    if not os.path.exists(path):
        print(f"lexicon: there is no {path}; give the path of one")
        return 0
    rows = list(rows_of(path))
    rules = [set() for _ in rows]
    for frame in FRAMES:
        for known, found in zip(rules, marks(build, rows, frame)):
            known |= found
    for (number, variant, category, _), found in zip(rows, rules):
        print(number, category, variant, " ".join(sorted(found)) or "-", sep="\t")
    missed = [row for row, found in zip(rows, rules) if not found]
    print(f"\n{len(rows)} rows, {len(rows) - len(missed)} marked, {len(missed)} that no rule marks:")
    for number, variant, category, severity in missed:
        print(f"  {number}\t{category}\t{severity}\t{variant}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
