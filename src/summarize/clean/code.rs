//! Code in markdown: fenced blocks and spans between backticks. Neither is searched for other markup.

use std::collections::HashMap;
use std::ops::Range;

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// From the opening line to the closing one, both included, without the last line's end.
    pub whole: Range<usize>,
    /// The lines in between, with their ends.
    pub content: Range<usize>,
}

/// A line that could open or close a fenced block.
struct Candidate {
    line: Range<usize>,
    mark: u8,
    length: usize,
    /// Nothing follows the mark, so that it can close.
    bare: bool,
}

/// The fenced blocks of a text that are closed. One that is not is text with a few odd marks: a forgotten fence must not
/// hide the rest of a note. Indentation, quote marks and list marks before a fence don't matter.
#[must_use]
pub fn fences(text: &str) -> Vec<Fence> {
    let candidates = candidates(text);
    // Per mark, the longest one that can close anywhere after a candidate: what it doesn't find is not searched for.
    let mut ahead = vec![(0, 0); candidates.len()];
    let (mut backticks, mut tildes) = (0, 0);
    for (candidate, ahead) in candidates.iter().zip(&mut ahead).rev() {
        *ahead = (backticks, tildes);
        let longest = if candidate.mark == b'`' { &mut backticks } else { &mut tildes };
        if candidate.bare {
            *longest = candidate.length.max(*longest);
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = candidates.get(at) {
        let longest = if open.mark == b'`' { ahead[at].0 } else { ahead[at].1 };
        at += 1;
        if longest < open.length {
            continue;
        }
        while let Some(close) = candidates.get(at) {
            at += 1;
            if close.bare && close.mark == open.mark && close.length >= open.length {
                let content = (open.line.end + 1).min(close.line.start)..close.line.start;
                found.push(Fence { whole: open.line.start..close.line.end, content });
                break;
            }
        }
    }
    found
}

fn candidates(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        let inside = line.trim_start_matches([' ', '\t', '>', '-', '*']);
        let Some(mark) = inside.bytes().next().filter(|byte| matches!(byte, b'`' | b'~')) else { continue };
        let rest = inside.trim_start_matches(char::from(mark));
        let length = inside.len() - rest.len();
        let rest = rest.trim();
        if length >= 3 && !(mark == b'`' && rest.contains('`')) {
            found.push(Candidate { line: range, mark, length, bare: rest.is_empty() });
        }
    }
    found
}

/// A stretch between two runs of as many backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The first run.
    pub open: Range<usize>,
    /// The second run.
    pub close: Range<usize>,
}

/// The code spans of a text outside `fences`, in order; each within one paragraph.
#[must_use]
pub fn spans(text: &str, fences: &[Fence]) -> Vec<Span> {
    // Runs of backticks, each with the number of empty lines before it.
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    let mut paragraph = 0;
    let mut start = 0;
    let mut fences = fences.iter().peekable();
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        while fences.next_if(|fence| fence.whole.end <= range.start).is_some() {}
        let fenced = fences.peek().is_some_and(|fence| fence.whole.start < range.end);
        if fenced || line.trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty() {
            paragraph += 1;
            continue;
        }
        let bytes = line.as_bytes();
        let mut at = 0;
        while let Some(offset) = bytes[at..].iter().position(|&byte| byte == b'`') {
            let from = at + offset;
            at = from + bytes[from..].iter().take_while(|&&byte| byte == b'`').count();
            if from == 0 || bytes[from - 1] != b'\\' {
                runs.push((range.start + from..range.start + at, paragraph));
            }
        }
    }
    let mut next = vec![None; runs.len()];
    let mut last: HashMap<usize, usize> = HashMap::new();
    for (at, (run, _)) in runs.iter().enumerate().rev() {
        next[at] = last.insert(run.len(), at);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        let (open, paragraph) = &runs[at];
        match next[at].map(|close| (close, &runs[close])) {
            Some((place, (close, same))) if paragraph == same => {
                found.push(Span { open: open.clone(), close: close.clone() });
                at = place + 1;
            }
            _ => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fenced(text: &str) -> Vec<&str> {
        fences(text).into_iter().map(|fence| &text[fence.content]).collect()
    }

    fn spanned(text: &str) -> Vec<&str> {
        spans(text, &fences(text)).into_iter().map(|span| &text[span.open.end..span.close.start]).collect()
    }

    #[test]
    fn fences_need_an_end_of_their_own_kind() {
        assert_eq!(fenced("a\n```rust\nx\n~~~\n```\nb\n~~~\n```\n~~~\n"), ["x\n~~~\n", "```\n"]);
        assert_eq!(fenced("````\n```\n````"), ["```\n"]);
        assert_eq!(fenced("- item\n  ```\n  x\n  ```"), ["  x\n"]);
        assert_eq!(fenced("```\n```"), [""]);
        assert_eq!(fenced("```\nthe rest of the note\n``\n```no"), [""; 0]);
        assert_eq!(fenced("```a``` b\n```"), [""; 0]);
    }

    #[test]
    fn spans_pair_runs_of_one_length_in_one_paragraph() {
        assert_eq!(spanned("a `b` ``c ` d`` `e\nf` `g"), ["b", "c ` d", "e\nf"]);
        assert_eq!(spanned("`a\n\nb `c` \\`d e"), ["c"]);
        assert_eq!(spanned("```\n`x`\n```\n`y`"), ["y"]);
    }
}
