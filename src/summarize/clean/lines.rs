//! The lines of a text, with quotation marks taken off.

use std::ops::Range;

/// Quotation marks of a line at most; further ones are text.
const DEEPEST: usize = 50;

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Bytes of what it says, without marks of quotation and white space around.
    pub content: Range<usize>,
    /// How many marks of quotation it begins with.
    pub quotes: usize,
    /// Columns of white space before its content; a tab counts as four.
    pub indent: usize,
}

impl Line {
    /// What it says.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.content.clone()]
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.content.is_empty()
    }
}

/// The lines of a text in order, one for each line end and one after the last.
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        let mut inside = line;
        let mut quotes = 0;
        while quotes < DEEPEST
            && let Some(rest) = inside.trim_start_matches(' ').strip_prefix('>')
        {
            quotes += 1;
            // The space after a mark belongs to it.
            inside = rest.strip_prefix(' ').unwrap_or(rest);
        }
        let content = inside.trim();
        let white = &inside[..inside.len() - inside.trim_start().len()];
        let from = start + line.len() - inside.len() + white.len();
        let indent = white.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
        found.push(Line { content: from..from + content.len(), quotes, indent });
        start += line.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_quotation_are_counted_and_taken_off() {
        let text = "a\n > > b \n>>\n\tc > d\n";
        let found: Vec<(&str, usize, usize)> =
            lines(text).iter().map(|line| (line.text(text), line.quotes, line.indent)).collect();
        assert_eq!(found, [("a", 0, 0), ("b", 2, 0), ("", 2, 0), ("c > d", 0, 4), ("", 0, 0)]);
    }
}
