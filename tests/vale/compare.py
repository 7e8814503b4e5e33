#!/usr/bin/env python3
"""Compares what plainplan finds with styles of Vale with what Vale itself finds.

usage: compare.py PLAINPLAN [-v] [--write] [STYLE…]

VALE names the program (else `vale` on the path), VALE_STYLES a folder whose folders are styles (Google, write-good …). Both run
over the same texts; an alert is a file, a line, a first and a last column, and a rule. Printed for each style: how many alerts
are the same, only Vale's, only plainplan's; with -v also each one that differs. Each difference belongs to a class that
README.md here explains; OTHER holds what no class can be told of. --write writes points.txt, what tests/styles.sh expects. The
exit status is 3 when Vale or the styles are not there.
"""

import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SYLLABLES = ("Syllables", "Complex", "Poly", "Kincaid", "Smog", "Fog", "Grades")
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def texts(folder):
    """Copies the texts into the folder: samples, annotated passages without their marks, README, texts that are hard to read."""
    for path in sorted((ROOT / "samples").glob("*/*.md")):
        shutil.copy(path, folder / f"sample-{path.parent.name}-{path.name}")
    for path in sorted((ROOT / "tests/accuracy/tuning").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        while re.search(r"⟦[^⟦⟧|]*\|", text):
            text, count = re.subn(r"⟦[^⟦⟧|]*\|([^⟦⟧]*)⟧", r"\1", text)
            if not count:
                break
        (folder / f"tuning-{path.name}").write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "README.md", folder / "readme.md")
    for path in sorted((HERE / "texts").glob("*.md")):
        shutil.copy(path, folder / f"hard-{path.name}")


def run_vale(vale, styles, style, folder):
    config = folder / ".vale.ini"
    config.write_text(f"StylesPath = {styles}\nMinAlertLevel = suggestion\n[*.md]\nBasedOnStyles = {style}\n")
    names = sorted(path.name for path in folder.glob("*.md"))
    done = subprocess.run([vale, "--output=JSON", *names], cwd=folder, capture_output=True, text=True)
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError:
        sys.exit(f"{vale} failed with {style}: {done.stdout}{done.stderr}")
    if "Code" in report and "Text" in report:
        sys.exit(f"{vale} refuses {style}: {report['Text']}")
    found = {}
    for name, alerts in report.items():
        for alert in alerts:
            first, last = alert["Span"]
            measured = alert["Message"] if alert["Match"] == "" else ""
            found[(name, alert["Line"], first, last, alert["Check"], measured)] = alert["Match"]
    return found


def run_plainplan(plainplan, styles, style, folder):
    names = sorted(path.name for path in folder.glob("*.md"))
    command = [plainplan, "check", "--no-settings", "--format", "json", "--style", str(styles / style), *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError:
        sys.exit(f"{plainplan} failed with {style}: {done.stdout[:500]}{done.stderr[:500]}")
    content = {name: (folder / name).read_bytes() for name in names}
    found, notes = {}, []
    for record in report["diagnostics"]:
        rule = record["rule"]
        if rule.startswith("language/"):
            notes.append(f"{record.get('file')}:{record.get('start', {}).get('line')}: {record['message']}")
        if not rule.startswith(style + "/"):
            continue
        name = record["file"]
        match = content[name][record["start"]["offset"] : record["end"]["offset"]].decode("utf-8", "replace").replace("\r\n", "\n")
        column = record["start"]["column"]
        last = column + max(len(match), 1) - 1
        measured = record["message"] if not match else ""
        found[(name, record["start"]["line"], column, last, rule.replace("/", "."), measured)] = match
    return found, sorted(set(notes))


def classes(theirs, ours):
    """The class of each alert that differs (README.md here explains them)."""
    only_vale, only_ours = theirs.keys() - ours.keys(), ours.keys() - theirs.keys()
    found = {}
    same_words = collections.defaultdict(list)  # what only Vale places somewhere, by file, rule and words
    for key in only_vale:
        same_words[(key[0], key[4], theirs[key])].append(key)
    told = {(key[0], key[4], theirs[key]) for key in theirs}
    for key in sorted(only_ours):
        name = (key[0], key[4], ours[key])
        if same_words[name] and not key[5]:
            found[key] = found[same_words[name].pop()] = "placed elsewhere"
        elif key[5]:
            found[key] = "measured"
        elif name in told:
            found[key] = "told once"
    for key in only_vale:
        if key[5]:
            found[key] = "measured"
    return {key: found.get(key, "OTHER") for key in [*only_vale, *only_ours]}


def report(style, theirs, ours, notes, verbose, totals):
    differ = classes(theirs, ours)
    only_vale = sum(key in theirs for key in differ)
    print(f"{style:14} {len(theirs.keys() & ours.keys()):7} {only_vale:10} {len(differ) - only_vale:15}")
    for note in notes:
        print(f"    note: {note}")
    for kind, count in collections.Counter(differ.values()).most_common():
        totals[kind] += count
        rules = collections.Counter(key[4] for key in differ if differ[key] == kind)
        print(f"    {kind}: {count}: " + ", ".join(f"{rule.split('.', 1)[1]} {number}" for rule, number in rules.most_common()))
    for key in sorted(differ if verbose else []):
        name, line, first, last, rule, measured = key
        who, words = ("vale     ", theirs[key]) if key in theirs else ("plainplan", ours[key])
        print(f"    {who} {name}:{line}:{first}-{last} {rule} {words[:70]!r} {measured} [{differ[key]}]")


def write_points(theirs, ours):
    """points.txt: what is found in texts/, with = when Vale finds it too, and + when it does not."""
    lines = []
    for key in sorted(key for key in ours if key[0].startswith("hard-")):
        name, line, first, last, rule, measured = key
        sign = "=" if key in theirs else "+"
        words = json.dumps(ours[key], ensure_ascii=False)
        if rule.split(".")[1] in SYLLABLES:  # the value changes with how syllables are counted
            sign, measured = "+", ""
        lines.append(f"{sign} {name[5:]}:{line}:{first} {rule.replace('.', '/')} {words}{' ' * bool(measured)}{measured}\n")
    (HERE / "points.txt").write_text("".join(lines), encoding="utf-8")


def main():
    arguments = sys.argv[1:]
    verbose, write = "-v" in arguments, "--write" in arguments
    arguments = [argument for argument in arguments if argument not in ("-v", "--write")]
    plainplan = os.path.abspath(arguments[0])
    vale = shutil.which(os.environ.get("VALE", "vale"))
    styles = os.environ.get("VALE_STYLES")
    if not vale or not styles or not os.path.isdir(styles):
        print("vale: NOT COMPARED: " + ("VALE_STYLES must name a folder of styles" if vale else "Vale is not there; VALE can name it"))
        sys.exit(3)
    folders = [path for path in pathlib.Path(styles).resolve().iterdir() if any(path.glob("*.yml"))]
    folders = sorted([*folders, HERE / "styles/Points"])
    if arguments[1:]:
        folders = [path for path in folders if path.name in arguments[1:]]
    totals = collections.Counter()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        texts(folder)
        print(f"{'style':14} {'same':>7} {'only Vale':>10} {'only plainplan':>15}")
        for path in folders:
            style = path.name
            theirs = run_vale(vale, path.parent, style, folder)
            ours, notes = run_plainplan(plainplan, path.parent, style, folder)
            if write and style == "Points":
                write_points(theirs, ours)
            report(style, theirs, ours, notes, verbose, totals)
    print("differences: " + ", ".join(f"{kind} {count}" for kind, count in totals.most_common()))


main()
