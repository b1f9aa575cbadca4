//! The paragraphs of a text, and the sentences and list items in them.

use std::ops::Range;

use super::clean::plain;
use super::words::words;
use crate::generate::sentences::{is_finished, is_item, sentences};

/// Bytes of a line that can be a list item without a mark.
const SHORT_LINE: usize = 60;

/// Words of a sentence that says something by itself.
const SPEAKING: std::ops::RangeInclusive<usize> = 5..=45;

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Part of running text.
    Sentence,
    /// A list item, or a short line among others.
    Item,
    /// A heading.
    Heading,
}

/// A stretch of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Bytes of the text, without white space around.
    pub range: Range<usize>,
    /// What it is.
    pub role: Role,
    /// Whether its paragraph begins with it.
    pub leads: bool,
}

impl Unit {
    /// The unit without markup.
    #[must_use]
    pub fn plain(&self, text: &str) -> String {
        plain(&text[self.range.clone()])
    }

    /// Whether it can be quoted as a point of its own: an item, or a sentence that is finished, no question, and neither
    /// too short to say something nor too long to read.
    #[must_use]
    pub fn speaks(&self, text: &str) -> bool {
        let plain = self.plain(text);
        match self.role {
            Role::Item => words(&plain).next().is_some(),
            Role::Heading => false,
            Role::Sentence => {
                SPEAKING.contains(&words(&plain).count()) && is_finished(&plain) && !plain.trim_end().ends_with('?')
            }
        }
    }
}

/// The blocks between empty lines; a heading is a block of its own.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let range = start..start + content.len();
        at += line.len();
        match found.last_mut() {
            _ if content.is_empty() => open = false,
            Some(last) if open && !is_heading(content) => last.end = range.end,
            _ => {
                found.push(range);
                open = !is_heading(content);
            }
        }
    }
    found
}

fn is_heading(line: &str) -> bool {
    let marks = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&marks) && line[marks..].starts_with(' ')
}

/// The sentences, items and headings of a text in order; together they hold everything but white space.
#[must_use]
pub fn units(text: &str) -> Vec<Unit> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        let block = &text[paragraph.clone()];
        let unit = |range: Range<usize>, role: Role| {
            let leads = range.start == 0;
            Unit { range: paragraph.start + range.start..paragraph.start + range.end, role, leads }
        };
        if is_heading(block) {
            found.push(unit(0..block.len(), Role::Heading));
        } else if is_list(block) {
            let mut start = 0;
            for line in block.split_inclusive('\n') {
                let content = line.trim();
                let from = start + (line.len() - line.trim_start().len());
                start += line.len();
                if !content.is_empty() {
                    found.push(unit(from..from + content.len(), Role::Item));
                }
            }
        } else {
            let role = |range: &Range<usize>| if is_item(&block[range.clone()]) { Role::Item } else { Role::Sentence };
            found.extend(sentences(block).into_iter().map(|range| unit(range.clone(), role(&range))));
        }
    }
    found
}

/// Whether a block is one short thing per line: marked items, or at least three short lines, most without a full stop.
fn is_list(block: &str) -> bool {
    let lines: Vec<&str> = block.lines().collect();
    let marked = lines.iter().filter(|line| is_item(line)).count();
    if marked > 0 {
        return marked + 1 >= lines.len();
    }
    let open = lines.iter().filter(|line| !is_finished(line)).count();
    lines.len() >= 3 && lines.iter().all(|line| line.len() <= SHORT_LINE) && open * 3 >= lines.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str) -> Vec<(&str, Role)> {
        units(text).into_iter().map(|unit| (&text[unit.range], unit.role)).collect()
    }

    #[test]
    fn running_text_lists_and_headings_are_told_apart() {
        use Role::{Heading, Item, Sentence};
        let text = "# Shop\nmilk\nbread\n6 eggs\n\nWe need this\nbefore noon. Then we cook.\n- one. And more\n- two";
        let expected = [
            ("# Shop", Heading),
            ("milk", Item),
            ("bread", Item),
            ("6 eggs", Item),
            ("We need this\nbefore noon.", Sentence),
            ("Then we cook.", Sentence),
            ("- one.", Item),
            ("And more", Sentence),
            ("- two", Item),
        ];
        assert_eq!(roles(text), expected);
    }

    #[test]
    fn greetings_questions_and_headings_do_not_speak() {
        let text = "Hi Marta,\n\nthe budget section still needs some work.\n\nDid you see the draft that I sent?\n\n# The end of it all";
        let speaking: Vec<bool> = units(text).iter().map(|unit| unit.speaks(text)).collect();
        assert_eq!(speaking, [false, true, false, false]);
    }
}
