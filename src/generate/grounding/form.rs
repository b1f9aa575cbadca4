//! The form of a summary: nobody is spoken to, nothing is announced, and prose has no marks of lists or markdown.

use super::Draft;

/// How chat models begin when they talk about what they do; lower case. Each ends where a word ends.
const PREAMBLES: [&str; 31] = [
    "i'm sorry",
    "i am sorry",
    "i apologize",
    "i can",
    "as a text",
    "as an ai",
    "as a language",
    "here's",
    "here is",
    "here are",
    "sure",
    "certainly",
    "of course",
    "the following",
    "the text",
    "this text",
    "the input",
    "this input",
    "the passage",
    "this passage",
    "the author",
    "the note",
    "this note",
    "the summary",
    "this summary",
    "summary",
    "in summary",
    "to summarize",
    "key point",
    "key points",
    "please",
];

/// Words that speak to the reader; lower case.
const SECOND_PERSON: [&str; 9] =
    ["you", "your", "yours", "yourself", "yourselves", "you're", "you'll", "you've", "you'd"];

/// Marks that plain text has no use for.
const MARKUP: [&str; 8] = ["**", "__", "](", "```", "<|", "|>", "</", "\u{fffd}"];

/// Marks that begin the items of lists, headings and quotations.
const ITEMS: [char; 7] = ['-', '*', '•', '#', '>', '|', '+'];

/// Whether a sentence has that form as far as it goes.
pub fn holds(draft: &Draft<'_>) -> bool {
    let text = draft.text.trim();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    // "3." may become "3.5".
    let may_be_decimal = is_decimal(number) || (draft.grows && number == ".");
    let is_item =
        text.starts_with(ITEMS) || (number.len() < text.len() && number.starts_with([')', '.']) && !may_be_decimal);
    let is_prose = !text.contains(|c: char| c.is_whitespace() && c != ' ');
    let closed = draft.closed();
    let lower: Vec<String> = draft.words[closed].iter().map(super::Word::lower).collect();
    let begins = |phrase: &&str| {
        let length = phrase.split(' ').count();
        lower.len() >= length && phrase.split(' ').zip(&lower).all(|(a, b)| a == b)
    };
    !is_item
        && is_prose
        && !MARKUP.iter().any(|mark| draft.text.contains(mark))
        && !lower.iter().any(|word| SECOND_PERSON.contains(&word.as_str()))
        && !PREAMBLES.iter().any(begins)
}

/// Whether a figure goes on behind a stop: "3.5" begins no item.
fn is_decimal(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
