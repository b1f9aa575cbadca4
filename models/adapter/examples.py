"""Pairs as rows of tokens."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

import pairs
import prompts
from base import Segment

# Longer notes are cut into parts by the product before the model sees them.
LONGEST = 1024
# Every so many public pairs one is held out.
HELD_OUT = 20


@dataclass
class Example:
    """A note with its answers as tokens: what they share, and for each the rest of its prompt and the answer."""

    group: str
    held_out: bool
    prefix: list[int]
    branches: list[tuple[list[int], list[int]]]

    @property
    def tokens(self) -> int:
        """All of them."""
        return len(self.prefix) + sum(len(rest) + len(answer) for rest, answer in self.branches)

    @property
    def public(self) -> bool:
        """Whether it is one of the public pairs, whose groups are `public/ORIGIN`."""
        return self.group.startswith("public/")


def example(tokenizer: Tokenizer, group: str, held_out: bool, text: str, answers: list[tuple[str, str, list[str]]]) -> Example:
    """`answers`: kind, length and points of each."""
    encode = lambda string: tokenizer.encode(string, add_special_tokens=False).ids  # noqa: E731
    asked = [encode(prompts.prompt(text, kind, length)) for kind, length, _ in answers]
    shared = min(len(ids) for ids in asked) - 1
    while any(ids[:shared] != asked[0][:shared] for ids in asked):
        shared -= 1
    told = [encode(prompts.answer(kind, points)) for kind, _, points in answers]
    return Example(group, held_out, asked[0][:shared], [(ids[shared:], answer) for ids, answer in zip(asked, told)])


def own(tokenizer: Tokenizer) -> list[Example]:
    """Our own pairs."""
    found = []
    for file in sorted(pairs.DATA.glob("*.txt")):
        for note in pairs.read(file):
            answers = [(s.kind, s.length, s.points) for s in note.summaries]
            found.append(example(tokenizer, note.group, note.held_out, note.text, answers))
    return found


def public(tokenizer: Tokenizer, file: Path) -> list[Example]:
    """Those of a file of public pairs whose summary says nothing that can be seen not to be in its source."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        points = pairs.sentences(" ".join(pair["summary"].split()))
        length = next((length for length, most in pairs.POINTS["tldr"].items() if len(points) <= most), None)
        if length is None or not points[-1].endswith(pairs.ENDS):
            continue
        summary = pairs.Summary("tldr", length, " ".join(points))
        if pairs.faults_of_summary(pair["source"], summary):
            continue
        held_out = len(found) % HELD_OUT == 0
        made = example(tokenizer, f"public/{pair['origin']}", held_out, pair["source"].strip(), [("tldr", length, points)])
        if made.tokens <= LONGEST:
            found.append(made)
    return found


def rows(examples: list[Example]) -> tuple[torch.Tensor, list[Segment], torch.Tensor, torch.Tensor]:
    """Tokens of some examples in one row, their segments, the rows whose logits are wanted, and the tokens due there."""
    ids, segments, wanted, due = [], [], [], []
    for one in examples:
        ids += one.prefix
        for rest, answer in one.branches:
            first = len(ids) + len(rest) - 1
            wanted += range(first, first + len(answer))
            due += answer
            ids += rest + answer
        segments.append(Segment(len(one.prefix), [len(rest) + len(answer) for rest, answer in one.branches]))
    return torch.tensor(ids), segments, torch.tensor(wanted), torch.tensor(due)
