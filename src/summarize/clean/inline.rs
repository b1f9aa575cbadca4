//! Markup within a paragraph of markdown: emphasis, links, images, footnotes, escapes. What is found are the bytes that go.
//!
//! The rules are CommonMark's where they leave plain text alone. Where they don't, plain text wins: a lone `*` between
//! letters or digits is a sign ("2*3*4"), so are single tildes, and a backslash before one ("\\server").

use std::collections::HashSet;
use std::ops::Range;

use super::code::Span;

/// Bytes of the name of a footnote or reference at most.
const LONGEST_NAME: usize = 100;

/// Where a paragraph stands.
pub struct Place<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The paragraph's lines.
    pub segments: &'a [Range<usize>],
    /// The code spans that begin in the paragraph or later.
    pub spans: &'a [Span],
    /// Names of the references that the text defines, lower case.
    pub references: &'a HashSet<String>,
}

/// A run of one character that may open or close emphasis.
struct Run {
    at: usize,
    /// How much of it is not yet paired.
    left: usize,
    length: usize,
}

struct Scanner<'a> {
    place: &'a Place<'a>,
    cuts: Vec<Range<usize>>,
    /// Open emphasis: `*`, `_`, `~`, `=`.
    open: [Vec<Run>; 4],
    /// Open square brackets.
    brackets: Vec<usize>,
    /// For each open parenthesis that directly follows a bracket, where it closes.
    closing: Vec<(usize, usize)>,
    /// The next white space in the line at or after a place, as last looked for.
    space: usize,
}

/// The bytes of a paragraph that are markup, in order.
#[must_use]
pub fn cuts(place: &Place) -> Vec<Range<usize>> {
    let mut scanner = Scanner {
        place,
        cuts: Vec::new(),
        open: [const { Vec::new() }; 4],
        brackets: Vec::new(),
        closing: destinations(place.text, place.segments),
        space: 0,
    };
    let end = place.segments.last().map_or(0, |segment| segment.end);
    let mut spans = place.spans.iter().peekable();
    // A code span may reach over several lines.
    let mut at = 0;
    for segment in place.segments {
        at = segment.start.max(at);
        while at < segment.end {
            while spans.next_if(|span| span.open.start < at).is_some() {}
            if let Some(span) = spans.peek().filter(|span| span.open.start == at && span.close.end <= end) {
                scanner.cuts.push(span.open.clone());
                scanner.cuts.push(span.close.clone());
                at = span.close.end;
                continue;
            }
            at = scanner.step(at, segment);
        }
    }
    scanner.cuts.sort_unstable_by_key(|cut| cut.start);
    scanner.cuts
}

/// For each `](`, the places of the parenthesis and of the one that closes it in the same line.
fn destinations(text: &str, segments: &[Range<usize>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for segment in segments {
        let bytes = &text.as_bytes()[segment.clone()];
        let mut open = Vec::new();
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'(' => open.push(at),
                b')' => {
                    if let Some(start) = open.pop().filter(|&start| start > 0 && bytes[start - 1] == b']') {
                        found.push((segment.start + start, segment.start + at));
                    }
                }
                _ => {}
            }
        }
    }
    found.sort_unstable();
    found
}

impl Scanner<'_> {
    /// Takes what begins at a place in a line; where the next thing begins.
    fn step(&mut self, at: usize, segment: &Range<usize>) -> usize {
        let text = self.place.text;
        let rest = &text[at..segment.end];
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return segment.end };
        let next = chars.next().unwrap_or(' ');
        match c {
            '\\' if is_escape(text[segment.start..at].chars().next_back().unwrap_or(' '), next) => {
                self.cuts.push(at..at + 1);
                at + 1 + next.len_utf8()
            }
            '\\' => at + 1 + if next == '\\' { 1 } else { 0 },
            '*' | '_' | '~' | '=' => self.run(at, segment, c),
            '[' => {
                if let Some(length) = footnote(rest) {
                    self.cuts.push(at..at + length);
                    return at + length;
                }
                self.brackets.push(at);
                at + 1
            }
            ']' => self.close_bracket(at, segment),
            'h' | 'w' | 'H' | 'W' => at + address(rest).unwrap_or(1),
            _ => at + c.len_utf8(),
        }
    }

    /// Emphasis, by CommonMark's rules of what opens and what closes, without its rule of three.
    fn run(&mut self, at: usize, segment: &Range<usize>, mark: char) -> usize {
        let text = self.place.text;
        let length = text[at..segment.end].bytes().take_while(|&byte| byte == mark as u8).count();
        let end = at + length;
        let before = text[segment.start..at].chars().next_back().unwrap_or(' ');
        let after = text[end..segment.end].chars().next().unwrap_or(' ');
        let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        let left = !after.is_whitespace() && (!is_mark(after) || before.is_whitespace() || is_mark(before));
        let right = !before.is_whitespace() && (!is_mark(before) || after.is_whitespace() || is_mark(after));
        let inside = before.is_alphanumeric() && after.is_alphanumeric();
        let digits = before.is_ascii_digit() || after.is_ascii_digit();
        let (kind, is_sign) = match mark {
            '*' => (0, inside && (length == 1 || digits)),
            '_' => (1, inside),
            '~' => (2, inside || length != 2),
            _ => (3, inside || length != 2),
        };
        if is_sign || length > 3 {
            return end;
        }
        let mut run = Run { at, left: length, length };
        if right {
            while run.left > 0
                && let Some(mut open) = self.open[kind].pop()
            {
                let pairs = open.left.min(run.left);
                let from = open.at + open.left - pairs;
                self.cuts.push(from..from + pairs);
                let from = run.at + run.length - run.left;
                self.cuts.push(from..from + pairs);
                open.left -= pairs;
                run.left -= pairs;
                if open.left > 0 {
                    self.open[kind].push(open);
                }
            }
        }
        if left && run.left > 0 {
            // What has closed something stands at its beginning, what can open at its end.
            let at = run.at + run.length - run.left;
            self.open[kind].push(Run { at, left: run.left, length: run.left });
        }
        end
    }

    /// The end of a link's or an image's text; where what follows begins.
    fn close_bracket(&mut self, at: usize, segment: &Range<usize>) -> usize {
        let text = self.place.text;
        let Some(open) = self.brackets.pop() else { return at + 1 };
        let rest = &text[at + 1..segment.end];
        let bang = usize::from(text[..open].ends_with('!'));
        let known = |name: &str| {
            name.len() <= LONGEST_NAME && !name.is_empty() && self.place.references.contains(&name.to_lowercase())
        };
        // [[page|what is shown]]
        if rest.starts_with(']') && text[..open].ends_with('[') && self.brackets.last() == Some(&(open - 1)) {
            let page = &text[open + 1..at.max(open + 1)];
            if !page.is_empty() && page.len() <= 2 * LONGEST_NAME && !page.contains(['\n', '[']) {
                self.brackets.pop();
                let bang = usize::from(text[..open - 1].ends_with('!'));
                let shown = page.rfind('|').map_or(0, |bar| bar + 1);
                self.cuts.push(open - 1 - bang..open + 1 + shown);
                self.cuts.push(at..at + 2);
                return at + 2;
            }
        }
        if rest.starts_with('(')
            && let Ok(found) = self.closing.binary_search_by_key(&(at + 1), |(start, _)| *start)
            && self.is_destination(at + 2, self.closing[found].1)
        {
            let close = self.closing[found].1;
            self.cuts.push(open - bang..open + 1);
            self.cuts.push(at..close + 1);
            return close + 1;
        }
        if let Some(name) =
            rest.strip_prefix('[').and_then(|rest| rest.get(..rest.len().min(LONGEST_NAME + 1)).or(Some("")))
            && let Some((name, _)) = name.split_once(']')
            && (known(name) || name.is_empty() && known(&text[open + 1..at]))
        {
            self.cuts.push(open - bang..open + 1);
            self.cuts.push(at..at + 3 + name.len());
            return at + 3 + name.len();
        }
        if !self.place.references.is_empty() && known(&text[open + 1..at]) {
            self.cuts.push(open - bang..open + 1);
            self.cuts.push(at..at + 1);
        }
        at + 1
    }

    /// Whether the bytes between parentheses are an address, with a title perhaps, and no remark.
    fn is_destination(&mut self, start: usize, end: usize) -> bool {
        let inside = self.place.text[start..end].trim_matches(' ');
        let start = end - self.place.text[start..end].trim_start_matches(' ').len();
        if inside.is_empty() || inside.starts_with('<') && inside.ends_with('>') {
            return true;
        }
        // The search for white space goes on where the last one ended: each byte is looked at once.
        if self.space < start {
            let rest = &self.place.text[start..];
            self.space = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
        }
        if self.space >= start + inside.len() {
            return true;
        }
        let title = self.place.text[self.space..end].trim_matches(' ');
        let quoted = |open: char, close: char| title.len() > 1 && title.starts_with(open) && title.ends_with(close);
        quoted('"', '"') || quoted('\'', '\'') || quoted('(', ')')
    }
}

/// Whether a backslash between these takes a mark its meaning. After a letter it may belong to a path, so there it does
/// only where the mark would be markup.
fn is_escape(before: char, next: char) -> bool {
    match before {
        '0'..='9' if matches!(next, '.' | ')') => true,
        _ if before.is_alphanumeric() || matches!(before, ':' | '.') => "*_`[]~=".contains(next),
        _ => "*_`[]()#<>!~=|{}+-.\"$&".contains(next),
    }
}

/// Bytes of a footnote's mark at the beginning of a text.
fn footnote(text: &str) -> Option<usize> {
    let name = text.strip_prefix("[^")?;
    let length = name.bytes().take(LONGEST_NAME).position(|byte| byte == b']' || byte.is_ascii_whitespace())?;
    (length > 0 && name.as_bytes()[length] == b']').then_some(length + 3)
}

/// Bytes of the web address at the beginning of a text, without the marks after it: nothing in it is markup.
fn address(text: &str) -> Option<usize> {
    let starts = |start: &str| text.get(..start.len()).is_some_and(|here| here.eq_ignore_ascii_case(start));
    if !["http://", "https://", "www."].into_iter().any(starts) {
        return None;
    }
    let length =
        text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ')' | ']' | '[' | '`')).unwrap_or(text.len());
    let marks = ['*', '_', '~', '=', '.', ',', ':', ';', '!', '?', '"', '\'', '\\'];
    Some(text[..length].trim_end_matches(marks).len().max(1))
}

#[cfg(test)]
mod tests {
    use super::super::code::spans;
    use super::*;

    fn plain(text: &str) -> String {
        let mut start = 0;
        let segments: Vec<Range<usize>> = text
            .split('\n')
            .map(|line| {
                start += line.len() + 1;
                start - line.len() - 1..start - 1
            })
            .collect();
        let references = ["ref".to_owned()].into();
        let place = Place { text, segments: &segments, spans: &spans(text, &[]), references: &references };
        let mut out = String::new();
        let mut at = 0;
        for cut in cuts(&place) {
            out.push_str(&text[at..cut.start]);
            at = cut.end;
        }
        out + &text[at..]
    }

    #[test]
    fn plain_text_is_left_alone() {
        let same = [
            "2 * 3 * 4 and 2*3*4, x**2 + y**2",
            "snake_case_name, a == b == c, a==b==c",
            "~5 km or ~6 km; f(*args, **kwargs)",
            "see [1] and [the list] (with a remark)",
            "[see](this is a remark) and [x] (y)",
            "C:\\Users\\.anna, \\\\server\\share, 5 * 3_000",
            "https://x.org/a_b_*c*_d and www.x.org/_a_",
            "price* and tax*, **not closed",
            "[[",
            "]](",
            "![",
            "[]",
            "a] b [c",
            "*",
            "**",
            "[^ a]",
        ];
        for text in same {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn markup_goes() {
        assert_eq!(
            plain("**bold**, *it*, __b__, _i_, ***both***, ~~gone~~, ==marked=="),
            "bold, it, b, i, both, gone, marked"
        );
        assert_eq!(
            plain("**Anna:** *so *nested* it* is; **Haus**tür; **over\nlines**"),
            "Anna: so nested it is; Haustür; over\nlines"
        );
        assert_eq!(plain("[the *page*](http://x.org/a_(b)_c \"T\") and ![a cat](c.png)!"), "the page and a cat!");
        assert_eq!(
            plain("[a](<b c>) [![img](i.png)](url) [r][Ref] [ref] [ref][] ![x](data:a;b,c==)"),
            "a img r ref ref x"
        );
        assert_eq!(plain("note[^1] [[Page]] [[Page|shown]] ![[pic.png]]"), "note Page shown pic.png");
        assert_eq!(
            plain("`*code*` and ``a ` b`` \\*so\\* \\[x\\] **https://x.org/**"),
            "*code* and a ` b *so* [x] https://x.org/"
        );
    }
}
