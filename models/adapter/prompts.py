"""What the tuned model is asked: the note first, the instruction after it, so that a second kind reuses the note's cache.

The engine asks the same words: src/summarize/task.rs, whose test reads this file.
"""

SYSTEM = "You summarize notes."
INSTRUCTIONS = {
    ("headline", "short"): "Write a headline of up to 12 words.",
    ("headline", "medium"): "Write a headline of up to 17 words.",
    ("headline", "long"): "Write a headline of up to 22 words.",
    ("teaser", "short"): "Write a teaser in one short sentence.",
    ("teaser", "medium"): "Write a teaser in one sentence.",
    ("teaser", "long"): "Write a teaser in two sentences.",
    ("tldr", "short"): "Summarize the note in one sentence.",
    ("tldr", "medium"): "Summarize the note in up to three sentences.",
    ("tldr", "long"): "Summarize the note in up to five sentences.",
    ("key-points", "short"): "List up to three key points.",
    ("key-points", "medium"): "List up to five key points.",
    ("key-points", "long"): "List up to seven key points.",
}


def prompt(text: str, kind: str, length: str) -> str:
    """The chat template of SmolLM2 around a note and an instruction, up to where the answer begins."""
    turns = [("system", SYSTEM), ("user", f"{text}\n\n{INSTRUCTIONS[kind, length]}")]
    return "".join(f"<|im_start|>{role}\n{content}<|im_end|>\n" for role, content in turns) + "<|im_start|>assistant\n"


def answer(kind: str, points: list[str]) -> str:
    """What the model is to write: sentences one after the other, or points one a line, all with their full stops.

    A headline gets one too, since the engine hands out only what is finished; where it is shown, it goes again.
    """
    told = [point if point.endswith((".", "!", "?")) else f"{point}." for point in points]
    return ("\n" if kind == "key-points" else " ").join(told) + "<|im_end|>"
