//! Labels: a sentence begins with a word and a colon only where the text has them so.

use super::Draft;

/// Words of a label at most.
const LONGEST: usize = 3;

/// A text to look labels up in, in lower case.
#[derive(Debug)]
pub struct Labels(String);

impl Labels {
    pub fn of(text: &str) -> Self {
        Self(text.to_lowercase())
    }

    /// Whether the label of a sentence, where it has one, is in the text.
    pub fn hold(&self, draft: &Draft<'_>) -> bool {
        let Some((label, said)) = draft.text.split_once(':') else { return true };
        let label = label.trim();
        // "10:30", and "https://".
        let inside = said.starts_with(|c: char| c.is_ascii_digit() || c == '/');
        inside || label.split_whitespace().count() > LONGEST || self.0.contains(&format!("{}:", label.to_lowercase()))
    }
}
