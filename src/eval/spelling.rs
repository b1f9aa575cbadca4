//! When a text has a string, however either is spelled. `tests/data/README.md` has the rules in words.

/// A text in plain spelling: lower case; quotes, dashes and spaces in their plain forms; marks of direction and of zero
/// width removed; white space as one space; no commas that group the digits of a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plain(String);

impl Plain {
    /// The plain spelling of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut plain = Vec::new();
        for c in text.chars().flat_map(char::to_lowercase) {
            let c = match c {
                '\u{2018}' | '\u{2019}' | '\u{2032}' => '\'',
                '\u{201c}' | '\u{201d}' => '"',
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => continue,
                c if c.is_whitespace() => ' ',
                c => c,
            };
            if c != ' ' || plain.last() != Some(&' ') {
                plain.push(c);
            }
        }
        let digit = |at: usize| plain.get(at).is_some_and(char::is_ascii_digit);
        let grouping =
            |at: usize| plain[at] == ',' && at > 0 && digit(at - 1) && (at + 1..=at + 3).all(digit) && !digit(at + 4);
        Self((0..plain.len()).filter(|&at| !grouping(at)).map(|at| plain[at]).collect())
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the text has the string, in bytes of [`Plain::as_str`]: at the start of a word where it begins with a letter,
    /// and as a whole number where it begins or ends with a digit. Nowhere for an empty string.
    #[must_use]
    pub fn places(&self, string: &str) -> Vec<usize> {
        let Self(string) = Self::of(string);
        let (Some(first), Some(last)) = (string.chars().next(), string.chars().next_back()) else { return Vec::new() };
        let fits = |&at: &usize| {
            let (before, after) = (&self.0[..at], &self.0[at + string.len()..]);
            let inside_word = is_word_letter(first) && before.chars().next_back().is_some_and(is_word_letter);
            let inside_number = first.is_ascii_digit() && number_goes_on(before.chars().rev())
                || last.is_ascii_digit() && number_goes_on(after.chars());
            !inside_word && !inside_number
        };
        self.0.match_indices(&string).map(|(at, _)| at).filter(fits).collect()
    }

    /// Whether the text has the string somewhere.
    #[must_use]
    pub fn has(&self, string: &str) -> bool {
        !self.places(string).is_empty()
    }
}

/// Scripts without spaces between words.
fn is_ideograph(c: char) -> bool {
    ('\u{3040}'..='\u{30ff}').contains(&c) || ('\u{3400}'..='\u{9fff}').contains(&c)
}

fn is_word_letter(c: char) -> bool {
    c.is_alphabetic() && !is_ideograph(c)
}

/// Whether the characters, going away from a number, go on with it: a digit, or a mark and then a digit.
fn number_goes_on(mut outward: impl Iterator<Item = char>) -> bool {
    match outward.next() {
        Some('.' | ',' | ':') => outward.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_ascii_digit(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_match_whole_numbers_and_starts_of_words() {
        let text = Plain::of(
            "The board approved $48,500 (not\u{a0}a refund) at 5:30 on 15 March, 5.37 days – \u{201c}ok\u{201d}.",
        );
        for string in ["48500", "$48,500", "APPROV", "15", "march", "5.37", "- \"ok\"", "not a refund"] {
            assert!(text.has(string), "{string} is in {text:?}");
        }
        for string in ["8,500", "48", "fund", "5", "30", "37", "4,850", "oard", ""] {
            assert!(!text.has(string), "{string} is not in {text:?}");
        }
    }

    #[test]
    fn chinese_matches_anywhere() {
        assert!(Plain::of("收到捐书1460册").has("1460册") && Plain::of("收到捐书1460册").has("捐书"));
        assert!(!Plain::of("收到捐书1460册").has("460册"));
    }

    #[test]
    fn marks_that_are_not_seen_are_gone_and_only_groups_lose_their_comma() {
        assert_eq!(Plain::of("a\u{200f}b\u{2067}  \n c, 1,240,000 1,5").as_str(), "ab c, 1240000 1,5");
    }

    #[test]
    fn each_place_is_found() {
        assert_eq!(Plain::of("Ab – ab cab 7,000 ab").places("AB"), [0, 5, 17]);
    }
}
