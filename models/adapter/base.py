"""The quantized base as the product ships it, dequantized, with low-rank terms beside its matrices.

The architecture is llama's; the names are GGUF's. Queries and keys are rotated in neighbouring pairs, as GGUF orders them.
Sequences stand one behind the other without padding: the linear maps see one long row of tokens, attention each sequence.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F
from gguf import GGUFReader
from gguf.quants import dequantize
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

MAPS = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")


def tokenizer(reader: GGUFReader) -> Tokenizer:
    """The vocabulary of the file. Each digit is a token of its own (`smollm`)."""
    tokens = reader.fields["tokenizer.ggml.tokens"].contents()
    kinds = reader.fields["tokenizer.ggml.token_type"].contents()
    merges = [tuple(merge.split(" ")) for merge in reader.fields["tokenizer.ggml.merges"].contents()]
    made = Tokenizer(models.BPE({token: at for at, token in enumerate(tokens)}, merges))
    made.add_special_tokens([AddedToken(t, normalized=False) for t, kind in zip(tokens, kinds) if kind == 3])
    digits = pre_tokenizers.Digits(individual_digits=True)
    made.pre_tokenizer = pre_tokenizers.Sequence([digits, pre_tokenizers.ByteLevel(add_prefix_space=False)])
    made.decoder = decoders.ByteLevel()
    return made


class LowRank(torch.autograd.Function):
    """`W x + s B (A x)`, of which only A and B learn. Written out, since nothing as large as the output is made twice."""

    @staticmethod
    def forward(ctx, x, weight, a, b, scale):  # noqa: ANN001, ANN205
        """`x`: `[tokens][inputs]`, `weight`: `[outputs][inputs]`, `a`: `[rank][inputs]`, `b`: `[outputs][rank]`."""
        low, a, b = F.linear(x, a.to(x.dtype)) * scale, a.to(x.dtype), b.to(x.dtype)
        ctx.save_for_backward(x, weight, a, b, low)
        ctx.scale = scale
        return torch.addmm(F.linear(x, weight), low, b.t())

    @staticmethod
    def backward(ctx, out):  # noqa: ANN001, ANN205
        """The gradients of `x`, `a` and `b`."""
        x, weight, a, b, low = ctx.saved_tensors
        low_out = out @ b * ctx.scale
        first = (low_out.t() @ x).float(), (out.t() @ low).float()
        return torch.addmm(out @ weight, low_out, a), None, *first, None


class Segment:
    """A note and its answers in a row of tokens. Each answer sees the note and itself, not its siblings."""

    def __init__(self, prefix: int, branches: list[int]):
        """`prefix`: tokens of the note; `branches`: tokens of each answer, in order."""
        branch = torch.cat([torch.zeros(prefix, dtype=torch.long)] + [
            torch.full((length,), at + 1) for at, length in enumerate(branches)
        ])
        order = torch.arange(len(branch))
        past = order[:, None] >= order[None, :]
        self.tokens = len(branch)
        self.hidden = ~(past & ((branch[None, :] == 0) | (branch[:, None] == branch[None, :])))
        self.positions = torch.cat([torch.arange(prefix)] + [prefix + torch.arange(n) for n in branches])


class Base(torch.nn.Module):
    """The base with an adapter. Only the adapter is trained."""

    def __init__(self, path: str, rank: int, alpha: float, dtype: torch.dtype, device: str = "cpu"):
        super().__init__()
        reader = GGUFReader(path)
        field = lambda name: reader.fields[f"llama.{name}"].contents()  # noqa: E731
        self.layers, self.heads = field("block_count"), field("attention.head_count")
        self.kv_heads, self.epsilon = field("attention.head_count_kv"), field("attention.layer_norm_rms_epsilon")
        self.tokenizer = tokenizer(reader)
        self.dtype, self.rank, self.alpha = dtype, rank, alpha
        tensors = {t.name: torch.from_numpy(np.array(dequantize(t.data, t.tensor_type))) for t in reader.tensors}
        self.weights = {name: tensor.to(device, dtype) for name, tensor in tensors.items()}
        self.head = field("embedding_length") // self.heads
        half = torch.arange(0, self.head, 2, dtype=torch.float64) / self.head
        angles = torch.arange(field("context_length"), dtype=torch.float64)[:, None] / field("rope.freq_base") ** half
        self.cos, self.sin = angles.cos().float().to(device), angles.sin().float().to(device)
        self.adapter = torch.nn.ParameterDict()
        generator = torch.Generator().manual_seed(0)
        for layer in range(self.layers):
            for name in MAPS:
                outputs, inputs = self.weights[f"blk.{layer}.{name}.weight"].shape
                first = torch.randn(rank, inputs, generator=generator) / math.sqrt(inputs)
                self.adapter[f"blk/{layer}/{name}/a"] = torch.nn.Parameter(first.to(device))
                self.adapter[f"blk/{layer}/{name}/b"] = torch.nn.Parameter(torch.zeros(outputs, rank, device=device))

    def linear(self, x: torch.Tensor, layer: int, name: str) -> torch.Tensor:
        """`x` times a matrix, and the adapter's term: `W x + alpha / rank * B (A x)`."""
        a, b = (self.adapter[f"blk/{layer}/{name}/{half}"] for half in "ab")
        return LowRank.apply(x, self.weights[f"blk.{layer}.{name}.weight"], a, b, self.alpha / self.rank)

    def attend(self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, segment: Segment) -> torch.Tensor:
        """Attention within a sequence: `[tokens][heads][head]` of each, with fewer heads of keys and values."""
        tokens, group = len(query), self.heads // self.kv_heads
        query = query.view(tokens, self.kv_heads, group, self.head).permute(1, 2, 0, 3).flatten(1, 2)
        scores = torch.bmm(query, key.permute(1, 2, 0)) * self.head**-0.5
        scores = scores.view(self.heads, tokens, tokens).masked_fill(segment.hidden, float("-inf"))
        shares = scores.softmax(-1).view(self.kv_heads, group * tokens, tokens)
        mixed = torch.bmm(shares, value.transpose(0, 1)).view(self.heads, tokens, self.head)
        return mixed.transpose(0, 1).flatten(1)

    def norm(self, x: torch.Tensor, name: str) -> torch.Tensor:
        """Root mean square normalization, in single precision."""
        wide = x.float()
        wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + self.epsilon)
        return (wide * self.weights[name].float()).to(self.dtype)

    def rotate(self, x: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
        """Rotary embedding of `[tokens][heads][head]`."""
        cos, sin = self.cos[positions][:, None], self.sin[positions][:, None]
        even, odd = x.float()[..., 0::2], x.float()[..., 1::2]
        return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2).to(self.dtype)

    def block(self, x: torch.Tensor, layer: int, segments: list[Segment], positions: torch.Tensor) -> torch.Tensor:
        """One layer."""
        normed = self.norm(x, f"blk.{layer}.attn_norm.weight")
        split = lambda y: y.view(len(y), -1, self.head)  # noqa: E731
        query = self.rotate(split(self.linear(normed, layer, "attn_q")), positions)
        key = self.rotate(split(self.linear(normed, layer, "attn_k")), positions)
        value = split(self.linear(normed, layer, "attn_v"))
        lengths = [segment.tokens for segment in segments]
        parts = zip(query.split(lengths), key.split(lengths), value.split(lengths), segments)
        mixed = torch.cat([self.attend(*part) for part in parts])
        x = x + self.linear(mixed, layer, "attn_output")
        normed = self.norm(x, f"blk.{layer}.ffn_norm.weight")
        gated = F.silu(self.linear(normed, layer, "ffn_gate")) * self.linear(normed, layer, "ffn_up")
        return x + self.linear(gated, layer, "ffn_down")

    def forward(self, ids: torch.Tensor, segments: list[Segment], wanted: torch.Tensor) -> torch.Tensor:
        """The logits `[wanted][vocabulary]` of the wanted rows of `ids`."""
        positions = torch.cat([segment.positions for segment in segments])
        x = F.embedding(ids, self.weights["token_embd.weight"])
        for layer in range(self.layers):
            x = self.block(x, layer, segments, positions)
        x = self.norm(x[wanted], "output_norm.weight")
        return F.linear(x, self.weights["token_embd.weight"]).float()
