"""Notes with their summaries, as they are written by hand in data/*.txt, and what makes a pair fit to train on.

A file is a row of notes. A line `=== ID` or `=== ID held-out` begins one; then comes its text; then one summary of each kind,
each below a line `--- KIND LENGTH`. Points begin with `- `. Nothing is escaped.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).parent / "data"
KINDS = ("headline", "teaser", "tldr", "key-points")
LENGTHS = ("short", "medium", "long")
# The kinds that are one paragraph.
PARAGRAPHS = ("teaser", "tldr")
# What a sentence ends with.
ENDS = (".", "?", "!")
# As in src/summarize/options.rs: points or sentences at most; words of a headline at most.
POINTS = {
    "key-points": {"short": 3, "medium": 5, "long": 7},
    "tldr": {"short": 1, "medium": 3, "long": 5},
    "teaser": {"short": 1, "medium": 1, "long": 2},
}
HEADLINE_WORDS = {"short": 12, "medium": 17, "long": 22}
# The share of a summary's runs of four words that its note may have too: more would teach to copy.
COPIED = 0.6
# The share of runs of five words that two notes may have in common.
ALIKE = 0.08

NOTE = re.compile(r"=== (?P<id>[a-z]+-\d{3})(?P<held> held-out)?")
SUMMARY = re.compile(r"--- (?P<kind>[a-z-]+) (?P<length>[a-z]+)")

NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    "hundred": "100", "thousand": "1000", "million": "1000000", "dozen": "12",
    "twice": "2", "half": "0.5", "double": "2",
}  # fmt: skip
# A summary tells of people; it doesn't speak to anybody, nor for anybody.
PERSONS = {"i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your", "yours", "i'm", "i'll", "i've", "we're", "you're"}


@dataclass
class Summary:
    """One summary: its kind, its length, and its sentences or points, a line each where they are points."""

    kind: str
    length: str
    text: str

    @property
    def points(self) -> list[str]:
        """Its sentences, or its points without their marks."""
        if self.kind == "key-points":
            return [line.removeprefix("- ").strip() for line in self.text.splitlines()]
        return sentences(self.text)


@dataclass
class Note:
    """A note with its summaries. A held-out one is never trained on."""

    id: str
    held_out: bool
    text: str
    summaries: list[Summary] = field(default_factory=list)

    @property
    def group(self) -> str:
        """What kind of note it is: the word of its name."""
        return self.id.split("-")[0]


class Malformed(Exception):
    """A file that does not have the form, with the line."""


def read(path: Path) -> list[Note]:
    """The notes of a file."""
    notes: list[Note] = []
    summary: Summary | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("=== "):
            found = NOTE.fullmatch(line)
            if not found:
                raise Malformed(f"{path.name}:{number}: expected '=== kind-001' or '=== kind-001 held-out', not '{line}'")
            notes.append(Note(found["id"], bool(found["held"]), ""))
            summary = None
        elif found := SUMMARY.fullmatch(line):
            if not notes or found["kind"] not in KINDS or found["length"] not in LENGTHS:
                raise Malformed(f"{path.name}:{number}: '{line}' names no kind and length, or stands before any note")
            summary = Summary(found["kind"], found["length"], "")
            notes[-1].summaries.append(summary)
        elif summary:
            summary.text += line + "\n"
        elif notes:
            notes[-1].text += line + "\n"
        elif line.strip():
            raise Malformed(f"{path.name}:{number}: text before the first note")
    for note in notes:
        note.text = note.text.strip()
        for summary in note.summaries:
            summary.text = summary.text.strip()
    return notes


def sentences(text: str) -> list[str]:
    """Cuts at a full stop and a space before a capital letter or a figure, but not behind an abbreviation or an initial."""
    pieces, start = [], 0
    for match in re.finditer(r"[.!?][\"')\]]*\s+(?=[A-Z0-9\"'(])", text):
        before = text[start : match.start() + 1].split()[-1].lower()
        if before in {"mr.", "mrs.", "ms.", "dr.", "st.", "no.", "prof.", "vs."}:
            continue
        if before in {"a.m.", "p.m."} and text[match.end()].isdigit() or re.fullmatch(r"[a-z]\.", before):
            continue
        pieces.append(text[start : match.end()].strip())
        start = match.end()
    return pieces + ([text[start:].strip()] if text[start:].strip() else [])


def words(text: str) -> list[str]:
    """Lower-case words and numbers, numbers without separators of thousands, words without a possessive."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text.replace("’", "'"))
    found = re.findall(r"\d+(?:[.:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?", text)
    return [re.sub(r"'s$", "", word.lower()) for word in found]


def runs(found: list[str], length: int) -> list[tuple[str, ...]]:
    """All runs of some words."""
    return [tuple(found[at : at + length]) for at in range(len(found) - length + 1)]


def numbers(found: list[str]) -> set[str]:
    """What words say as numbers, in figures; "one" is mostly a pronoun."""
    written = {NUMBER_WORDS[word] for word in found if word in NUMBER_WORDS and word != "one"}
    return written | {word for word in found if word[0].isdigit()}


def names(sentence: str) -> list[str]:
    """Capitalized words behind the first word."""
    found = re.findall(r"[^\W\d_][^\s]*", sentence.replace("’", "'"))
    bare = [re.sub(r"'s$", "", re.sub(r"^\W+|\W+$", "", word)) for word in found[1:]]
    return [word for word in bare if word[:1].isupper()]


def unsupported(text: str, summary: Summary) -> list[str]:
    """The numbers and names of a summary that its note does not have."""
    source = words(text)
    known = set(source) | {part for word in source for part in word.split("'")}
    missing = sorted(numbers(words(summary.text)) - numbers(source) - known)
    for point in summary.points:
        for name in names(point):
            missing += [part for part in words(name) if part not in known and part.rstrip("s") not in known]
    return missing


def copied(text: str, summary: Summary) -> float:
    """The share of a summary's runs of four words that the note has."""
    own = [run for point in summary.points for run in runs(words(point), 4)]
    source = set(runs(words(text), 4))
    return sum(run in source for run in own) / len(own) if own else 0.0


def faults_of_form(summary: Summary) -> list[str]:
    """What of a summary does not have the form of its kind and length."""
    text, points = summary.text, summary.points
    if summary.kind == "headline":
        count, most = len(text.split()), HEADLINE_WORDS[summary.length]
        rules = {
            "a headline is one line without a full stop": "\n" in text or text.endswith("."),
            f"{count} words are more than {most}": count > most,
        }
        return [fault for fault, broken in rules.items() if broken]
    count, most = len(points), POINTS[summary.kind][summary.length]
    rules = {f"{count} points or sentences are more than {most}": count > most}
    if summary.kind == "key-points":
        rules["a point does not begin with '- '"] = any(not line.startswith("- ") for line in text.splitlines())
        rules["a point does not end as a sentence"] = any(not point.endswith(ENDS) for point in points)
    else:
        rules["it is one paragraph that ends as a sentence"] = "\n" in text or not text.endswith(ENDS)
    return [fault for fault, broken in rules.items() if broken]


def faults_of_summary(text: str, summary: Summary) -> list[str]:
    """What is wrong with a summary of a text, but for how much of it is copied."""
    found = [f"'{word}' is not in the note" for word in unsupported(text, summary)]
    own = words(summary.text)
    if not own:
        return ["it is empty"]
    if spoken := sorted(PERSONS & set(own)):
        found.append(f"it speaks as or to a person: {', '.join(spoken)}")
    if repeated := [run for run, count in Counter(runs(own, 4)).items() if count > 1]:
        found.append(f"it says '{' '.join(repeated[0])}' twice")
    return found + faults_of_form(summary)


def faults(notes: list[Note]) -> list[str]:
    """What is wrong with notes, each fault with the note's name."""
    found = []
    for name, count in Counter(note.id for note in notes).items():
        if count > 1:
            found.append(f"{name}: {count} notes have this name")
    for note in notes:
        if Counter(summary.kind for summary in note.summaries) != Counter(KINDS):
            found.append(f"{note.id}: it needs one summary of each kind")
        if not 8 <= len(note.text.split()) <= 450:
            found.append(f"{note.id}: {len(note.text.split())} words are not between 8 and 450")
        for summary in note.summaries:
            wrong = faults_of_summary(note.text, summary)
            if summary.kind in PARAGRAPHS and copied(note.text, summary) > COPIED:
                wrong.append(f"{copied(note.text, summary):.0%} of it is copied")
            found += [f"{note.id}, {summary.kind}: {fault}" for fault in wrong]
    return found + alike(notes)


def alike(notes: list[Note]) -> list[str]:
    """Pairs of notes that have too many words in common."""
    found, holders = [], {}
    texts = {note.id: set(runs(words(note.text), 5)) for note in notes}
    for name, own in texts.items():
        shared = Counter(other for run in own for other in holders.get(run, ()))
        for other, count in shared.items():
            if count > ALIKE * min(len(own), len(texts[other])):
                found.append(f"{name}: {count} runs of five words are those of {other}")
        for run in own:
            holders.setdefault(run, []).append(name)
    return found
