//! Points to the text of a summary.

use super::options::{Format, Kind, Options};
use super::words::is_function_word;
use crate::generate::sentences::is_finished;

/// A point as it appears in the summary. A `verbatim` one gets no full stop that it does not have.
#[must_use]
pub fn shown(point: &str, verbatim: bool, options: &Options) -> String {
    match options.kind {
        Kind::Headline => headline(point, options.headline_words()),
        Kind::KeyPoints => capitalized(point.trim_end_matches([',', ';'])),
        Kind::Tldr | Kind::Teaser if verbatim => capitalized(point),
        Kind::Tldr | Kind::Teaser => sentence(point),
    }
}

/// What is shown of a point with its list mark, and with what separates it from the one before.
#[must_use]
pub fn marked(shown: &str, first: bool, options: &Options) -> String {
    let (mark, separator) = match (options.kind, options.format) {
        (Kind::KeyPoints, Format::Markdown) => ("* ", "\n"),
        (Kind::KeyPoints, Format::PlainText) => ("", "\n"),
        _ => ("", " "),
    };
    format!("{}{mark}{shown}", if first { "" } else { separator })
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

/// One line of at most `limit` words without quotation marks around it or a full stop. A longer text is cut where a
/// clause ends, or else at a word, which is shown by an ellipsis.
fn headline(text: &str, limit: usize) -> String {
    let text = text.trim_matches(['"', '“', '”', '\'', ' ']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |words: &[&str]| {
        let line = words.join(" ");
        let abbreviated = line.ends_with("a.m.") || line.ends_with("p.m.");
        let line = if abbreviated { &line } else { line.trim_end_matches(['.', ',', ';', ':', '…', ' ']) };
        capitalized(line)
    };
    if words.len() <= limit {
        return bare(&words);
    }
    let clause = |&end: &usize| words[end - 1].ends_with([';', ':', '.']) || opens_clause(words[end]);
    if let Some(end) = (limit * 2 / 3..=limit).rev().find(clause) {
        return bare(&words[..end]);
    }
    let dangles = |word: &str| is_function_word(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut end = limit;
    while end > limit / 2 && dangles(words[end - 1]) {
        end -= 1;
    }
    format!("{} …", bare(&words[..end]))
}

/// Whether a word begins a clause that can be left out.
fn opens_clause(word: &str) -> bool {
    ["but", "because", "which", "while", "although", "where", "aber", "weil", "obwohl"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summarize::options::Length;

    fn pieces(kind: Kind, format: Format) -> String {
        let options = Options { kind, format, ..Options::default() };
        ["the board met.", "money was spent"]
            .iter()
            .enumerate()
            .map(|(at, p)| marked(&shown(p, false, &options), at == 0, &options))
            .collect()
    }

    #[test]
    fn each_kind_has_its_form() {
        assert_eq!(pieces(Kind::KeyPoints, Format::Markdown), "* The board met.\n* Money was spent");
        let options = Options { kind: Kind::KeyPoints, ..Options::default() };
        assert_eq!(shown("all the best,", false, &options), "All the best");
        assert_eq!(pieces(Kind::KeyPoints, Format::PlainText), "The board met.\nMoney was spent");
        assert_eq!(pieces(Kind::Tldr, Format::Markdown), "The board met. Money was spent.");
    }

    #[test]
    fn what_stands_for_the_whole_note_gains_no_full_stop() {
        let options = Options { kind: Kind::Tldr, ..Options::default() };
        assert_eq!(shown("call Brandt & Co", true, &options), "Call Brandt & Co");
    }

    #[test]
    fn headlines_are_short_lines_without_marks() {
        let options = Options { kind: Kind::Headline, length: Length::Short, ..Options::default() };
        let line = |text: &str| shown(text, false, &options);
        assert_eq!(line("\"The board met.\""), "The board met");
        assert_eq!(line("the meeting is at 2 p.m."), "The meeting is at 2 p.m.");
        assert_eq!(
            line("The board approved all the money that was asked for, because the roof leaks."),
            "The board approved all the money that was asked for"
        );
        assert_eq!(
            line("One two three four five six seven eight nine ten of the end here."),
            "One two three four five six seven eight nine ten …"
        );
    }
}
