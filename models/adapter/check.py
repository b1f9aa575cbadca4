#!/usr/bin/env python3
"""Refuses pairs that would teach a model to invent, to copy or to ramble: `check.py [FILE...]`, by default all of data/."""

import sys
from collections import Counter
from pathlib import Path

import pairs


def main() -> int:
    """Prints what is wrong, and how many pairs there are."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(pairs.DATA.glob("*.txt"))
    try:
        notes = [note for file in files for note in pairs.read(file)]
    except pairs.Malformed as problem:
        print(problem)
        return 1
    found = pairs.faults(notes)
    print(*found, sep="\n", end="\n" if found else "")
    kinds = Counter((note.group, note.held_out) for note in notes)
    for (kind, held_out), count in sorted(kinds.items()):
        print(f"{count:4} {kind}{', held out' if held_out else ''}")
    lengths = Counter((summary.kind, summary.length) for note in notes for summary in note.summaries)
    print(", ".join(f"{kind} {length} {lengths[kind, length]}" for kind in pairs.KINDS for length in pairs.LENGTHS))
    copied = [pairs.copied(n.text, s) for n in notes for s in n.summaries if s.kind in pairs.PARAGRAPHS]
    if copied:
        print(f"{sum(copied) / len(copied):.0%} of the paragraphs is copied")
    print(f"{len(notes)} notes, {sum(len(note.summaries) for note in notes)} summaries, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
