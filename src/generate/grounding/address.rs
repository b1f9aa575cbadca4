//! Addresses: of mail, of pages, and names of hosts.

use super::Draft;

/// The addresses of a text.
#[derive(Debug)]
pub struct Addresses(Vec<String>);

impl Addresses {
    pub fn of(text: &str) -> Self {
        Self(parts(text).filter(|part| is_address(part)).map(bare).collect())
    }

    /// Whether each address of a sentence is one of these, or the beginning of one where it stands at the end.
    pub fn hold(&self, draft: &Draft<'_>) -> bool {
        parts(draft.text).filter(|part| is_address(part)).all(|part| {
            let at_end = draft.grows && draft.text.ends_with(part);
            let found = bare(part);
            self.0.iter().any(|address| *address == found || (at_end && address.starts_with(&found)))
        })
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | '“' | '”'))
}

/// In lower case, without marks of the sentence around it.
fn bare(part: &str) -> String {
    part.to_lowercase().trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']).to_owned()
}

/// Whether a piece of text without white space is an address: two words with a stop between them are the name of a host,
/// unless one of them is short, as in "p.m.".
fn is_address(part: &str) -> bool {
    let host = |part: &str| {
        let part = part.split(['/', '?', '#', ':']).next().unwrap_or(part);
        let labels: Vec<&str> = part.split('.').collect();
        let word = |label: &&str| label.len() > 1 && label.chars().all(|c| c.is_alphanumeric() || c == '-');
        let letters = |label: &str| label.starts_with(char::is_alphabetic);
        labels.len() > 1 && labels.windows(2).any(|pair| pair.iter().all(word) && pair.iter().all(|l| letters(l)))
    };
    part.contains("://") || part.contains('@') || part.to_lowercase().starts_with("www.") || host(&bare(part))
}
