//! Notes that nobody would write: what holds for every text.

use super::*;

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
    let units = crate::summarize::units::units(&document);
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

#[test]
fn every_text_is_read() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..10_000 {
        let length = 1 + random.below(60);
        let note: String = (0..length).map(|_| ALPHABET[random.below(ALPHABET.len())]).collect();
        check(&note);
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
