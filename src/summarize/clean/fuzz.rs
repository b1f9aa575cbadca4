//! Notes that nobody would write: what holds for every text.

use std::time::{Duration, Instant};

use super::*;
use crate::summarize::chunk::tests::bytes;
use crate::summarize::chunk::{Size, chunks};
use crate::summarize::units::units;
use crate::tokenizer::Tokenizer;

/// Markup, and a few characters of more than one byte.
const ALPHABET: [&str; 64] = [
    "*",
    "_",
    "`",
    "~",
    "=",
    "#",
    ">",
    "<",
    "&",
    ";",
    "[",
    "]",
    "(",
    ")",
    "!",
    "|",
    "-",
    "+",
    ".",
    ":",
    "\\",
    "/",
    "\"",
    "'",
    "^",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "a",
    "B",
    "1",
    "ä",
    "。",
    "😀",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\0",
    "<b>",
    "</p>",
    "<li>",
    "<tr>",
    "<td>",
    "<pre>",
    "<blockquote>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&amp;",
    "```\n",
    "---\n",
    "- [x] ",
    "| ",
    "On 1 wrote:\n",
    "-- \n",
    "From: x\n",
    "Subject: y\n",
    "https://x.y/",
    "-----Original Message-----\n",
];

/// Xorshift, by Marsaglia.
struct Random(u64);

impl Random {
    /// Small seeds are spread over all bits.
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Checks what holds for every note.
fn check(note: &str) {
    let document = clean(note);
    let text = document.text();
    let (mut at, mut source) = (0, 0);
    for piece in document.pieces(0..text.len()) {
        assert_eq!(piece.text.start, at, "pieces cover the text: {note:?}");
        assert!(piece.source.start >= source && piece.source.end <= note.len(), "{piece:?} in {note:?}");
        let (said, written) = (&text[piece.text.clone()], &note[piece.source.clone()]);
        if piece.copied {
            assert_eq!(said, written, "{note:?}");
        } else {
            let decoded =
                entities::decode(written).is_some_and(|(decoded, length)| length == written.len() && decoded == said);
            let marks = ["", "-", ">", "|", "```", "#", "##", "###", "####", "#####", "######"];
            assert!(decoded || marks.contains(&said.trim()), "{said:?} for {written:?} in {note:?}");
        }
        (at, source) = (piece.text.end, piece.source.end);
    }
    assert_eq!(at, text.len());
    let mut end = 0;
    for block in &document.blocks {
        assert!(text[end..block.range.start].trim().is_empty(), "{note:?}");
        assert!(block.range.start <= block.body.start && block.body.end == block.range.end, "{note:?}");
        assert_eq!(text[block.body.clone()].trim(), &text[block.body.clone()], "{note:?}");
        assert!(!block.body.is_empty(), "{note:?}");
        let source = document.source(block.body.clone());
        assert!(note.is_char_boundary(source.start) && note.is_char_boundary(source.end));
        end = block.range.end;
    }
    assert_eq!(end, text.len(), "{note:?}");
    assert!(document.omitted.iter().all(|part| note.get(part.source.clone()).is_some()), "{note:?}");
    assert!(!text.contains('\r') && !text.contains('\0'));
    let units = units(&document);
    let mut end = 0;
    for unit in &units {
        assert!(unit.range.start >= end && !unit.range.is_empty(), "{note:?}");
        assert_eq!(text[unit.range.clone()].trim(), &text[unit.range.clone()]);
        end = unit.range.end;
    }
    let ink = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let in_units: usize = units.iter().map(|unit| ink(&text[unit.range.clone()])).sum();
    let in_blocks: usize = document.blocks.iter().map(|block| ink(&text[block.body.clone()])).sum();
    assert_eq!(in_units, in_blocks, "{note:?}");
}

/// What the chunks of a note hold: everything in it, in order, within the limit.
fn check_chunks(note: &str, size: Size, tokenizer: &Tokenizer) {
    let document = clean(note);
    let (text, units) = (document.text(), units(&document));
    if units.is_empty() {
        return;
    }
    let found = chunks(&document, &units, size, tokenizer).unwrap();
    let (mut end, mut covered) = (0, 0);
    for chunk in &found {
        assert!(chunk.range.start >= end && !chunk.range.is_empty(), "{chunk:?} in {note:?}");
        assert!(text[end..chunk.range.start].trim().is_empty(), "{chunk:?} leaves something out of {note:?}");
        assert!(chunk.tokens <= size.limit || text[chunk.range.clone()].chars().count() == 1, "{chunk:?} in {note:?}");
        assert!(chunk.units.start <= covered && chunk.units.end >= covered, "{chunk:?} in {note:?}");
        (end, covered) = (chunk.range.end, chunk.units.end);
    }
    assert_eq!(covered, units.len(), "{note:?}");
    assert!(text[end..].trim().is_empty(), "{note:?}");
}

/// The seeds of the cases: `few` of them, or as many as there is time for where `NUTSHELL_FUZZ_SECONDS` gives one.
fn seeds(few: u64) -> impl Iterator<Item = u64> {
    let seconds = std::env::var("NUTSHELL_FUZZ_SECONDS").ok();
    let budget = seconds.map(|text| Duration::from_secs(text.parse().unwrap()));
    let start = Instant::now();
    (1..).take_while(move |&seed| {
        let goes_on = budget.map_or(seed <= few, |budget| start.elapsed() < budget);
        if !goes_on {
            println!("{} cases in {:.0?}", seed - 1, start.elapsed());
        }
        goes_on
    })
}

fn markup(random: &mut Random, longest: usize) -> String {
    let length = 1 + random.below(longest);
    (0..length).map(|_| ALPHABET[random.below(ALPHABET.len())]).collect()
}

/// Marks that turn a line round, join letters, are no letters, or stand for others.
const ODD: [&str; 16] = [
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{200d}",
    "\u{ad}",
    "\u{301}",
    "\u{fffd}",
    "\u{fdd0}",
    "\u{10ffff}",
    "\u{e0001}",
    "\u{2028}",
    "\u{85}",
    "\u{1b}[31m",
    "ﷺ",
    "İ",
    "👩\u{200d}👧",
];

/// The last place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A note of the project's own, with pieces of it gone, twice there, elsewhere, or with something put in.
fn damaged(note: &str, random: &mut Random) -> String {
    let mut text = note.to_owned();
    for _ in 0..=random.below(8) {
        let at = boundary(&text, random.below(text.len() + 1));
        let end = boundary(&text, (at + random.below(200)).min(text.len()));
        match random.below(6) {
            0 => text.replace_range(at..end, ""),
            1 => {
                let piece = text[at..end].to_owned();
                let to = boundary(&text, random.below(text.len() + 1));
                text.insert_str(to, &piece);
            }
            2 => text.insert_str(at, ODD[random.below(ODD.len())]),
            3 => text.insert_str(at, &ALPHABET[random.below(ALPHABET.len())].repeat(random.below(300))),
            4 => text.truncate(at),
            _ => text.insert_str(at, &markup(random, 12)),
        }
    }
    text
}

#[test]
fn every_text_is_read() {
    for seed in seeds(10_000) {
        check(&markup(&mut Random::new(seed), 60));
    }
}

#[test]
fn every_text_is_cut_without_loss() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/notes");
    let mut notes: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    notes.sort();
    let notes: Vec<String> = notes.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    assert!(notes.len() > 20);
    let tokenizer = bytes();
    for seed in seeds(1500) {
        let mut random = Random::new(seed);
        let note = if random.below(4) == 0 {
            markup(&mut random, 200)
        } else {
            damaged(&notes[random.below(notes.len())], &mut random)
        };
        check(&note);
        let target = 1 + random.below(400);
        check_chunks(&note, Size { target, limit: target + 4 + random.below(400) }, &tokenizer);
    }
}

#[test]
fn a_megabyte_of_anything_takes_linear_time() {
    for part in ALPHABET {
        check(&part.repeat(1_000_000 / part.len()));
    }
    let parts = [
        "[](",
        "![](",
        "](",
        "[a]([a](",
        "<a ",
        "<a x=\"",
        "<a x='y' ",
        "<!doctype ",
        "<script>x",
        "`a``b",
        "[^",
        "[x]: y.z\n",
        "[[a|",
        "*a ",
        "**a* ",
        "_a_",
        "> a\n",
        ">",
        "a\n",
        "a\n\n",
        "- a\n",
        "```\n~~~\n",
        "````a\n",
        "| a |\n",
        "a | b\n---|---\n",
        "# a\n",
        "a\n---\n",
        "Dr. ",
        "e.g. A",
        "a. ",
        "...\n",
        "? ! ",
        "From: a\nTo: b\n",
        "From: a\nSent: b\nTo: c\n\n",
        "Best,\n",
        "On 1 wrote:\n\n",
        "Ana: x\nBen: y\n",
        "A: b\n",
        "<p>",
        "<td>",
        "</li>",
        "<blockquote>a",
        "&#1;",
        "&amp",
        "。",
        "\\*",
        "<x",
        "confidential privileged in error unauthorized\n\n",
        "www.",
        "http://a",
        "<a@b.c>",
        "=== ",
        "~~a~~",
        "(((",
        "\t",
        " \n",
        "Ä. ",
    ];
    for part in parts {
        check(&part.repeat(1_000_000 / part.len()));
    }
    let mut fences = String::new();
    for length in (3..1200).rev() {
        fences.push_str(&"`".repeat(length));
        fences.push_str(" a\n");
    }
    check(&fences);
    check(&format!("{}x", "<svg>".repeat(100_000)));
    check(&format!("<p>{}</p>", " <p>".repeat(100_000)));
    check(&format!("{}{}", "[a](".repeat(100_000), ")".repeat(100_000)));
    check(&format!("{}{}", "*a".repeat(100_000), "*".repeat(100_000)));
}
