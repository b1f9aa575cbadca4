//! The words of a text with their places, as the checks of numbers and names need them.

/// A word: letters and digits, joined by apostrophes between letters and by points, commas and colons between digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// As it is written.
    pub text: &'a str,
    /// Its first byte in the text.
    pub start: usize,
}

impl Word<'_> {
    /// The byte after it.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Lower case, with a straight apostrophe.
    #[must_use]
    pub fn lower(&self) -> String {
        self.text.to_lowercase().replace('’', "'")
    }

    /// Whether it begins with a capital.
    #[must_use]
    pub fn is_capitalized(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The words of a text in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut last = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let belongs = match c {
            '\'' | '’' => last.is_alphabetic() && next.is_alphabetic(),
            '.' | ',' | ':' => last.is_ascii_digit() && next.is_ascii_digit(),
            _ => c.is_alphanumeric(),
        };
        match start {
            None if belongs => start = Some(at),
            Some(from) if !belongs => {
                found.push(Word { text: &text[from..at], start: from });
                start = None;
            }
            _ => {}
        }
        last = c;
    }
    if let Some(from) = start {
        found.push(Word { text: &text[from..], start: from });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_possessives_are_whole_and_hyphens_part() {
        let text = "On 10:30, $48,500.00 isn't Dana’s one-page 'x', 3.";
        let found: Vec<&str> = words(text).iter().map(|word| word.text).collect();
        assert_eq!(found, ["On", "10:30", "48,500.00", "isn't", "Dana’s", "one", "page", "x", "3"]);
        assert!(words(text).iter().all(|word| &text[word.start..word.end()] == word.text));
    }
}
