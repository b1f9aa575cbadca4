//! Logits to a stream of tokens: one request is read (prefill) and written (decode) in small slices.
