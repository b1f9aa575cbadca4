//! Where sentences end: rules for plain text, without a dictionary. Stops of other scripts are known; what belongs to a
//! word and not to a sentence is in `abbreviations`.

use std::ops::Range;

use super::abbreviations::{goes_on, is_month};

/// Stops that end a sentence though no space follows: those of scripts that are written without spaces.
const FULL_WIDTH: [char; 5] = ['。', '！', '？', '｡', '．'];

/// Stops before a space that no abbreviation has.
const PLAIN: [char; 11] = ['!', '?', '…', '؟', '۔', '।', '॥', '።', '။', '។', '‽'];

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    /// All of it is there.
    complete: bool,
    /// It is written without capitals, so a sentence may begin with any letter.
    small: bool,
}

/// The sentences of a text, as byte ranges without the white space around them. A line break ends a sentence where
/// the next line begins a list item or a heading, or where an empty line follows; together the ranges hold everything
/// but white space.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let small = !text.chars().any(char::is_uppercase) && text.contains(char::is_lowercase);
    let reading = Reading { complete: true, small };
    let mut rest = 0;
    while let Some(end) = end_of_first(&text[rest..], reading) {
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

/// Where the first sentence of a growing text ends (after its closing marks), if something follows that shows it.
#[must_use]
pub fn first_end(text: &str) -> Option<usize> {
    end_of_first(text, Reading { complete: false, small: false })
}

fn end_of_first(text: &str, reading: Reading) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    // Marks before here belong to a run that has been looked at: one that ends no sentence is not looked at again.
    let mut seen = 0;
    for (at, c) in text[start..].char_indices().map(|(at, c)| (at + start, c)) {
        if at < seen {
            continue;
        }
        if c == '\n' {
            if ends_line(&text[at + 1..]) {
                return Some(at);
            }
            continue;
        }
        if c != '.' && !PLAIN.contains(&c) && !FULL_WIDTH.contains(&c) {
            continue;
        }
        let after = &text[at + c.len_utf8()..];
        let end = at + c.len_utf8() + closing(after);
        seen = end;
        let follows = &text[end..];
        if FULL_WIDTH.contains(&c) {
            // A mark that closes a quotation may still come.
            if follows.is_empty() && !reading.complete {
                return None;
            }
            if !follows.starts_with(['，', '、']) {
                return (!follows.is_empty()).then_some(end);
            }
            continue;
        }
        let Some(next) = follows.chars().find(|c| !c.is_whitespace()) else { continue };
        let ellipsis = c == '…' || after.starts_with("..");
        let small = next.is_lowercase() && (!reading.small || ellipsis);
        if !follows.starts_with(char::is_whitespace) || small || matches!(next, ',' | ';') {
            continue;
        }
        let single = c == '.' && !after.starts_with('.');
        if !single || !goes_on(&text[start..at], follows.trim_start(), reading.complete) {
            return Some(end);
        }
    }
    None
}

/// Bytes of the further stops and closing marks that belong to a stop before them.
fn closing(after: &str) -> usize {
    let belongs = |c: char| {
        matches!(c, '.' | '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '」' | '』' | '）' | '】' | '》' | '“')
            || PLAIN.contains(&c)
            || FULL_WIDTH.contains(&c)
    };
    let marks = after.find(|c| !belongs(c)).unwrap_or(after.len());
    // French puts a space before the mark that closes a quotation.
    let rest = &after[marks..];
    let space = if rest.starts_with(" »") { " »".len() } else { 0 };
    marks + space
}

/// Whether a line break with this after it ends a sentence.
fn ends_line(after: &str) -> bool {
    let line = after.trim_start_matches([' ', '\t']);
    line.starts_with('\n') || is_item(line) || line.starts_with('#')
}

/// Bytes of the mark of a list item at the beginning of a line, with the white space after it: a bullet, or a number or a
/// letter with a stop or parentheses. A year is none, nor is the day of a date.
#[must_use]
pub fn item_mark(line: &str) -> Option<usize> {
    let bullets = ['-', '*', '+', '•', '–', '—', '◦', '▪', '‣', '·', '●', '○', '■', '➢', '→'];
    let length = match line.strip_prefix(bullets) {
        Some(rest) => line.len() - rest.len(),
        None => {
            let opens = usize::from(line.starts_with('('));
            let inside = &line[opens..];
            let digits = inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let letter = usize::from(digits == 0 && inside.starts_with(|c: char| c.is_ascii_lowercase()));
            let end = opens + digits + letter;
            let closes = line[end..].starts_with(')') || opens == 0 && letter == 0 && line[end..].starts_with('.');
            if !(1..=3).contains(&(digits + letter)) || !closes {
                return None;
            }
            let date = line[end..].strip_prefix(". ").is_some_and(is_month);
            if date {
                return None;
            }
            end + 1
        }
    };
    let rest = &line[length..];
    let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    (space > 0).then_some(length + space)
}

/// Whether a line begins with the mark of a list item.
#[must_use]
pub fn is_item(line: &str) -> bool {
    item_mark(line.trim_start()).is_some()
}

/// Whether a text ends as a finished sentence does.
#[must_use]
pub fn is_finished(text: &str) -> bool {
    let closing = ['"', '\'', '”', '’', '“', '»', ')', ']', '*', '」', '』', '）', '】', '》', ' '];
    let text = text.trim_end().trim_end_matches(closing);
    text.ends_with('.') || text.ends_with(PLAIN) || text.ends_with(FULL_WIDTH)
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
    fn names_amounts_versions_and_addresses_are_whole() {
        let same = [
            "J. R. Smith met Dr. A. Lee of Brandt & Co. Ltd. in St. Gallen.",
            "See No. 5, p. 12 and Fig. 3, approx. 40 km away, i.e. Nowhere.",
            "Version v1.2.3 is at https://x.org/a.b?c=1.5 or a.b@x.org today.",
            "The U.S. Army paid 1.5 million at 3 p.m. Monday.",
            "He waited ... and waited... then left.",
        ];
        for text in same {
            assert_eq!(split(text), [text]);
        }
        assert_eq!(split("I work for Brandt & Co. We met."), ["I work for Brandt & Co.", "We met."]);
        assert_eq!(
            split("She said no. Then he left the U.S. The end."),
            ["She said no.", "Then he left the U.S.", "The end."]
        );
        assert_eq!(split("Use v1.2.3. Then go to x.org. Done."), ["Use v1.2.3.", "Then go to x.org.", "Done."]);
        assert_eq!(split("It ended... Then (he said.) We left."), ["It ended...", "Then (he said.)", "We left."]);
    }

    #[test]
    fn other_scripts_have_their_own_stops() {
        assert_eq!(split("今日は雨です。「傘は？」明日は、晴れ！"), ["今日は雨です。", "「傘は？」", "明日は、晴れ！"]);
        assert_eq!(split("ما هذا؟ هذا كتاب. نعم"), ["ما هذا؟", "هذا كتاب.", "نعم"]);
        assert_eq!(split("यह किताब है। वह घर है।"), ["यह किताब है।", "वह घर है।"]);
        assert_eq!(split("« Oui. » Il part. »"), ["« Oui. »", "Il part. »"]);
    }

    #[test]
    fn texts_without_capitals_have_sentences_too() {
        assert_eq!(
            split("met tom. he said no... then lunch. e.g. soup."),
            ["met tom.", "he said no... then lunch.", "e.g. soup."]
        );
    }

    #[test]
    fn marks_of_items_are_known() {
        let marks = ["- a", "12. a", "3) a", "(a) b", "b) c", "• a", "5. Maßnahme"];
        assert_eq!(marks.map(item_mark), [Some(2), Some(4), Some(3), Some(4), Some(3), Some(4), Some(3)]);
        let none = ["-a", "1986. A year", "5. Mai", "1.5 l", "a. b", "(see) x", "*", "- ", "", "...", "2 * 3"];
        assert!(none.iter().all(|line| item_mark(line.trim_end()).is_none()), "{:?}", none.map(item_mark));
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
        assert_eq!(first_end("The U.S. Th"), None);
        assert_eq!(first_end("「はい。"), None);
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
