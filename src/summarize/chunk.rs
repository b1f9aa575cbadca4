//! A text to pieces that the model reads one at a time.
//!
//! Chunks are consecutive and hold everything but the white space between them: nothing of a note is ever left out. Among
//! all ways to cut, the one is taken whose chunks come nearest to the size that is aimed at and whose cuts disturb least:
//! before a heading, where the topic changes, between paragraphs.

use std::ops::Range;

use super::clean::Document;
use super::cohesion::shifts;
use super::units::{Role, Unit};
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

/// Pieces that are smaller than a part like this of the target come together before they are counted.
const CRUMB: usize = 4;

/// How much worse a chunk beyond the target is than one as far below it: the model loses the thread.
const BEYOND: f64 = 4.0;

/// What cuts cost, in units of a chunk that is twice or not at all as large as aimed at.
mod cost {
    /// Directly after a heading, which belongs to what follows: never but where there is no room.
    pub const AFTER_HEADING: f64 = 1e6;
    /// Within a paragraph or an item.
    pub const IN_BLOCK: f64 = 0.6;
    /// Between the items of a list or the rows of a table.
    pub const IN_LIST: f64 = 0.35;
    /// Between paragraphs on one topic.
    pub const PARAGRAPH: f64 = 0.3;
    /// Between paragraphs where the topic changes.
    pub const TOPIC: f64 = 0.05;
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Its tokens.
    pub tokens: usize,
    /// Indices of the units in it; one that is too long for a chunk is in several.
    pub units: Range<usize>,
}

impl Chunk {
    /// Its units, of those of the whole text, or what of them is in it.
    #[must_use]
    pub fn units_of(&self, units: &[Unit]) -> Vec<Unit> {
        let clip = |unit: &Unit| {
            let range = unit.range.start.max(self.range.start)..unit.range.end.min(self.range.end);
            Unit { range, ..unit.clone() }
        };
        units[self.units.clone()].iter().map(clip).filter(|unit| !unit.range.is_empty()).collect()
    }
}

/// A part of a text that stays together.
struct Piece {
    range: Range<usize>,
    units: Range<usize>,
    tokens: usize,
    /// What a cut before it costs.
    cut: f64,
}

/// Cuts a document at headings, topics and paragraphs, long paragraphs at sentences, and a sentence beyond the limit at
/// words. `units` are those of the document.
///
/// # Errors
/// Those of the tokenizer.
pub fn chunks(
    document: &Document,
    units: &[Unit],
    size: Size,
    tokenizer: &Tokenizer,
) -> Result<Vec<Chunk>, TokenizerError> {
    let text = document.text();
    let mut pieces = Vec::new();
    for (range, within) in blocks(document, units, size) {
        let tokens = count(text, &range, size.limit, tokenizer)?;
        if tokens <= size.limit.min(size.target + size.target / 4) {
            pieces.push(Piece { range, units: within, tokens, cut: 0.0 });
            continue;
        }
        for (range, within) in sentences(text, range, within, units, size) {
            let tokens = count(text, &range, size.limit, tokenizer)?;
            pieces.push(Piece { range, units: within, tokens, cut: 0.0 });
        }
    }
    let shifts = shifts(pieces.iter().map(|piece| &text[piece.range.clone()]));
    for (at, shift) in shifts.into_iter().enumerate() {
        pieces[at + 1].cut = cut_cost(units, &pieces[at], &pieces[at + 1], shift);
    }
    let mut chunks = Vec::new();
    for group in best(&pieces, size) {
        let range = pieces[group.start].range.start..pieces[group.end - 1].range.end;
        let within = pieces[group.start].units.start..pieces[group.end - 1].units.end;
        // The pieces' counts are only nearly those of the chunk, and a single piece may be too long.
        split(text, range, size.limit, tokenizer, |range, tokens| {
            let first = within.start + units[within.clone()].partition_point(|unit| unit.range.end <= range.start);
            let last = within.start + units[within.clone()].partition_point(|unit| unit.range.start < range.end);
            // A part may hold nothing but the mark of an item.
            let part = first.min(within.end - 1)..last.max(first.min(within.end - 1) + 1);
            chunks.push(Chunk { range, tokens, units: part });
        })?;
    }
    Ok(chunks)
}

/// The blocks of the document with their units, small ones together, headings with what follows.
fn blocks(document: &Document, units: &[Unit], size: Size) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut start = 0;
    while start < units.len() {
        let block = &document.blocks[units[start].block];
        let end = start + units[start..].iter().take_while(|unit| unit.block == units[start].block).count();
        match found.last_mut() {
            Some((range, within)) if joins(&units[within.end - 1], &units[start], range, &block.range, size) => {
                range.end = block.range.end;
                within.end = end;
            }
            _ => found.push((block.range.clone(), start..end)),
        }
        start = end;
    }
    found
}

/// Whether a block goes with the one before without asking.
fn joins(last: &Unit, next: &Unit, before: &Range<usize>, range: &Range<usize>, size: Size) -> bool {
    let small = range.end - before.start <= size.target / CRUMB;
    let alike = last.standing == next.standing && next.role != Role::Heading && last.role != Role::Heading;
    small && alike
}

/// The units of a piece that is too long, small ones together, each with the mark before it.
fn sentences(
    text: &str,
    range: Range<usize>,
    within: Range<usize>,
    units: &[Unit],
    size: Size,
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut start = range.start;
    for at in within {
        let end = units[at].range.end;
        match found.last_mut() {
            Some((range, within)) if joins(&units[at - 1], &units[at], range, &(start..end), size) => {
                range.end = end;
                within.end = at + 1;
            }
            _ => found.push((start..end, at..at + 1)),
        }
        let rest = &text[end..range.end];
        start = end + (rest.len() - rest.trim_start().len());
    }
    found
}

fn cut_cost(units: &[Unit], before: &Piece, piece: &Piece, shift: f64) -> f64 {
    let (last, first) = (&units[before.units.end - 1], &units[piece.units.start]);
    let listed = |unit: &Unit| matches!(unit.role, Role::Item | Role::Row);
    if last.role == Role::Heading {
        cost::AFTER_HEADING
    } else if first.role == Role::Heading || last.standing != first.standing {
        0.0
    } else if last.block == first.block {
        cost::IN_BLOCK
    } else if listed(last) && listed(first) {
        cost::IN_LIST
    } else {
        cost::PARAGRAPH + (cost::TOPIC - cost::PARAGRAPH) * shift
    }
}

/// The cheapest way to bring consecutive pieces together, found by dynamic programming. Each group is within the limit or
/// a single piece; where two ways cost the same, the later groups are the smaller ones.
fn best(pieces: &[Piece], size: Size) -> Vec<Range<usize>> {
    // The cheapest way to the end of each piece, and where its last group begins.
    let mut ways: Vec<(f64, usize)> = vec![(0.0, 0)];
    for end in 1..=pieces.len() {
        let mut best = (f64::INFINITY, end - 1);
        let mut tokens = 0;
        for start in (0..end).rev() {
            // One more for each join.
            tokens += pieces[start].tokens + usize::from(start + 1 < end);
            if tokens > size.limit && start + 1 < end {
                break;
            }
            let cut = if start == 0 { 0.0 } else { pieces[start].cut };
            let cost = ways[start].0 + cut + size_cost(tokens, size.target);
            if cost < best.0 {
                best = (cost, start);
            }
        }
        ways.push(best);
    }
    let mut groups = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        groups.push(ways[end].1..end);
        end = ways[end].1;
    }
    groups.reverse();
    groups
}

fn size_cost(tokens: usize, target: usize) -> f64 {
    let off = (tokens as f64 - target as f64) / target.max(1) as f64;
    if off > 0.0 { BEYOND * off * off } else { off * off }
}

/// The tokens of a part; of what is far beyond the limit, only that it is.
fn count(text: &str, range: &Range<usize>, limit: usize, tokenizer: &Tokenizer) -> Result<usize, TokenizerError> {
    if range.len() > limit * LONG { Ok(limit + 1) } else { Ok(tokenizer.encode(&text[range.clone()])?.len()) }
}

/// Gives the range whole if it is within the limit, else in parts cut at white space, else at characters.
fn split(
    text: &str,
    range: Range<usize>,
    limit: usize,
    tokenizer: &Tokenizer,
    mut give: impl FnMut(Range<usize>, usize),
) -> Result<(), TokenizerError> {
    let mut work = vec![range];
    while let Some(range) = work.pop() {
        let part = &text[range.clone()];
        let tokens = count(text, &range, limit, tokenizer)?;
        if tokens == 0 {
            continue;
        }
        let Some(middle) = middle(part).filter(|_| tokens > limit) else {
            give(range, tokens);
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
pub(in crate::summarize) mod tests {
    use super::*;
    use crate::summarize::clean::clean;
    use crate::summarize::units::units;
    use crate::tokenizer::{Kind, Vocabulary};

    /// Every byte is a token.
    pub(in crate::summarize) fn bytes() -> Tokenizer {
        let letters = (0_u32..0x144).filter_map(char::from_u32);
        let shown = |c: &char| matches!(*c as u32, 0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff | 0x100..=0x143);
        let tokens: Vec<String> = letters.filter(shown).map(String::from).collect();
        let kinds = vec![Kind::Normal; tokens.len()];
        let (model, pre) = ("gpt2".to_owned(), "smollm".to_owned());
        Tokenizer::new(Vocabulary { model, pre, tokens, kinds, ..Vocabulary::default() }).unwrap()
    }

    fn cut(note: &str, target: usize, limit: usize) -> Vec<String> {
        let document = clean(note);
        let (text, units) = (document.text(), units(&document));
        let found = chunks(&document, &units, Size { target, limit }, &bytes()).unwrap();
        let mut covered = 0;
        for chunk in &found {
            assert!(chunk.tokens <= limit && chunk.tokens == chunk.range.len(), "{chunk:?}");
            assert!(chunk.units.start <= covered && chunk.units.end >= covered, "{chunk:?}");
            covered = chunk.units.end;
            for unit in &units[chunk.units.clone()] {
                assert!(unit.range.start < chunk.range.end && chunk.range.start < unit.range.end, "{chunk:?} {unit:?}");
            }
        }
        assert_eq!(covered, units.len());
        let kept: String = found.iter().map(|chunk| &text[chunk.range.clone()]).collect();
        let ink = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(ink(&kept), ink(text));
        found.into_iter().map(|chunk| text[chunk.range].to_owned()).collect()
    }

    #[test]
    fn paragraphs_stay_whole_and_short_ones_come_together() {
        assert_eq!(cut("aaa aaa\n\nbbb bbb\n\nccc ccc", 7, 20), ["aaa aaa", "bbb bbb", "ccc ccc"]);
        assert_eq!(cut("aaa aaa\n\nbbb bbb\n\nccc ccc", 16, 40), ["aaa aaa\n\nbbb bbb", "ccc ccc"]);
    }

    #[test]
    fn headings_go_with_what_follows_and_short_remainders_with_what_precedes() {
        assert_eq!(cut("# A\naaaaaaaa aaa\n# B\nbbbbbbbb bbb", 12, 30), ["A\naaaaaaaa aaa", "B\nbbbbbbbb bbb"]);
        assert_eq!(cut("aaaaaaaa aaaa\n\nbbbbbbbb bbbb\n\nc", 13, 30), ["aaaaaaaa aaaa", "bbbbbbbb bbbb\n\nc"]);
        assert_eq!(cut("aaa aaa.\n\n# B\n\n## C\n\nbbb bbb.", 8, 30), ["aaa aaa.", "B\n\nC\n\nbbb bbb."]);
    }

    #[test]
    fn long_paragraphs_are_cut_at_sentences_and_long_sentences_at_words() {
        assert_eq!(cut("One two. Three four. Five six.", 10, 15), ["One two.", "Three four.", "Five six."]);
        assert_eq!(cut("one two three four", 10, 10), ["one two", "three four"]);
        assert_eq!(cut("äöüäöü", 4, 5), ["ä", "öü", "ä", "öü"]);
        assert!(cut(&"x".repeat(1000), 30, 40).len() >= 25);
    }

    #[test]
    fn lists_are_cut_between_items_with_their_marks() {
        assert_eq!(cut("- one two\n- three\n- four five", 18, 20), ["- one two\n- three", "- four five"]);
        let sentence = "One two three four five six seven eight.";
        assert_eq!(cut(&format!("- {}", [sentence; 5].join(" ")), 45, 60)[0], format!("- {sentence}"));
    }

    #[test]
    fn topics_are_kept_apart() {
        let roof = "The roofer mends the roof for money.";
        let choir = "The choir sings the songs in church.";
        let note = [roof, roof, roof, choir, choir].join("\n\n");
        let (three, two) = ([roof; 3].join("\n\n"), [choir; 2].join("\n\n"));
        assert_eq!(cut(&note, 92, 130), [three, two]);
        let note = [roof, roof, choir, choir, choir].join("\n\n");
        let (two, three) = ([roof; 2].join("\n\n"), [choir; 3].join("\n\n"));
        assert_eq!(cut(&note, 92, 130), [two, three]);
    }

    #[test]
    fn what_is_quoted_at_the_end_begins_a_chunk() {
        let note = "The author answers with many words here, more than a dozen of them, that is.\n\n> Somebody asked something before that.";
        assert_eq!(cut(note, 60, 200).len(), 2);
    }
}
