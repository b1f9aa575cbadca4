//! Which line breaks of a paragraph somebody meant: many notes have one thought per line and hardly a full stop, while
//! e-mails are wrapped at some width.

use std::ops::Range;

use crate::generate::sentences::is_finished;

/// Bytes of a line that can be a list item without a mark.
const SHORT_LINE: usize = 60;

/// Characters up to which nobody wraps, and beyond which only a person ends a line.
const NARROW: usize = 40;
const WIDE: usize = 120;

/// Characters of a word at most that might have had room on the line before.
const WORD: usize = 12;

/// The lines of a block that belong together, without white space around.
#[must_use]
pub fn stretches(block: &str) -> Vec<Range<usize>> {
    let lines = lines(block);
    let lengths: Vec<usize> = lines.iter().map(|line| block[line.clone()].chars().count()).collect();
    let width = lengths.iter().copied().max().unwrap_or(0);
    let small = |at: usize| block[lines[at].clone()].starts_with(char::is_lowercase);
    // A line ended early if the next word had room on it. The longest line never tells; where most do, it is meant too.
    let early = |at: usize| {
        let word = block[lines[at].clone()].split_whitespace().next();
        let word = word.map_or(0, |word| word.chars().take(WORD).count());
        lengths[at - 1] > WIDE || width <= NARROW || lengths[at - 1] + 1 + word < width
    };
    let early: Vec<bool> = (1..lines.len()).map(early).collect();
    let per_line = (1..lines.len()).filter(|&at| early[at - 1] && !small(at)).count() * 2 >= early.len();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let meant = at == 0 || {
            let before = &block[lines[at - 1].clone()];
            let wide = lengths[at - 1] > WIDE;
            wide || !small(at) && (early[at - 1] || per_line) || early[at - 1] && is_finished(before)
        };
        match found.last_mut() {
            Some(last) if !meant => last.end = line.end,
            _ => found.push(line.clone()),
        }
    }
    found
}

/// The lines of a block that say something, without white space around.
#[must_use]
pub fn lines(block: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in block.split_inclusive('\n') {
        let content = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        start += line.len();
        if !content.is_empty() {
            found.push(from..from + content.len());
        }
    }
    found
}

/// Whether a block is one short thing per line: at least three short lines, most without a full stop.
#[must_use]
pub fn is_list(block: &str) -> bool {
    let lines = lines(block);
    let open = lines.iter().filter(|line| !is_finished(&block[(*line).clone()])).count();
    lines.len() >= 3 && lines.iter().all(|line| line.len() <= SHORT_LINE) && open * 3 >= lines.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(block: &str) -> Vec<&str> {
        stretches(block).into_iter().map(|range| &block[range]).collect()
    }

    #[test]
    fn wrapped_lines_come_together_and_meant_ones_stay_apart() {
        let wrapped = "The committee met in the old hall and talked about\nMonday's budget for a very long time, without\nany result.";
        assert_eq!(split(wrapped), [wrapped]);
        let meant =
            "Budget is late again this year\nTom will call the bank about the loan on Friday morning\nAna is away";
        assert_eq!(split(meant).len(), 3);
        assert_eq!(split("We need this\nbefore noon."), ["We need this\nbefore noon."]);
        let long = format!("{}\nand more", "word ".repeat(30));
        assert_eq!(split(&long).len(), 2);
    }

    #[test]
    fn short_open_lines_are_a_list() {
        assert!(is_list("milk\nbread\n6 eggs"));
        assert!(!is_list("One.\nTwo.\nThree."));
        assert!(!is_list("milk\nbread"));
    }
}
