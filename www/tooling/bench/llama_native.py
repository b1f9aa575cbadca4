"""llama.cpp itself, through llama-cpp-python: answers one line of JSON for each line of JSON on standard input.

`llama_native.py run MODEL --threads N --context N` loads a model, says `{"loadMs", "threads"}`, and for each
`{"prompt", "count"}` reads the prompt from the beginning and writes `count` greedy tokens, whatever they say:
`{"read", "readMs", "written", "writeMs", "totalMs", "memory"}`; `memory` is the most bytes that the process held.

`llama_native.py quantize MODEL OUT` writes the model with its layers in Q4_0, the type that llama.cpp is fastest with,
and the embedding in Q8_0.
"""

import argparse
import json
import os
import resource
import sys
import time

import llama_cpp
import numpy

GGML_TYPE_Q8_0 = 8


def now_ms():
    return time.perf_counter() * 1000


def say(answer):
    print(json.dumps(answer), flush=True)


@llama_cpp.llama_log_callback
def only_errors(level, text, _):
    if level == 4:  # GGML_LOG_LEVEL_ERROR
        sys.stderr.write(text.decode("utf-8", "replace"))


class Engine:
    """A loaded model with an empty context."""

    def __init__(self, path, threads, context):
        start = now_ms()
        model_params = llama_cpp.llama_model_default_params()
        model_params.n_gpu_layers = 0
        self.model = llama_cpp.llama_model_load_from_file(path.encode(), model_params)
        if not self.model:
            raise RuntimeError(f"llama.cpp can't load {path}")
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = params.n_batch = context  # The whole prompt is one call: logits of its last token only.
        params.n_threads = params.n_threads_batch = threads
        self.context = llama_cpp.llama_init_from_model(self.model, params)
        if not self.context:
            raise RuntimeError("llama.cpp can't make a context")
        self.vocab = llama_cpp.llama_model_get_vocab(self.model)
        self.vocabulary = llama_cpp.llama_vocab_n_tokens(self.vocab)
        self.loaded = {"loadMs": now_ms() - start, "threads": llama_cpp.llama_n_threads(self.context)}

    def tokenize(self, text):
        encoded = text.encode()
        tokens = (llama_cpp.llama_token * (len(encoded) + 8))()
        # Special tokens are read as such, and added where the file asks for it.
        count = llama_cpp.llama_tokenize(self.vocab, encoded, len(encoded), tokens, len(tokens), True, True)
        if count <= 0:
            raise RuntimeError("llama.cpp can't tokenize the prompt")
        return (llama_cpp.llama_token * count)(*tokens[:count])

    def likeliest_after(self, tokens):
        batch = llama_cpp.llama_batch_get_one(tokens, len(tokens))
        if llama_cpp.llama_decode(self.context, batch) != 0:
            raise RuntimeError("llama.cpp can't decode: the prompt may be longer than the context")
        logits = llama_cpp.llama_get_logits_ith(self.context, -1)
        return int(numpy.argmax(numpy.ctypeslib.as_array(logits, (self.vocabulary,))))

    def run(self, prompt, count):
        start = now_ms()
        tokens = self.tokenize(prompt)
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self.context), False)
        begun = now_ms()
        following = self.likeliest_after(tokens)
        read = now_ms()
        for _ in range(count):
            following = self.likeliest_after((llama_cpp.llama_token * 1)(following))
        end = now_ms()
        return {
            "read": len(tokens),
            "readMs": read - begun,
            "written": count,
            "writeMs": end - read,
            "totalMs": end - start,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }


def quantize(source, out):
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_0
    params.allow_requantize = params.pure = True
    params.output_tensor_type = params.token_embedding_type = GGML_TYPE_Q8_0
    part = f"{out}.{os.getpid()}.part"
    try:
        if llama_cpp.llama_model_quantize(source.encode(), part.encode(), params) != 0:
            raise RuntimeError(f"llama.cpp can't quantize {source}")
        os.replace(part, out)
    finally:
        if os.path.exists(part):
            os.remove(part)


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run")
    running.add_argument("model")
    running.add_argument("--threads", type=int, required=True)
    running.add_argument("--context", type=int, required=True)
    quantizing = commands.add_parser("quantize")
    quantizing.add_argument("model")
    quantizing.add_argument("out")
    given = parser.parse_args()
    llama_cpp.llama_log_set(only_errors, None)
    llama_cpp.llama_backend_init()
    if given.command == "quantize":
        quantize(given.model, given.out)
        return
    engine = Engine(given.model, given.threads, given.context)
    say({"version": llama_cpp.__version__, **engine.loaded})
    for line in sys.stdin:
        request = json.loads(line)
        say(engine.run(request["prompt"], request["count"]))


if __name__ == "__main__":
    main()
