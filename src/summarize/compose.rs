//! Points to the text of a summary.

use super::options::{Format, Kind, Options};
use super::words::is_function_word;
use crate::generate::sentences::is_finished;

/// Words of a headline at least, so that cutting at a comma leaves something.
const HEADLINE_WORDS: usize = 4;

/// A point as it appears in the summary, with what separates it from the one before.
#[must_use]
pub fn piece(point: &str, first: bool, options: &Options) -> String {
    let point = match options.kind {
        Kind::Headline => headline(point, options.headline_words()),
        Kind::KeyPoints => capitalized(point),
        Kind::Tldr | Kind::Teaser => sentence(point),
    };
    let (mark, separator) = match (options.kind, options.format) {
        (Kind::KeyPoints, Format::Markdown) => ("* ", "\n"),
        (Kind::KeyPoints, Format::PlainText) => ("", "\n"),
        _ => ("", " "),
    };
    format!("{}{mark}{point}", if first { "" } else { separator })
}

/// With a capital first letter.
fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// With a capital first letter and a full stop.
fn sentence(text: &str) -> String {
    let text = capitalized(text.trim_end_matches([',', ';', ':']));
    if is_finished(&text) { text } else { text + "." }
}

/// One line of at most `limit` words without quotation marks around it or a full stop: cut at a clause where there is a
/// good one, else at a word.
fn headline(text: &str, limit: usize) -> String {
    let text = text.trim_matches(['"', '“', '”', '\'', ' ']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut end = words.len();
    if end > limit {
        let clause = |at: &usize| words[at - 1].ends_with([',', ';', ':', '.']) || is_conjunction(words[*at]);
        let cuts = (HEADLINE_WORDS.max(limit / 2)..=limit).rev().find(clause);
        end = cuts.unwrap_or_else(|| {
            let dangling = |word: &&str| is_function_word(word.trim_matches(|c: char| !c.is_alphanumeric()));
            let mut end = limit;
            while end > HEADLINE_WORDS && dangling(&words[end - 1]) {
                end -= 1;
            }
            end
        });
    }
    let line = words[..end].join(" ");
    let abbreviated = line.ends_with("a.m.") || line.ends_with("p.m.");
    let line = if abbreviated { line.as_str() } else { line.trim_end_matches(['.', ',', ';', ':', '…', ' ']) };
    capitalized(line)
}

fn is_conjunction(word: &str) -> bool {
    ["and", "but", "because", "which", "while", "although", "und", "aber", "weil", "which"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summarize::options::Length;

    fn pieces(kind: Kind, format: Format) -> String {
        let options = Options { kind, format, ..Options::default() };
        ["the board met.", "money was spent"].iter().enumerate().map(|(at, p)| piece(p, at == 0, &options)).collect()
    }

    #[test]
    fn each_kind_has_its_form() {
        assert_eq!(pieces(Kind::KeyPoints, Format::Markdown), "* The board met.\n* Money was spent");
        assert_eq!(pieces(Kind::KeyPoints, Format::PlainText), "The board met.\nMoney was spent");
        assert_eq!(pieces(Kind::Tldr, Format::Markdown), "The board met. Money was spent.");
    }

    #[test]
    fn headlines_are_short_lines_without_marks() {
        let options = Options { kind: Kind::Headline, length: Length::Short, ..Options::default() };
        assert_eq!(piece("\"The board met.\"", true, &options), "The board met");
        assert_eq!(
            piece(
                "The board approved $48,500 for the new library on 5 March, about $6,000 less than asked.",
                true,
                &options
            ),
            "The board approved $48,500 for the new library on 5 March"
        );
        assert_eq!(
            piece("one two three four five six seven eight nine ten of the end here", true, &options)
                .split(' ')
                .count(),
            10
        );
        assert_eq!(piece("The meeting is at 2 p.m.", true, &options), "The meeting is at 2 p.m.");
    }
}
