//! Long texts in pieces of bounded size, cut where no token can span the cut.
//!
//! Splitting and merging hold tens of bytes per byte of text, so a text is worked off in pieces of at most
//! [`LONGEST`] bytes. A cut goes before a space between two ASCII letters: no rule of `super::pretokenize` joins a
//! letter to a following space, and no piece of a SentencePiece vocabulary does unless it holds that very sequence.
//! A stretch of [`LONGEST`] bytes without such a place is cut before a lone line break, or else between any two
//! characters, where one token may differ from the uncut text's.

/// Bytes of the longest piece.
pub(super) const LONGEST: usize = 64 * 1024;

/// Cuts `text` into pieces of at most `longest` bytes (at least one character each). `tied` are the letters that some
/// token joins to a following space: no cut there.
pub(super) fn pieces<'a>(text: &'a str, longest: usize, tied: &'a [char]) -> impl Iterator<Item = &'a str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = if rest.len() <= longest { rest.len() } else { cut(rest, longest, tied) };
        let (piece, tail) = rest.split_at(at);
        rest = tail;
        Some(piece)
    })
}

/// Where to cut a text that is longer than `longest`.
fn cut(text: &str, longest: usize, tied: &[char]) -> usize {
    let bytes = text.as_bytes();
    let between_letters = |at: &usize| {
        bytes[*at] == b' '
            && bytes[at + 1].is_ascii_alphabetic()
            && bytes[at - 1].is_ascii_alphabetic()
            && !tied.contains(&char::from(bytes[at - 1]))
    };
    let lone_break = |at: &usize| {
        bytes[*at] == b'\n'
            && text[at + 1..].chars().next().is_some_and(|next| !next.is_whitespace())
            && text[..*at].chars().next_back().is_some_and(|last| !last.is_whitespace())
    };
    let places = || (1..longest.min(text.len() - 1)).rev();
    places().find(between_letters).or_else(|| places().find(lone_break)).unwrap_or_else(|| {
        let whole = (1..=longest).rev().find(|&at| text.is_char_boundary(at));
        whole.unwrap_or_else(|| text.chars().next().map_or(text.len(), char::len_utf8))
    })
}
