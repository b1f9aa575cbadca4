//! A note as it was written to plain text or markdown: tags, comments, character references and odd characters are
//! resolved, everything else stays.
//!
//! This goes over notes of every kind, since markdown and e-mails may hold HTML; what is code in markdown is left alone.
//! Structure survives as markdown, which the next step reads: headings, items, quotes, rows, code.

use std::collections::HashSet;

use super::characters::rewritten;
use super::code::{Fence, Span, fences, spans};
use super::entities::decode;
use super::source_map::Mapped;
use super::tag::{Effect, Tag, parse};
use super::{Omission, Omitted, front_matter};

/// Bytes that may be looked at in vain for the ends of tags, per byte of the note. Beyond, `<` is a character: so that no
/// note takes more than linear time.
const PATIENCE: usize = 8;

/// Bytes of a declaration at most.
const LONGEST_DECLARATION: usize = 500;

/// Bytes of an address between angle brackets at most.
const LONGEST_ADDRESS: usize = 2048;

/// The note without HTML, and what was left out of it.
#[must_use]
pub fn without_html(note: &str) -> (Mapped, Vec<Omission>) {
    let fences = fences(note);
    let spans = spans(note, &fences);
    let mut writer = Writer {
        note,
        out: Mapped::default(),
        omitted: Vec::new(),
        newlines: 2,
        pending: None,
        quotes: 0,
        row: Row::None,
        one_line: false,
        line_ended: false,
        patience: note.len().saturating_mul(PATIENCE),
        never: HashSet::new(),
    };
    let mut at = front_matter::length(note);
    if at > 0 {
        writer.omit(Omitted::FrontMatter, 0, at);
    }
    let mut code = CodeAhead { fences: &fences, spans: &spans };
    while at < note.len() {
        at = match code.length_at(at) {
            0 => writer.take(at),
            length => writer.take_code(at, at + length),
        };
    }
    (writer.out, writer.omitted)
}

/// Code that is still to come.
struct CodeAhead<'a> {
    fences: &'a [Fence],
    spans: &'a [Span],
}

impl CodeAhead<'_> {
    /// Bytes of the code that begins here, 0 where none does.
    fn length_at(&mut self, at: usize) -> usize {
        while self.fences.first().is_some_and(|fence| fence.whole.start < at) {
            self.fences = &self.fences[1..];
        }
        while self.spans.first().is_some_and(|span| span.open.start < at) {
            self.spans = &self.spans[1..];
        }
        let fence = self.fences.first().filter(|fence| fence.whole.start == at).map(|fence| fence.whole.len());
        let span = self.spans.first().filter(|span| span.open.start == at).map(|span| span.close.end - at);
        fence.or(span).unwrap_or(0)
    }
}

/// How far a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    None,
    Begun,
    Filled,
}

struct Writer<'a> {
    note: &'a str,
    out: Mapped,
    omitted: Vec<Omission>,
    /// Line ends since the last ink; the beginning counts as an empty line.
    newlines: usize,
    /// A mark to write before the next ink.
    pending: Option<&'static str>,
    /// Quotations that are open.
    quotes: usize,
    row: Row,
    /// Within a heading, where a line end is a space.
    one_line: bool,
    /// Within a heading or a row: whether the note's line has ended since what was written last.
    line_ended: bool,
    patience: usize,
    /// Ends that don't come any more: not searched for again.
    never: HashSet<String>,
}

impl Writer<'_> {
    fn omit(&mut self, what: Omitted, start: usize, end: usize) {
        self.omitted.push(Omission { what, source: start..end });
    }

    /// Takes what begins here; where the next thing begins.
    fn take(&mut self, at: usize) -> usize {
        let rest = &self.note[at..];
        let Some(c) = rest.chars().next() else { return at };
        if c == '<'
            && let Some(end) = self.take_markup(at)
        {
            return end;
        }
        if c == '&'
            && let Some((text, length)) = decode(rest)
        {
            self.put(&text, at, at + length, false);
            return at + length;
        }
        if c == '\r' && rest[1..].starts_with('\n') {
            return at + 1;
        }
        if let Some(text) = rewritten(c) {
            self.put(text, at, at + c.len_utf8(), false);
            return at + c.len_utf8();
        }
        if c == '\n' {
            self.put("\n", at, at + 1, true);
            return at + 1;
        }
        // As much as is plain, at once; code may begin at a backtick or a line's beginning.
        let plain = rest
            .char_indices()
            .skip(1)
            .find(|&(_, c)| matches!(c, '<' | '&' | '\n' | '\r' | '`') || rewritten(c).is_some());
        let end = at + plain.map_or(rest.len(), |(length, _)| length);
        self.put(&self.note[at..end], at, end, true);
        end
    }

    /// Takes code as it is, but for odd characters.
    fn take_code(&mut self, mut at: usize, end: usize) -> usize {
        while at < end {
            let rest = &self.note[at..end];
            let Some(c) = rest.chars().next() else { break };
            if c == '\r' && rest[1..].starts_with('\n') {
                at += 1;
                continue;
            }
            let length = rest.find(|c| c == '\n' || rewritten(c).is_some()).unwrap_or(rest.len());
            let length = if length == 0 { c.len_utf8() } else { length };
            match rewritten(c) {
                Some(text) => self.put(text, at, at + length, false),
                None => self.put(&self.note[at..at + length], at, at + length, true),
            }
            at += length;
        }
        end
    }

    /// A tag, comment, declaration or address between angle brackets.
    fn take_markup(&mut self, at: usize) -> Option<usize> {
        let rest = &self.note[at..];
        if rest.starts_with("<!--") {
            let end = self.find("-->", at + 4)? + 3;
            self.omit(Omitted::Comment, at, end);
            return Some(end);
        }
        let declares = |name: &str| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if declares("<!doctype") || declares("<?xml") {
            return Some(at + rest.bytes().take(LONGEST_DECLARATION).position(|byte| byte == b'>')? + 1);
        }
        if let Some(length) = address(rest) {
            self.put(&self.note[at + 1..at + 1 + length], at + 1, at + 1 + length, true);
            return Some(at + length + 2);
        }
        if self.patience == 0 {
            return None;
        }
        match parse(rest) {
            Ok(tag) => Some(self.take_tag(at, &tag)),
            Err(looked_at) => {
                self.patience = self.patience.saturating_sub(looked_at);
                None
            }
        }
    }

    fn take_tag(&mut self, at: usize, tag: &Tag) -> usize {
        let end = at + tag.length;
        match tag.effect {
            Effect::Inline => {
                if let Some(alt) = &tag.alt {
                    let (start, end) = (at + alt.start, at + alt.end);
                    for part in split_lines(self.note, start, end) {
                        self.put(&self.note[part.0..part.1], part.0, part.1, true);
                    }
                }
            }
            Effect::Hidden => return self.take_hidden(at, tag),
            Effect::Line => self.break_line(1, end),
            Effect::Paragraph => self.break_line(2, end),
            Effect::Heading(level) => {
                self.row = Row::None;
                self.break_line(2, end);
                self.one_line = !tag.closes;
                self.pending = (!tag.closes).then(|| &"###### "[6 - usize::from(level)..]);
            }
            Effect::Item => {
                self.row = Row::None;
                self.pending = None;
                self.break_line(1, end);
                self.pending = (!tag.closes).then_some("- ");
            }
            Effect::Table => {
                self.row = Row::None;
                self.break_line(2, end);
            }
            Effect::Row => {
                if self.row == Row::Filled {
                    self.put(" |", end, end, false);
                }
                self.row = Row::None;
                self.pending = None;
                self.break_line(1, end);
                if !tag.closes {
                    self.row = Row::Begun;
                    self.pending = Some("| ");
                }
            }
            Effect::Cell => {
                if !tag.closes && self.row == Row::Filled {
                    self.put(" | ", end, end, false);
                }
            }
            Effect::Quote => {
                self.row = Row::None;
                self.break_line(2, end);
                self.quotes = if tag.closes { self.quotes.saturating_sub(1) } else { self.quotes + 1 };
            }
            Effect::Preformatted => {
                self.row = Row::None;
                self.pending = None;
                self.break_line(1, end);
                self.put("```", end, end, false);
                self.break_line(1, end);
            }
        }
        end
    }

    /// An element whose content goes. Where it has no end, only its tag goes.
    fn take_hidden(&mut self, at: usize, tag: &Tag) -> usize {
        let start = at + tag.length;
        let is_empty = self.note[..start].ends_with("/>");
        if tag.closes || is_empty || self.never.contains(">") {
            return start;
        }
        let close = format!("</{}", tag.name.to_ascii_lowercase());
        let Some(end) = self.find(&close, start).and_then(|close| Some(self.find(">", close)? + 1)) else {
            return start;
        };
        self.omit(Omitted::Script, at, end);
        end
    }

    /// Where a text (lower case) comes next, in letters of any case. What is not found once is not searched for again.
    fn find(&mut self, wanted: &str, from: usize) -> Option<usize> {
        if self.never.contains(wanted) {
            return None;
        }
        let first = wanted.chars().next()?;
        let is_here = |&at: &usize| {
            let here = self.note.get(at..at + wanted.len());
            here.is_some_and(|here| here.eq_ignore_ascii_case(wanted))
        };
        let found = self.note[from..].match_indices(first).map(|(at, _)| from + at).find(is_here);
        if found.is_none() {
            self.never.insert(wanted.to_owned());
        }
        found
    }

    /// Goes to a new line, or leaves `lines - 1` empty ones; within a row that is a space.
    fn break_line(&mut self, lines: usize, at: usize) {
        if self.pending.is_some() {
            return;
        }
        if self.row != Row::None {
            self.put(" ", at, at, false);
            return;
        }
        self.one_line = false;
        for _ in self.newlines..lines {
            self.put("\n", at, at, false);
        }
    }

    /// Writes what is a single line end, or has none in it.
    fn put(&mut self, text: &str, start: usize, end: usize, copied: bool) {
        if text == "\n" {
            if self.pending.is_some() {
                return;
            }
            if self.one_line && self.line_ended {
                // An empty line: nobody has closed the heading.
                self.one_line = false;
                self.newlines += 2;
                self.out.replace("\n\n", start..end);
                return;
            }
            if self.one_line || self.row != Row::None {
                self.line_ended = true;
                self.out.replace(" ", start..end);
                return;
            }
            self.newlines += 1;
        } else if !text.trim().is_empty() {
            if self.newlines > 0 && self.quotes > 0 {
                self.out.replace("> ", start..start);
            }
            if let Some(mark) = self.pending.take() {
                self.out.replace(mark, start..start);
            }
            if self.row == Row::Begun {
                self.row = Row::Filled;
            }
            self.newlines = 0;
            self.line_ended = false;
        } else if self.pending.is_some() {
            return;
        }
        if copied {
            self.out.copy(self.note, start..end);
        } else {
            self.out.replace(text, start..end);
        }
    }
}

/// A stretch of a text without its line ends, each part as (start, end).
fn split_lines(text: &str, start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = start;
    text[start..end].split_inclusive(['\n', '\r']).map(move |line| {
        let from = at;
        at += line.len();
        (from, from + line.trim_end_matches(['\n', '\r']).len())
    })
}

/// Bytes of the address or e-mail address between angle brackets that a text begins with.
fn address(text: &str) -> Option<usize> {
    let inside = text.get(1..)?;
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>');
    let length = inside.bytes().take(LONGEST_ADDRESS).position(|byte| ends(&byte))?;
    let inside = &inside[..length];
    if !text[1 + length..].starts_with('>') {
        return None;
    }
    let scheme = ["http://", "https://", "ftp://", "mailto:", "tel:"];
    let begins = |start: &&str| inside.get(..start.len()).is_some_and(|here| here.eq_ignore_ascii_case(start));
    let mail = inside.split_once('@').is_some_and(|(user, host)| {
        user.starts_with(|c: char| c.is_alphanumeric()) && host.contains('.') && !inside.contains(['"', '\'', '='])
    });
    (mail || scheme.iter().any(begins)).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(note: &str) -> String {
        without_html(note).0.text
    }

    #[test]
    fn tags_go_and_their_structure_stays() {
        let page = "<!DOCTYPE html><html><head><title>Plan</title><style>p{}</style></head>\n<body><h2>A\nb</h2>\n\
                    <p>One &amp; <b>two</b><br>three</p><ul>\n <li>\n  <p>x</p></li>\n <li>y</li></ul>\
                    <table><tr><th>Item<th>Cost</tr><tr><td><p>Roof</p><td>&euro;5</table>\
                    <blockquote>Said <i>he</i>.<br>Yes</blockquote>end<script>if (a < b) {}</script></body></html>";
        let expected = "# Plan\n\n## A b\n\nOne & two\nthree\n\n- x\n\n- y\n\n| Item | Cost |\n| Roof  | €5\n\n\
                        > Said he.\n> Yes\n\nend";
        let cleaned: Vec<String> = text(page).lines().map(|line| line.trim().to_owned()).collect();
        let mut lines = cleaned.join("\n");
        while lines.contains("\n\n\n") {
            lines = lines.replace("\n\n\n", "\n\n");
        }
        assert_eq!(lines, expected);
    }

    #[test]
    fn what_is_no_html_stays() {
        for note in
            ["a < b and c > d", "x<y>z", "<name> of <b and c>", "R&D & more", "&unknown;", "`<b>` and ``&amp;``"]
        {
            assert_eq!(text(note), note);
        }
        assert_eq!(text("```\n<p>&lt;\r\n```\n<p>&lt;"), "```\n<p>&lt;\n```\n\n<");
        assert_eq!(text("a\r\nb\rc\u{2028}d\u{feff}"), "a\nb\nc\nd");
        assert_eq!(text("see <https://x.org/a_b> or <anna@x.org>"), "see https://x.org/a_b or anna@x.org");
        assert_eq!(
            text("Each page has one <h1> only.\n\nAnd text.\nMore."),
            "Each page has one \n\n#  only. \n\nAnd text.\nMore."
        );
        assert_eq!(text("![](a) <img alt='a\ncat' src=x>"), "![](a) acat");
    }

    #[test]
    fn what_is_left_out_is_told() {
        let note = "---\na: 1\n---\nx<!-- y -->z<SCRIPT>1</Script >w<style>never closed";
        let (mapped, omitted) = without_html(note);
        assert_eq!(mapped.text, "xzwnever closed");
        let told: Vec<(Omitted, &str)> = omitted.into_iter().map(|part| (part.what, &note[part.source])).collect();
        let expected = [
            (Omitted::FrontMatter, "---\na: 1\n---\n"),
            (Omitted::Comment, "<!-- y -->"),
            (Omitted::Script, "<SCRIPT>1</Script >"),
        ];
        assert_eq!(told, expected);
        assert_eq!(text("a<!-- b -->c <!-- d"), "ac <!-- d");
    }
}
