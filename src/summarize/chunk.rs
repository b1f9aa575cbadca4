//! A text to pieces that the model reads one at a time.
//!
//! Chunks are consecutive and hold everything but the white space between them: nothing of a note is ever left out.

use std::ops::Range;

use super::units::{paragraphs, units};
use crate::tokenizer::{Tokenizer, TokenizerError};

/// How large chunks should be, in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// What is aimed at.
    pub target: usize,
    /// What is never exceeded.
    pub limit: usize,
}

/// Bytes per token that only a text beyond the limit can have.
const LONG: usize = 16;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Its tokens.
    pub tokens: usize,
}

/// Cuts a text at paragraphs, long paragraphs at sentences, and a sentence beyond the limit at words.
///
/// # Errors
/// Those of the tokenizer.
pub fn chunks(text: &str, size: Size, tokenizer: &Tokenizer) -> Result<Vec<Chunk>, TokenizerError> {
    let count = |range: &Range<usize>| tokenizer.encode(&text[range.clone()]).map(|ids| ids.len());
    let mut pieces = Vec::new();
    for paragraph in paragraphs(text) {
        let short = paragraph.len() <= size.limit * LONG;
        let tokens = if short { count(&paragraph)? } else { usize::MAX };
        if tokens <= size.limit.min(size.target + size.target / 4) {
            pieces.push(Chunk { range: paragraph, tokens });
            continue;
        }
        for unit in units(&text[paragraph.clone()]) {
            let range = paragraph.start + unit.range.start..paragraph.start + unit.range.end;
            split(text, range, size.limit, tokenizer, &mut pieces)?;
        }
    }
    // Counts are added up here, one more for each join, and corrected once at the end.
    let mut joined: Vec<Chunk> = Vec::new();
    for piece in pieces {
        if let Some(last) = joined.last_mut() {
            let tokens = last.tokens + 1 + piece.tokens;
            // A heading belongs to what follows it, and what has not yet half the target goes on.
            let half = last.tokens * 2 < size.target || ends_in_heading(&text[last.range.clone()]);
            if (half || tokens <= size.target + size.target / 8) && tokens <= size.limit {
                *last = Chunk { range: last.range.start..piece.range.end, tokens };
                continue;
            }
        }
        joined.push(piece);
    }
    // A short remainder has too little in it to be summarized alone.
    if let [.., before, last] = joined.as_slice()
        && last.tokens * 3 < size.target
        && before.tokens + 1 + last.tokens <= size.limit
    {
        let chunk = Chunk { range: before.range.start..last.range.end, tokens: before.tokens + 1 + last.tokens };
        joined.truncate(joined.len() - 2);
        joined.push(chunk);
    }
    let mut chunks = Vec::with_capacity(joined.len());
    for chunk in joined {
        split(text, chunk.range, size.limit, tokenizer, &mut chunks)?;
    }
    Ok(chunks)
}

fn ends_in_heading(chunk: &str) -> bool {
    chunk.lines().next_back().is_some_and(|line| line.starts_with('#'))
}

/// Adds the range whole if it is within the limit, else in parts cut at white space, else at characters.
fn split(
    text: &str,
    range: Range<usize>,
    limit: usize,
    tokenizer: &Tokenizer,
    pieces: &mut Vec<Chunk>,
) -> Result<(), TokenizerError> {
    let mut work = vec![range];
    while let Some(range) = work.pop() {
        let part = &text[range.clone()];
        // What is far too long is not counted before it is cut.
        let tokens = if part.len() > limit * LONG { usize::MAX } else { tokenizer.encode(part)?.len() };
        if tokens == 0 {
            continue;
        }
        let Some(middle) = middle(part).filter(|_| tokens > limit) else {
            pieces.push(Chunk { range, tokens });
            continue;
        };
        let (left, right) = (part[..middle].trim_end(), part[middle..].trim_start());
        work.push(range.end - right.len()..range.end);
        work.push(range.start..range.start + left.len());
    }
    Ok(())
}

/// Where to cut a text in two: the white space nearest to its middle if there is any in the middle half, else the
/// character there. None for a single character.
fn middle(part: &str) -> Option<usize> {
    let half = part.len() / 2;
    let spaces = part.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let space = spaces.min_by_key(|at| at.abs_diff(half)).filter(|at| at.abs_diff(half) <= part.len() / 4);
    space.or_else(|| (1..=half).rev().chain(half..part.len()).find(|&at| at > 0 && part.is_char_boundary(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer::{Kind, Vocabulary};

    /// Every byte is a token.
    fn bytes() -> Tokenizer {
        let letters = (0_u32..0x144).filter_map(char::from_u32);
        let shown = |c: &char| matches!(*c as u32, 0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff | 0x100..=0x143);
        let tokens: Vec<String> = letters.filter(shown).map(String::from).collect();
        let kinds = vec![Kind::Normal; tokens.len()];
        let (model, pre) = ("gpt2".to_owned(), "smollm".to_owned());
        Tokenizer::new(Vocabulary { model, pre, tokens, kinds, ..Vocabulary::default() }).unwrap()
    }

    fn cut(text: &str, target: usize, limit: usize) -> Vec<&str> {
        let found = chunks(text, Size { target, limit }, &bytes()).unwrap();
        for chunk in &found {
            assert!(chunk.tokens <= limit && chunk.tokens == chunk.range.len(), "{chunk:?}");
        }
        let kept: String = found.iter().map(|chunk| &text[chunk.range.clone()]).collect();
        let ink = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(ink(&kept), ink(text));
        found.into_iter().map(|chunk| &text[chunk.range]).collect()
    }

    #[test]
    fn paragraphs_stay_whole_and_short_ones_come_together() {
        assert_eq!(cut("aaa aaa\n\nbbb bbb\n\nccc ccc", 7, 20), ["aaa aaa", "bbb bbb", "ccc ccc"]);
        assert_eq!(cut("aaa aaa\n\nbbb bbb\n\nccc ccc", 16, 40), ["aaa aaa\n\nbbb bbb", "ccc ccc"]);
    }

    #[test]
    fn headings_go_with_what_follows_and_short_remainders_with_what_precedes() {
        assert_eq!(cut("# A\naaaaaaaa aaa\n# B\nbbbbbbbb bbb", 12, 30), ["# A\naaaaaaaa aaa", "# B\nbbbbbbbb bbb"]);
        assert_eq!(cut("aaaaaaaa aaaa\n\nbbbbbbbb bbbb\n\nc", 13, 30), ["aaaaaaaa aaaa", "bbbbbbbb bbbb\n\nc"]);
    }

    #[test]
    fn long_paragraphs_are_cut_at_sentences_and_long_sentences_at_words() {
        assert_eq!(cut("One two. Three four. Five six.", 10, 15), ["One two.", "Three four.", "Five six."]);
        assert_eq!(cut("one two three four", 10, 10), ["one two", "three four"]);
        assert_eq!(cut("äöüäöü", 4, 5), ["ä", "öü", "ä", "öü"]);
        assert!(cut(&"x".repeat(1000), 30, 40).len() >= 25);
    }
}
