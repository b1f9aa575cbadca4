//! Where sentences end: rules for plain text in European languages, without a dictionary.

use std::ops::Range;

/// Words before a full stop that do not end a sentence (lower case, without the last stop).
const ABBREVIATIONS: [&str; 44] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "no", "nr", "fig", "figs", "eq", "e.g", "i.e", "cf",
    "approx", "ca", "bzw", "z.b", "d.h", "u.a", "vgl", "hr", "fr", "str", "inkl", "evtl", "ggf", "gen", "col", "rev",
    "dept", "min", "max", "tel", "inc", "ltd", "jan", "feb", "aug", "sept", "dec",
];

/// Words after "12." that make it a date in German and its neighbours; their first letters suffice.
const MONTHS: [&str; 16] =
    ["jan", "jän", "feb", "mär", "mae", "maj", "mai", "apr", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dez"];

/// The sentences of a text, as byte ranges without the white space around them. A line break ends a sentence where
/// the next line begins a list item or a heading, or where an empty line follows; together the ranges hold everything
/// but white space.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(end) = first_end(&text[rest..]) {
        push(&mut found, text, rest..rest + end);
        rest += end;
    }
    push(&mut found, text, rest..text.len());
    found
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let sentence = &text[range.clone()];
    let start = range.start + (sentence.len() - sentence.trim_start().len());
    let sentence = sentence.trim();
    if !sentence.is_empty() {
        found.push(start..start + sentence.len());
    }
}

/// Where the first sentence of a text ends (after its closing marks), if something follows that shows it.
#[must_use]
pub fn first_end(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    // Marks before here belong to a run that has been looked at: one that ends no sentence is not looked at again.
    let mut seen = 0;
    for (at, c) in text[start..].char_indices().map(|(at, c)| (at + start, c)) {
        if at < seen {
            continue;
        }
        let after = &text[at + c.len_utf8()..];
        let end = match c {
            '\n' if ends_line(after) => return Some(at),
            '.' | '!' | '?' | '…' => {
                let closing =
                    after.find(|c| !matches!(c, '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | ')' | ']' | '*'));
                at + c.len_utf8() + closing.unwrap_or(after.len())
            }
            '。' | '！' | '？' => return (!after.is_empty()).then_some(at + c.len_utf8()),
            _ => continue,
        };
        seen = end;
        let follows = &text[end..];
        let Some(next) = follows.chars().find(|c| !c.is_whitespace()) else { continue };
        if !follows.starts_with(char::is_whitespace) || next.is_lowercase() || matches!(next, ',' | ';') {
            continue;
        }
        if c != '.' || !is_abbreviation(&text[start..at], follows.trim_start()) {
            return Some(end);
        }
    }
    None
}

/// Whether a line break with this after it ends a sentence.
fn ends_line(after: &str) -> bool {
    let line = after.trim_start_matches([' ', '\t']);
    line.starts_with('\n') || is_item(line) || line.starts_with('#')
}

/// Whether a line begins with the mark of a list item.
#[must_use]
pub fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let bullet = ["- ", "* ", "+ ", "• ", "– "].iter().any(|mark| line.starts_with(mark));
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = (1..=3).contains(&digits) && [". ", ") "].iter().any(|mark| line[digits..].starts_with(mark));
    bullet || numbered
}

fn is_abbreviation(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“')).next().unwrap_or_default();
    let word = word.to_lowercase();
    if ABBREVIATIONS.contains(&word.as_str()) {
        return true;
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let day = word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let next: String = after.chars().take(3).flat_map(char::to_lowercase).collect();
    // A text that still grows may be about to name the month.
    let open = after.chars().nth(2).is_none();
    // "I" ends sentences ("so do I."), other single letters are initials.
    (initial && word != "i") || (day && (open || MONTHS.contains(&next.as_str())))
}

/// Whether a text ends as a finished sentence does.
#[must_use]
pub fn is_finished(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['"', '\'', '”', '’', ')', ']', '*']);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_megabyte_of_stops_takes_no_time() {
        let text = format!("Hello{}", ".".repeat(900_000));
        assert_eq!(split(&text), [text.as_str()]);
        let text = "Dr. ".repeat(200_000);
        assert_eq!(split(&text), [text.trim_end()]);
        assert_eq!(split("He left… \"Why?!\" Nobody knew."), ["He left…", "\"Why?!\"", "Nobody knew."]);
    }

    #[test]
    fn stops_end_sentences_unless_something_speaks_against_it() {
        let text = "Drilling starts at 3 p.m. on Monday. Mr. Reyes paid $1.50. \"Why?\" asked Dr. Weiss. He left";
        let expected =
            ["Drilling starts at 3 p.m. on Monday.", "Mr. Reyes paid $1.50.", "\"Why?\" asked Dr. Weiss.", "He left"];
        assert_eq!(split(text), expected);
        assert_eq!(split("Am 12. September um 9 Uhr. Danach Pause."), ["Am 12. September um 9 Uhr.", "Danach Pause."]);
        assert_eq!(split("The limit is 40. The trial starts."), ["The limit is 40.", "The trial starts."]);
    }

    #[test]
    fn lines_end_sentences_only_at_items_headings_and_empty_lines() {
        assert_eq!(split("a wrapped\nline\n\nnext"), ["a wrapped\nline", "next"]);
        assert_eq!(split("# Title\n- one\n- two\n1. three"), ["# Title", "- one", "- two", "1. three"]);
        assert_eq!(split(" \n\n "), [""; 0]);
    }

    #[test]
    fn an_end_shows_only_when_something_follows() {
        assert_eq!(first_end("Come at 3 p."), None);
        assert_eq!(first_end("It is $1.5"), None);
        assert_eq!(first_end("Bis zum 15. De"), None);
        assert_eq!(first_end("The limit is 40. The"), Some(16));
        assert_eq!(first_end("Done. N"), Some(5));
        assert!(is_finished("He said \"no.\"") && !is_finished("and then"));
    }

    #[test]
    fn nothing_but_white_space_is_lost() {
        let text = "A. B! c? (D.) e...  F。G\n\n- h\n# i. j";
        let kept: String = split(text).concat();
        let all = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(all(&kept), all(text));
    }
}
