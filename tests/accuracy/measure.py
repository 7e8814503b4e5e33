#!/usr/bin/env python3
"""Measures the checker on annotated passages: what it finds, what it misses, what it marks wrongly.

    measure.py PLAINPLAN [FOLDER…] [--list missed|false|traps|good] [--floor FILE]

Passages mark what is to be found and what is to be left alone (tests/accuracy/README.md). A mark is found when a finding
overlaps it; a warning or error that overlaps no mark is a false alarm; a look-alike that a finding overlaps is a trap sprung.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MARK = re.compile(r"⟦([a-z-]+)(\+?)(?::([a-z-]+))?\|(.*?)⟧", re.S)
OTHERS = ("proselint", "write-good", "alex")

Mark = collections.namedtuple("Mark", "start end category unlisted reason text")
Finding = collections.namedtuple("Finding", "start end severity rule text")


class Passage:
    """One file: its text without the marks (as bytes), and the marks with their places in it."""

    def __init__(self, path):
        self.name = path.stem
        self.quality = path.stem.split("-")[-2]
        source, plain, self.marks = path.read_text(encoding="utf-8"), b"", []
        at = 0
        for match in MARK.finditer(source):
            plain += source[at : match.start()].encode()
            words = match[4].encode()
            self.marks.append(
                Mark(len(plain), len(plain) + len(words), match[1], bool(match[2]), match[3], match[4]))
            plain += words
            at = match.end()
        self.text = plain + source[at:].encode()
        if "⟦".encode() in self.text or "⟧".encode() in self.text:
            sys.exit(f"{path}: a mark is not closed or has no category")
        body = re.sub(rb"\A---\n.*?\n---\n", b"", self.text, flags=re.S)
        self.words = len(body.split())


def plainplan(program, path):
    out = subprocess.run([program, "check", "--format", "json", path], capture_output=True, check=False)
    if out.returncode not in (0, 1):
        sys.exit(f"{path}: {out.stderr.decode()}{out.stdout.decode()}")
    return [Finding(d["start"]["offset"], d["end"]["offset"], d["severity"], d["rule"], d.get("text", ""))
            for d in json.loads(out.stdout)["diagnostics"]]


def overlaps(a, b):
    return a.start < b.end and b.start < a.end


class Score:
    def __init__(self):
        self.found = collections.Counter()
        self.marked = collections.Counter()
        self.sprung = collections.Counter()
        self.traps = collections.Counter()
        self.right = collections.Counter()
        self.alarms = collections.Counter()
        self.lists = {"missed": [], "false": [], "traps": [], "good": []}

    def add(self, passage, findings):
        for mark in passage.marks:
            hit = [f for f in findings if overlaps(f, mark)]
            line = f"{passage.name}: {mark.text}"
            if mark.category == "ok":
                self.traps[mark.reason] += 1
                if hit:
                    self.sprung[mark.reason] += 1
                    self.lists["traps"].append(f"{mark.reason:14} {line}  [{hit[0].rule}: {hit[0].text}]")
                continue
            for key in ["all", mark.category] + (["unlisted"] if mark.unlisted else []):
                self.marked[key] += 1
                self.found[key] += bool(hit)
            if not hit:
                self.lists["missed"].append(f"{mark.category:16} {line}")
        problems = [m for m in passage.marks if m.category != "ok"]
        for finding in findings:
            if finding.severity == "note":
                continue
            category = finding.rule.split("/")[0]
            good = any(overlaps(finding, m) for m in problems)
            for key in ("all", category):
                self.alarms[key] += 1
                self.right[key] += good
            if not good:
                self.lists["false"].append(f"{finding.rule:32} {passage.name}: {finding.text}")
        if passage.quality == "good":
            rate = len(findings) * 200 / passage.words
            if rate > 2:
                rules = ", ".join(f"{f.rule}: {f.text}" for f in findings)
                self.lists["good"].append(f"{passage.name} {rate:.1f} in 200 words: {rules}")

    def line(self, name):
        def part(a, b):
            return f"{100 * a / b:5.1f} % ({a} of {b})" if b else "      –"

        print(f"{name:18} recall {part(self.found['all'], self.marked['all'])}, "
              f"unlisted {part(self.found['unlisted'], self.marked['unlisted'])}, "
              f"precision {part(self.right['all'], self.alarms['all'])}, "
              f"traps {part(sum(self.sprung.values()), sum(self.traps.values()))}")

    def table(self):
        print(f"\n  {'category':18}{'recall':>22}{'precision':>24}")
        for key in sorted((set(self.marked) | set(self.alarms)) - {"all", "unlisted"}):
            found = f"{self.found[key]} of {self.marked[key]}" if self.marked[key] else ""
            right = f"{self.right[key]} of {self.alarms[key]}" if self.alarms[key] else ""
            print(f"  {key:18}{found:>22}{right:>24}")
        print(f"\n  {'look-alikes':18}{'sprung':>22}")
        for key in sorted(self.traps):
            print(f"  {key:18}{self.sprung[key]:>14} of {self.traps[key]:4}")


def other(tool, path, text):
    """The findings of another checker, or None when it is not there."""
    def offset(line, column):
        lines = text.split(b"\n")
        return sum(len(l) + 1 for l in lines[: line - 1]) + column - 1

    try:
        if tool == "proselint":
            out = subprocess.run(["proselint", "check", "-o", "json", path], capture_output=True, check=False).stdout
            data = json.loads(out)
            files = data["result"].values() if "result" in data else [data.get("data", {})]
            found = []
            decoded = text.decode()
            for entry in files:
                for item in entry.get("diagnostics", entry.get("errors", [])):
                    start, end = item["span"] if "span" in item else (item["start"] - 1, item["end"] - 1)
                    found.append(Finding(len(decoded[:start].encode()), len(decoded[:end].encode()), "warning",
                                         item.get("check_path", item.get("check", "")), ""))
            return found
        if tool == "write-good":
            out = subprocess.run(["write-good", "--parse", path], capture_output=True, check=False).stdout.decode()
            found = []
            for line in out.splitlines():
                match = re.match(r".*?:(\d+):(\d+):\"(.*?)\"", line)
                if match:
                    start = offset(int(match[1]), int(match[2]) + 1)
                    found.append(Finding(start, start + len(match[3].encode()), "warning", "write-good", match[3]))
            return found
        out = subprocess.run(["alex", path], capture_output=True, check=False)
        found = []
        for match in re.finditer(r"^\s+(\d+):(\d+)-(\d+):(\d+)\s", (out.stdout + out.stderr).decode(), re.M):
            found.append(Finding(offset(int(match[1]), int(match[2])), offset(int(match[3]), int(match[4])),
                                 "warning", "alex", ""))
        return found
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    parser.add_argument("--list", choices=("missed", "false", "traps", "good"))
    parser.add_argument("--others", action="store_true", help="other checkers on the same passages")
    parser.add_argument("--floors", type=float, nargs=4, metavar=("RECALL", "UNLISTED", "PRECISION", "TRAPS"),
                        help="print ok or not ok for each figure, in percent")
    options = parser.parse_args()
    here = pathlib.Path(__file__).parent
    folders = options.folders or [here / "tuning", here / "held-out"]
    for folder in folders:
        passages = [Passage(path) for path in sorted(folder.glob("*-*.md"))]
        if not passages:
            sys.exit(f"{folder}: no passages")
        score = Score()
        scores = {tool: Score() for tool in OTHERS if options.others}
        with tempfile.TemporaryDirectory() as work:
            for passage in passages:
                path = os.path.join(work, passage.name + ".md")
                pathlib.Path(path).write_bytes(passage.text)
                score.add(passage, plainplan(options.program, path))
                for tool in list(scores):
                    found = other(tool, path, passage.text)
                    if found is None:
                        print(f"{tool} is not there: left out")
                        del scores[tool]
                    else:
                        scores[tool].add(passage, found)
        if options.list:
            print("\n".join(sorted(score.lists[options.list])))
            continue
        if options.floors:
            figures = (("recall", score.found["all"] / score.marked["all"]),
                       ("recall of wording in no list", score.found["unlisted"] / max(1, score.marked["unlisted"])),
                       ("precision", score.right["all"] / max(1, score.alarms["all"])),
                       ("look-alikes left alone", 1 - sum(score.sprung.values()) / max(1, sum(score.traps.values()))))
            for (name, value), floor in zip(figures, options.floors):
                verdict = "ok" if 100 * value >= floor else "not ok"
                print(f"{verdict} - {folder.name}: {name} {100 * value:.1f} %, at least {floor:g} %")
            continue
        good = sum(p.quality == "good" for p in passages)
        print(f"\n{folder.name}: {len(passages)} passages, {sum(p.words for p in passages)} words")
        score.line("plainplan")
        for tool, result in scores.items():
            result.line(tool)
        score.table()
        print(f"\n  good passages with more than 2 findings in 200 words: {len(score.lists['good'])} of {good}")


main()
