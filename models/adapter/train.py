#!/usr/bin/env python3
"""Trains the adapter: `train.py --model GGUF --out FOLDER [--public FILE] [...]`; run again, it goes on where it was."""

import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import examples
from base import Base


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="the quantized base, a GGUF file")
    parser.add_argument("--out", required=True, type=Path, help="the folder of checkpoints and the log")
    parser.add_argument("--public", type=Path, help="JSON lines with 'origin', 'source' and 'summary'")
    parser.add_argument("--public-share", type=float, default=1.0, help="how much of them is used")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=float, default=32.0)
    parser.add_argument("--rate", type=float, default=1e-3, help="the highest learning rate")
    parser.add_argument("--epochs", type=int, default=2, help="passes over our own pairs; the public ones are read once")
    parser.add_argument("--tokens", type=int, default=4096, help="tokens of a step, about")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--single", action="store_true", help="compute in f32: faster where the CPU has no bf16 matrix unit")
    parser.add_argument("--check-every", type=int, default=50, help="steps between two looks at the pairs held out")
    parser.add_argument("--check-with", type=int, default=40, help="notes held out that such a look takes, evenly spread")
    parser.add_argument("--start", type=Path, help="a checkpoint whose adapter is the beginning")
    return parser.parse_args()


def batches(found: list[examples.Example], tokens: int) -> list[list[examples.Example]]:
    """Examples in turn, as many to a step as have about so many tokens."""
    steps, current, count = [], [], 0
    for one in found:
        if current and count + one.tokens > tokens:
            steps.append(current)
            current, count = [], 0
        current.append(one)
        count += one.tokens
    return [*steps, current] if current else steps


def plan(found: list[examples.Example], options: argparse.Namespace) -> list[list[examples.Example]]:
    """The steps of the whole training, in an order that the seed alone decides."""
    chance = random.Random(options.seed)
    own = [one for one in found if not one.public and not one.held_out]
    public = [one for one in found if one.public and not one.held_out]
    chance.shuffle(public)
    public = public[: round(len(public) * options.public_share)]
    steps = []
    for epoch in range(options.epochs):
        part = own + public[epoch :: options.epochs]
        chance.shuffle(part)
        steps += batches(part, options.tokens)
    return steps


def loss_of(model: Base, batch: list[examples.Example], device: str) -> tuple[torch.Tensor, int]:
    """The summed cross entropy of the answers' tokens, and their number."""
    ids, segments, wanted, due = examples.rows(batch)
    for segment in segments:
        segment.hidden, segment.positions = segment.hidden.to(device), segment.positions.to(device)
    logits = model(ids.to(device), segments, wanted.to(device))
    return F.cross_entropy(logits, due.to(device), reduction="sum"), len(due)


@torch.no_grad()
def held_out_loss(model: Base, found: list[examples.Example], options: argparse.Namespace) -> dict[str, float]:
    """Nats per token of the answers held out, by group."""
    sums: dict[str, list[float]] = {}
    held_out = [one for one in found if one.held_out]
    for one in held_out[:: max(1, len(held_out) // options.check_with)]:
        loss, count = loss_of(model, [one], options.device)
        for group in (one.group, "public" if one.public else "own"):
            total = sums.setdefault(group, [0.0, 0])
            total[0] += loss.item()
            total[1] += count
    return {group: round(loss / count, 4) for group, (loss, count) in sorted(sums.items())}


def main() -> None:
    """Trains."""
    options = arguments()
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    torch.use_deterministic_algorithms(True)
    options.out.mkdir(parents=True, exist_ok=True)
    model = Base(options.model, options.rank, options.alpha, torch.float32 if options.single else torch.bfloat16, options.device)
    found = examples.own(model.tokenizer)
    if options.public:
        found += examples.public(model.tokenizer, options.public)
    steps = plan(found, options)
    optimizer = torch.optim.AdamW(model.adapter.parameters(), lr=options.rate, weight_decay=0.0, betas=(0.9, 0.99))
    checkpoint, done = options.out / "checkpoint.pt", 0
    if options.start:
        model.adapter.load_state_dict(torch.load(options.start)["adapter"])
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.adapter.load_state_dict(state["adapter"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["done"]
    log = (options.out / "log.jsonl").open("a", encoding="utf-8")

    def tell(**facts: object) -> None:
        log.write(json.dumps(facts) + "\n")
        log.flush()
        print(facts, flush=True)

    def save() -> None:
        state = {"adapter": model.adapter.state_dict(), "optimizer": optimizer.state_dict(), "done": done}
        state |= {"rank": options.rank, "alpha": options.alpha}
        torch.save(state, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").rename(checkpoint)

    tell(examples=len(found), held_out=sum(one.held_out for one in found), steps=len(steps), done=done)
    if done == 0:
        tell(step=0, held_out=held_out_loss(model, found, options))
    warm, began, read = max(10, len(steps) // 20), time.monotonic(), 0
    for done in range(done + 1, len(steps) + 1):
        share = (done - warm) / max(1, len(steps) - warm)
        rate = options.rate * (done / warm if done < warm else 0.5 * (1 + math.cos(math.pi * share)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        batch = steps[done - 1]
        loss, count = loss_of(model, batch, options.device)
        (loss / count).backward()
        torch.nn.utils.clip_grad_norm_(model.adapter.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        read += sum(one.tokens for one in batch)
        if done % 10 == 0:
            speed = round(read / (time.monotonic() - began))
            tell(step=done, loss=round(loss.item() / count, 4), tokens_per_second=speed)
        if done % options.check_every == 0 or done == len(steps):
            tell(step=done, held_out=held_out_loss(model, found, options))
            save()


if __name__ == "__main__":
    main()
