//! Who speaks in a dialogue: lines that begin with a name and a colon.

use std::collections::HashMap;
use std::ops::Range;

/// Bytes of a speaker's name at most.
const LONGEST: usize = 40;

/// Lines with a speaker that make a dialogue.
const TURNS: usize = 3;

/// What stands before a colon without being somebody; lower case.
const NO_SPEAKERS: [&str; 50] = [
    "note",
    "notes",
    "nb",
    "ps",
    "p.s",
    "date",
    "time",
    "place",
    "where",
    "when",
    "who",
    "what",
    "why",
    "how",
    "deadline",
    "todo",
    "to do",
    "action",
    "actions",
    "decision",
    "agreed",
    "topic",
    "agenda",
    "present",
    "attendees",
    "apologies",
    "subject",
    "title",
    "tel",
    "phone",
    "fax",
    "email",
    "e-mail",
    "http",
    "https",
    "example",
    "total",
    "price",
    "status",
    "due",
    "next",
    "owner",
    "from",
    "to",
    "cc",
    "sent",
    "von",
    "an",
    "gesendet",
    "betreff",
];

/// Bytes of the name in front of the colon with which a line begins, after a time stamp perhaps ("[10:02] Anna: …").
fn label(line: &str) -> Option<Range<usize>> {
    let start = time_stamp(line);
    let rest = &line[start..];
    let ends = |at: usize, c: char| match c {
        ':' => rest[at + 1..].chars().next().is_none_or(char::is_whitespace),
        c => c == '：',
    };
    let (colon, _) = rest.char_indices().take_while(|&(at, _)| at <= LONGEST).find(|&(at, c)| ends(at, c))?;
    // A time or a remark may stand behind the name: "Anna (10:02)" has its colon within the parentheses.
    let start = start + rest.len() - rest.trim_start().len();
    let name = rest[..colon].trim_start().split(" (").next().unwrap_or_default().trim_end();
    let words = name.split(' ').count();
    let begins = name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    let fits = name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '\'' | '’' | '-' | '_' | '&' | '/'));
    let known = NO_SPEAKERS.contains(&name.to_lowercase().as_str());
    (begins && fits && words <= 4 && !known).then(|| start..start + name.len())
}

/// Bytes of a time in front of a name, with the white space and dashes after it.
fn time_stamp(line: &str) -> usize {
    let end = if line.starts_with(['[', '(']) {
        line.bytes().take(LONGEST).position(|byte| matches!(byte, b']' | b')')).map_or(0, |at| at + 1)
    } else {
        // "12/03 21:14 - "
        let belongs = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b',' | b'-' | b'/' | b' ');
        let end = line.bytes().take(LONGEST).take_while(belongs).count();
        if line[..end].contains(':') { end } else { 0 }
    };
    if !line[..end].contains(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let rest = &line[end..];
    end + rest.len() - rest.trim_start_matches([' ', '\t', '-', '–', '—']).len()
}

/// The speakers of a text.
#[derive(Debug, Default)]
pub struct Speakers<'a>(HashMap<&'a str, usize>);

impl<'a> Speakers<'a> {
    /// Finds the speakers among lines. They are some only where at least two speak, three times together, and one of them
    /// more than once: "Milk: 2" and "Deadline: Friday" are said by nobody.
    #[must_use]
    pub fn of(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut turns: HashMap<&str, usize> = HashMap::new();
        for line in lines {
            if let Some(label) = label(line) {
                *turns.entry(&line[label]).or_default() += 1;
            }
        }
        let all: usize = turns.values().sum();
        let speak = turns.len() >= 2 && all >= TURNS && all > turns.len() && all >= turns.len() * 3 / 2;
        Self(if speak { turns } else { HashMap::new() })
    }

    /// Bytes of the speaker's name with which a line begins a turn.
    #[must_use]
    pub fn turn(&self, line: &str) -> Option<Range<usize>> {
        if self.0.is_empty() {
            return None;
        }
        label(line).filter(|label| self.0.contains_key(&line[label.clone()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_before_colons_are_labels() {
        let named = |line: &'static str| label(line).map(|label| &line[label]);
        assert_eq!(named("Anna: hello"), Some("Anna"));
        assert_eq!(named("[14.03.24, 10:02] Dr. Anna Weiß: hello"), Some("Dr. Anna Weiß"));
        assert_eq!(named("10:02 - Ben: hello"), Some("Ben"));
        assert_eq!(named("12/03 21:14 - Sizwe: hello"), Some("Sizwe"));
        assert_eq!(named("小明：你好"), Some("小明"));
        assert_eq!(named(" René: hello"), Some("René"));
        assert_eq!(named("Ben Ode (10:02): hello"), Some("Ben Ode"));
        for line in
            ["Note: this", "10:02 is early", "see: below", "He said that it is so and so: yes", "http://x", "A:b", ""]
        {
            assert_eq!(named(line), None, "{line}");
        }
    }

    #[test]
    fn speakers_come_again() {
        let speakers = |text: &'static str| Speakers::of(text.lines()).0.len();
        assert_eq!(speakers("Anna: Hi\nBen: Hello\nAnna: Bye"), 2);
        assert_eq!(speakers("Milk: 2\nBread: 1\nEggs: 6"), 0);
        assert_eq!(speakers("Anna: Hi\nand more"), 0);
        let talk = Speakers::of("Anna: Hi\nBen: Hello\nAnna: Bye".lines());
        assert_eq!((talk.turn("Ben: so"), talk.turn("Tom: so"), talk.turn("so: so")), (Some(0..3), None, None));
    }
}
