//! The blocks of a markdown text: headings, paragraphs, list items, rows of tables, code.
//!
//! Every plain text is read by the same rules, which are CommonMark's with notes in mind:
//! - `#` with a space after it begins a heading, without one it does not ("#tag", "C#").
//! - A line of `=` or `-` makes a heading of a single short line above it, never of a longer paragraph: there it is a rule.
//! - Indented lines are text, not code. A line after a quotation without a mark is no longer quoted.
//! - A year at the beginning of a line is no list item, nor is a date ("5. Mai").

use std::collections::HashSet;
use std::ops::Range;

use super::code::{Fence, Span, fences, spans};
use super::email::{Fate, Standing, fates};
use super::inline::{Place, cuts};
use super::lines::{Line, lines};
use super::source_map::Mapped;
use super::{Block, Kind, Omission, Omitted};
use crate::generate::sentences::item_mark;

/// Bytes of a line that can be a heading because of the line below it.
const SHORT_LINE: usize = 100;

/// The text without markup, its blocks, and what was left out, all in terms of the given text.
#[must_use]
pub fn without_markup(text: &str) -> (Mapped, Vec<Block>, Vec<Omission>) {
    let fences = fences(text);
    let mut lines = lines(text);
    let in_code = hide_code(text, &mut lines, &fences);
    let fates = fates(text, &lines);
    let spans = spans(text, &fences);
    let mut builder = Builder {
        text,
        references: references(text, &lines),
        spans: &spans,
        out: Mapped::default(),
        blocks: Vec::new(),
        omitted: Vec::new(),
        open: None,
        gap: false,
        end: 0,
    };
    let mut at = 0;
    while at < lines.len() {
        at = match in_code[at] {
            Some(fence) => builder.code(&fences[fence], &in_code, at, fates[at]),
            None => builder.line(&lines, &fates, at),
        };
    }
    builder.close();
    (builder.out, builder.blocks, builder.omitted)
}

/// Makes lines within fences blank; for each line the fence that it belongs to.
fn hide_code(text: &str, lines: &mut [Line], fences: &[Fence]) -> Vec<Option<usize>> {
    let mut fence = 0;
    let mut found = vec![None; lines.len()];
    let mut start = 0;
    for (line, found) in lines.iter_mut().zip(&mut found) {
        let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        while fences.get(fence).is_some_and(|fence| fence.whole.end < start) {
            fence += 1;
        }
        if fences.get(fence).is_some_and(|fence| fence.whole.start <= start) {
            *found = Some(fence);
            line.content = line.content.start..line.content.start;
        }
        start = end + 1;
    }
    found
}

/// The names that `[name]: address` lines define, lower case.
fn references(text: &str, lines: &[Line]) -> HashSet<String> {
    lines.iter().filter_map(|line| definition(line.text(text))).map(str::to_lowercase).collect()
}

/// The name that a line defines as a reference.
fn definition(line: &str) -> Option<&str> {
    let (name, address) = line.strip_prefix('[')?.split_once("]:")?;
    let mut words = address.split_whitespace();
    let address = words.next()?.trim_end_matches('.');
    let is_address = address.contains("://") || address.contains('.') || address.starts_with(['/', '#', '<']);
    let rest = words.next().is_none_or(|title| title.starts_with(['"', '\'', '(']));
    (is_address && rest && !name.is_empty() && !name.starts_with('^') && !name.contains(['[', ']'])).then_some(name)
}

/// A block that lines are still added to.
struct Open {
    kind: Kind,
    standing: Standing,
    quotes: usize,
    done: Option<bool>,
    /// Bytes of its lines.
    segments: Vec<Range<usize>>,
    /// Where what it says begins, after a mark.
    body: usize,
    /// Marks that go although they are none of a paragraph's.
    cuts: Vec<Range<usize>>,
}

struct Builder<'a> {
    text: &'a str,
    references: HashSet<String>,
    spans: &'a [Span],
    out: Mapped,
    blocks: Vec<Block>,
    omitted: Vec<Omission>,
    open: Option<Open>,
    /// Whether an empty line came since the last block.
    gap: bool,
    /// Where what was written last ended in the text.
    end: usize,
}

impl Builder<'_> {
    /// Takes a line; the index of the next one.
    fn line(&mut self, lines: &[Line], fates: &[Fate], at: usize) -> usize {
        let line = &lines[at];
        let said = line.text(self.text);
        let standing = match fates[at] {
            Fate::Kept(standing) => standing,
            Fate::Subject(start) => {
                let from = line.content.start + start;
                self.begin(Kind::Heading, Standing::Own, line, from..line.content.end);
                self.close();
                return at + 1;
            }
            Fate::Separator | Fate::Technical | Fate::Disclaimer => {
                self.close();
                self.gap = true;
                let what = match fates[at] {
                    Fate::Technical => Some(Omitted::Header),
                    Fate::Disclaimer => Some(Omitted::Disclaimer),
                    _ => None,
                };
                if let Some(what) = what.filter(|_| !line.is_blank()) {
                    self.omitted.push(Omission { what, source: line.content.clone() });
                }
                return at + 1;
            }
        };
        if line.is_blank() || is_rule(said) {
            if self.open.as_ref().is_some_and(|open| makes_heading(self.text, open, said)) {
                self.open.as_mut().into_iter().for_each(|open| open.kind = Kind::Heading);
            }
            self.close();
            self.gap = true;
            return at + 1;
        }
        if definition(said).is_some() {
            self.close();
            return at + 1;
        }
        let content = &line.content;
        if let Some(marks) = heading_marks(said) {
            // Marks that close a heading stand behind white space: "C#" has none.
            let open = said.trim_end_matches('#');
            let open = if open.ends_with(char::is_whitespace) || open.is_empty() { open } else { said };
            let end = content.start + open.trim_end().len().max(marks);
            self.begin(Kind::Heading, standing, line, content.start + marks..end.max(content.start + marks));
            self.close();
            return at + 1;
        }
        let table = self.open.as_ref().is_some_and(|open| open.kind == Kind::Row);
        let delimits = |at: usize| lines.get(at).is_some_and(|line| is_delimiter(line.text(self.text)));
        let barred = said.contains('|');
        if barred && table && is_delimiter(said) {
            return at + 1;
        }
        let bars = said.len() > 1 && said.starts_with('|') && said.ends_with('|');
        if barred && (bars || table || delimits(at + 1)) {
            let inside = said.trim_matches(['|', ' ', '\t']);
            let from = content.start + (said.len() - said.trim_start_matches(['|', ' ', '\t']).len());
            self.begin(Kind::Row, standing, line, from.min(content.end)..(from + inside.len()).min(content.end));
            return at + 1;
        }
        if let Some(mark) = item_mark(said) {
            self.begin(Kind::Item, standing, line, content.clone());
            if let Some(open) = &mut self.open {
                open.body = content.start + mark;
                if let Some((done, length)) = task_box(&said[mark..]) {
                    open.done = Some(done);
                    open.cuts.push(open.body..open.body + length);
                    open.body += length;
                }
            }
            return at + 1;
        }
        if let Some((done, length)) = task_box(said) {
            self.begin(Kind::Item, standing, line, content.start + length..content.end);
            self.open.as_mut().into_iter().for_each(|open| open.done = Some(done));
            return at + 1;
        }
        if let Some(length) = footnote(said) {
            self.begin(Kind::Paragraph, standing, line, content.start + length..content.end);
            return at + 1;
        }
        let continues = self.open.as_ref().is_some_and(|open| {
            let same = open.standing == standing && (open.quotes > 0) == (line.quotes > 0);
            let small = said.starts_with(char::is_lowercase);
            same && match open.kind {
                Kind::Paragraph => true,
                Kind::Item => line.indent > 0 || small,
                Kind::Heading | Kind::Row | Kind::Code => false,
            }
        });
        match &mut self.open {
            Some(open) if continues => open.segments.push(content.clone()),
            _ => self.begin(Kind::Paragraph, standing, line, content.clone()),
        }
        at + 1
    }

    /// Takes a fenced block; the index of the line after it.
    fn code(&mut self, fence: &Fence, in_code: &[Option<usize>], at: usize, fate: Fate) -> usize {
        self.close();
        let standing = if let Fate::Kept(standing) = fate { standing } else { Standing::Own };
        let content = &self.text[fence.content.clone()];
        let start = fence.content.start + (content.len() - content.trim_start().len());
        let range = start..start + content.trim().len();
        if !range.is_empty() {
            self.separate(range.start);
            let from = self.out.text.len();
            self.out.copy(self.text, range.clone());
            self.end = range.end;
            let range = from..self.out.text.len();
            self.blocks.push(Block { body: range.clone(), range, kind: Kind::Code, standing, done: None });
        }
        self.gap = true;
        at + in_code[at..].iter().take_while(|line| **line == in_code[at]).count()
    }

    fn begin(&mut self, kind: Kind, standing: Standing, line: &Line, content: Range<usize>) {
        self.close();
        let body = content.start;
        let (quotes, done) = (line.quotes, None);
        self.open = Some(Open { kind, standing, quotes, done, segments: vec![content], body, cuts: Vec::new() });
    }

    /// Writes what stands between two blocks.
    fn separate(&mut self, start: usize) {
        if !self.out.text.is_empty() {
            let wanted = if self.gap { "\n\n" } else { "\n" };
            let between = self.end..start.max(self.end);
            if &self.text[between.clone()] == wanted {
                self.out.copy(self.text, between);
            } else {
                self.out.replace(wanted, between);
            }
        }
        self.gap = false;
    }

    /// Writes the open block without its markup.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let (Some(first), Some(last)) = (open.segments.first(), open.segments.last()) else { return };
        let skip = self.spans.partition_point(|span| span.open.start < first.start);
        let (text, spans) = (self.text, &self.spans[skip..]);
        let from_body = Place { text, segments: &open.segments, spans, references: &self.references };
        let mut cuts = cuts(&from_body);
        cuts.extend(open.cuts);
        cuts.sort_unstable_by_key(|cut| cut.start);
        // What stays: the lines without the cuts.
        let mut kept: Vec<Range<usize>> = Vec::new();
        let mut ahead = cuts.iter().peekable();
        for segment in &open.segments {
            let mut at = segment.start;
            while let Some(cut) = ahead.next_if(|cut| cut.start < segment.end) {
                if cut.start > at {
                    kept.push(at..cut.start);
                }
                at = at.max(cut.end);
            }
            if at < segment.end {
                kept.push(at..segment.end);
            }
        }
        debug_assert!(kept.last().is_none_or(|kept| kept.end <= last.end));
        while let Some(last) = kept.last_mut() {
            last.end = last.start + text[last.clone()].trim_end().len();
            if last.start < last.end {
                break;
            }
            kept.pop();
        }
        let skip = kept.iter().take_while(|kept| text[(*kept).clone()].trim().is_empty()).count();
        kept.drain(..skip);
        if let Some(first) = kept.first_mut() {
            first.start += text[first.clone()].len() - text[first.clone()].trim_start().len();
        }
        // A mark alone says nothing.
        let Some(start) = kept.first().map(|first| first.start) else { return };
        if kept.last().is_none_or(|last| last.end <= open.body) {
            return;
        }
        self.separate(start);
        let begin = self.out.text.len();
        let mut body = begin;
        let mut segments = open.segments.iter().peekable();
        self.end = start;
        for part in kept {
            while segments.next_if(|segment| segment.end <= part.start && segment.end < part.end).is_some() {}
            if segments.peek().is_some_and(|segment| segment.start > self.end && self.out.text.len() > begin) {
                // A new line of the block.
                let between = self.end..part.start;
                if &text[between.clone()] == "\n" {
                    self.out.copy(text, between);
                } else {
                    self.out.replace("\n", between);
                }
            }
            if part.start <= open.body {
                body = self.out.text.len() + (open.body.min(part.end) - part.start);
            }
            self.end = part.end;
            self.out.copy(text, part);
        }
        let range = begin..self.out.text.len();
        let body = body.min(range.end);
        let said = &self.out.text[body..range.end];
        let body = body + (said.len() - said.trim_start().len())..range.end;
        self.blocks.push(Block { range, body, kind: open.kind, standing: open.standing, done: open.done });
    }
}

/// Bytes of the marks of a heading at the beginning of a line.
fn heading_marks(line: &str) -> Option<usize> {
    let marks = line.len() - line.trim_start_matches('#').len();
    ((1..=6).contains(&marks) && line[marks..].starts_with([' ', '\t'])).then(|| {
        let rest = &line[marks..];
        marks + rest.len() - rest.trim_start().len()
    })
}

/// Whether a line is nothing but a rule.
fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| *c != ' ');
    let Some(first) = marks.next() else { return false };
    matches!(first, '-' | '*' | '_' | '=' | '~' | '—' | '–' | '─' | '━' | '═')
        && marks.clone().count() >= 2
        && marks.all(|c| c == first)
}

/// Whether the rule below it makes a heading of a block.
fn makes_heading(text: &str, open: &Open, rule: &str) -> bool {
    let [line] = open.segments.as_slice() else { return false };
    let line = &text[line.clone()];
    open.kind == Kind::Paragraph
        && (rule.starts_with('=') || rule.starts_with('-') && !rule.contains(' '))
        && line.len() <= SHORT_LINE
        && !line.ends_with(['.', '!', '?', ',', ';'])
}

/// Whether a line separates a table's head from its body.
fn is_delimiter(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// What the box of a task at the beginning of a text says, and its bytes with the space after it.
fn task_box(text: &str) -> Option<(bool, usize)> {
    let boxes = [("[ ]", false), ("[x]", true), ("[X]", true), ("[-]", true), ("[]", false)];
    let signs = [("☐", false), ("☑", true), ("☒", true), ("✓", true), ("✔", true), ("✅", true)];
    let (mark, done) = boxes.into_iter().chain(signs).find(|(mark, _)| text.starts_with(mark))?;
    let rest = &text[mark.len()..];
    let space = rest.len() - rest.trim_start().len();
    (space > 0).then_some((done, mark.len() + space))
}

/// Bytes of the mark with which a footnote's text begins.
fn footnote(line: &str) -> Option<usize> {
    let (name, rest) = line.strip_prefix("[^")?.split_once("]:")?;
    let fits = !name.is_empty() && name.len() <= 100 && !name.contains([' ', '[', ']']);
    (fits && !rest.is_empty()).then(|| line.len() - rest.trim_start().len())
}
