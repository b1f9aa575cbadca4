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
        let may_go_on = draft.grows
            && said.is_empty()
            && (label.ends_with(char::is_numeric) || label.ends_with("http") || label.ends_with("https"));
        let inside = may_go_on || said.starts_with(|c: char| c.is_ascii_digit() || c == '/');
        let lower = format!("{}:", label.to_lowercase());
        let mut places = self.0.match_indices(&lower);
        let mut has = || places.any(|(at, _)| !self.0[..at].ends_with(char::is_alphanumeric));
        inside || label.split_whitespace().count() > LONGEST || has()
    }
}
