//! Faults of form: what a summary must not look like, whatever it says.

use serde::Serialize;

use crate::generate::grounding::word::words;
use crate::generate::sentences::{is_finished, is_item, sentences};
use crate::summarize::{Kind, Options};

/// How chat models begin when they talk about what they do; lower case.
const PREAMBLES: [&str; 20] = [
    "here is",
    "here's",
    "here are",
    "sure",
    "certainly",
    "of course",
    "in summary",
    "summary:",
    "to summarize",
    "the following",
    "the input text",
    "the text",
    "this text",
    "the passage",
    "this passage",
    "as an ai",
    "i'm sorry",
    "i am sorry",
    "i apologize",
    "i can",
];

const SECOND_PERSON: [&str; 9] =
    ["you", "your", "yours", "yourself", "yourselves", "you're", "you'll", "you've", "you'd"];

/// Words that no finished line ends with.
const OPEN_ENDS: [&str; 20] = [
    "a", "an", "and", "as", "at", "because", "but", "by", "for", "from", "in", "into", "is", "of", "or", "that", "the",
    "to", "was", "with",
];

/// Marks that plain text has no use for.
const MARKUP: [&str; 8] = ["**", "__", "](", "```", "<|", "|>", "</", "# "];

/// A fault of form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Nothing but white space.
    Empty,
    /// The last sentence, or a point, is cut off.
    Unfinished,
    /// It talks about itself.
    Preamble,
    /// It speaks to the reader, outside of quotations.
    SecondPerson,
    /// A list where prose is asked for.
    ListInProse,
    /// More points, sentences or words than the kind and length allow.
    TooLong,
    /// Marks of markdown or of a chat template in plain text.
    Markup,
}

/// The faults of a summary in plain text, each at most once. `written` is the part of it that is not marked as a
/// quotation.
#[must_use]
pub fn faults(summary: &str, written: &str, options: &Options) -> Vec<Fault> {
    let text = summary.trim();
    if text.is_empty() {
        return vec![Fault::Empty];
    }
    let lower = text.to_lowercase().replace('’', "'");
    let begins = |start: &str| lower.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let prose = matches!(options.kind, Kind::Tldr | Kind::Teaser);
    let unfinished = match options.kind {
        Kind::Tldr | Kind::Teaser => !is_finished(text),
        Kind::KeyPoints | Kind::Headline => lines.iter().any(|line| is_cut_off(line)),
    };
    let too_long = match options.kind {
        Kind::KeyPoints => lines.len() > options.points(),
        Kind::Tldr | Kind::Teaser => sentences(text).len() > options.points(),
        Kind::Headline => lines.len() > 1 || text.split_whitespace().count() > options.headline_words(),
    };
    let checks = [
        (Fault::Unfinished, unfinished),
        (Fault::Preamble, PREAMBLES.iter().any(|start| begins(start))),
        (
            Fault::SecondPerson,
            words(&unquoted(written)).iter().any(|word| SECOND_PERSON.contains(&word.lower().as_str())),
        ),
        (Fault::ListInProse, prose && lines.iter().any(|line| is_item(line))),
        (Fault::TooLong, too_long),
        (Fault::Markup, MARKUP.iter().any(|mark| text.contains(mark))),
    ];
    checks.into_iter().filter(|(_, has)| *has).map(|(fault, _)| fault).collect()
}

/// Whether a line that need not be a sentence breaks off.
fn is_cut_off(line: &str) -> bool {
    let last = words(line).last().map(|word| word.lower());
    line.ends_with([',', ';', ':', '-', '–', '(', '&'])
        || last.is_some_and(|word| OPEN_ENDS.contains(&word.as_str())) && !is_finished(line)
}

/// A text without what stands between double quotation marks.
fn unquoted(text: &str) -> String {
    let mut inside = false;
    let keep = |c: char| match c {
        '"' => {
            inside = !inside;
            ' '
        }
        '“' | '„' | '«' => {
            inside = true;
            ' '
        }
        '”' | '»' => {
            inside = false;
            ' '
        }
        _ if inside => ' ',
        _ => c,
    };
    text.chars().map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: &str, summary: &str) -> Vec<Fault> {
        let options = Options::from_json(&format!(r#"{{"type":"{kind}","length":"short"}}"#)).unwrap();
        faults(summary, summary, &options)
    }

    #[test]
    fn good_form_has_no_faults() {
        assert_eq!(found("tldr", "The board met on 5 March."), []);
        assert_eq!(found("tldr", "Dana said: “You may go.”"), []);
        assert_eq!(found("key-points", "milk\nbread\nCome in."), []);
        assert_eq!(found("headline", "Board approves new shelves for the library"), []);
        assert_eq!(found("tldr", "The textbook costs $5."), []);
    }

    #[test]
    fn each_fault_is_found() {
        use Fault::{Empty, ListInProse, Markup, Preamble, SecondPerson, TooLong, Unfinished};
        for (kind, summary, fault) in [
            ("tldr", " \n", Empty),
            ("tldr", "The board met on", Unfinished),
            ("headline", "Board approves shelves for the", Unfinished),
            ("key-points", "milk\nbread and", Unfinished),
            ("teaser", "Here’s a summary of it.", Preamble),
            ("tldr", "The text is about shelves.", Preamble),
            ("tldr", "It shows that you're late.", SecondPerson),
            ("tldr", "- Shelves are late.", ListInProse),
            ("tldr", "One came. Two went.", TooLong),
            ("key-points", "a b\nc d\ne f\ng h", TooLong),
            ("headline", "one two three four five six seven eight nine ten eleven twelve thirteen", TooLong),
            ("tldr", "The **board** met.", Markup),
        ] {
            assert_eq!(found(kind, summary), [fault], "{kind}: {summary}");
        }
    }

    #[test]
    fn what_is_quoted_may_speak_to_somebody() {
        let options = Options::default();
        assert_eq!(faults("You should bring milk.", "", &options), []);
    }
}
