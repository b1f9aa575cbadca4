//! Tags of HTML: what is one, and what it does to the text around it.

use std::ops::Range;

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Inline,
    /// It stands on lines of its own.
    Line,
    /// It stands between empty lines.
    Paragraph,
    /// A heading of this level.
    Heading(u8),
    /// A list item.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// A quotation.
    Quote,
    /// Code, line by line.
    Preformatted,
    /// Its content is not for readers.
    Hidden,
}

/// A tag at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The element's name as written.
    pub name: &'a str,
    /// What it does.
    pub effect: Effect,
    /// Whether it ends its element.
    pub closes: bool,
    /// Bytes of the tag.
    pub length: usize,
    /// Where its text for those who don't see the image is.
    pub alt: Option<Range<usize>>,
}

/// Attributes that stand without a value; any other bare word shows that something is no tag: `a <b and c> d`.
const BARE: [&str; 24] = [
    "allowfullscreen",
    "async",
    "autofocus",
    "autoplay",
    "checked",
    "compact",
    "contenteditable",
    "controls",
    "crossorigin",
    "defer",
    "disabled",
    "download",
    "hidden",
    "loop",
    "multiple",
    "muted",
    "nomodule",
    "noshade",
    "nowrap",
    "open",
    "readonly",
    "required",
    "reversed",
    "selected",
];

/// What an element of this name does; None where no element is called so. Names with a colon or a hyphen are those of
/// word processors and of custom elements.
fn effect(name: &str) -> Option<Effect> {
    let name = name.to_ascii_lowercase();
    Some(match name.as_str() {
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "blink" | "body" | "button" | "cite" | "code"
        | "col" | "colgroup" | "data" | "del" | "dfn" | "em" | "embed" | "font" | "head" | "html" | "i" | "img"
        | "input" | "ins" | "kbd" | "label" | "link" | "map" | "mark" | "meta" | "meter" | "output" | "param"
        | "picture" | "progress" | "q" | "rp" | "rt" | "ruby" | "s" | "samp" | "select" | "slot" | "small"
        | "source" | "span" | "strike" | "strong" | "sub" | "sup" | "tbody" | "tfoot" | "thead" | "time" | "track"
        | "tt" | "u" | "var" | "video" | "audio" | "wbr" | "base" | "area" => Effect::Inline,
        "address" | "br" | "div" | "dd" | "dt" | "option" | "legend" | "optgroup" | "textarea" | "center" => {
            Effect::Line
        }
        "article" | "aside" | "caption" | "details" | "dialog" | "dl" | "fieldset" | "figcaption" | "figure"
        | "footer" | "form" | "header" | "hgroup" | "hr" | "main" | "menu" | "nav" | "ol" | "p" | "search"
        | "section" | "summary" | "ul" => Effect::Paragraph,
        "h1" | "title" => Effect::Heading(1),
        "h2" => Effect::Heading(2),
        "h3" => Effect::Heading(3),
        "h4" => Effect::Heading(4),
        "h5" => Effect::Heading(5),
        "h6" => Effect::Heading(6),
        "li" => Effect::Item,
        "table" => Effect::Table,
        "tr" => Effect::Row,
        "td" | "th" => Effect::Cell,
        "blockquote" => Effect::Quote,
        "pre" => Effect::Preformatted,
        "script" | "style" | "template" | "noscript" | "iframe" | "object" | "svg" | "canvas" | "xml" => Effect::Hidden,
        _ if name.contains([':', '-']) => Effect::Inline,
        _ => return None,
    })
}

/// The tag that a text begins with; where there is none, how many bytes had to be looked at to know.
///
/// # Errors
/// The number of bytes.
pub fn parse(text: &str) -> Result<Tag<'_>, usize> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let closes = byte(1) == b'/';
    let start = 1 + usize::from(closes);
    if !byte(start).is_ascii_alphabetic() {
        return Err(start);
    }
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'.');
    let run = |from: usize, accepts: &dyn Fn(u8) -> bool| {
        from + bytes[from..].iter().take_while(|&&byte| accepts(byte)).count()
    };
    let space = |byte: u8| byte.is_ascii_whitespace();
    let mut at = run(start, &is_name);
    let name = &text[start..at];
    let effect = effect(name).ok_or(at)?;
    let mut alt = None;
    loop {
        let before = at;
        at = run(at, &space);
        match byte(at) {
            b'>' => return Ok(Tag { name, effect, closes, length: at + 1, alt }),
            b'/' if byte(at + 1) == b'>' => return Ok(Tag { name, effect, closes, length: at + 2, alt }),
            first if before == at || !(first.is_ascii_alphabetic() || matches!(first, b'_' | b':' | b'@')) => {
                return Err(at);
            }
            _ => {}
        }
        let key = at..run(at + 1, &is_name);
        at = run(key.end, &space);
        if byte(at) != b'=' {
            if !BARE.contains(&text[key.clone()].to_ascii_lowercase().as_str()) {
                return Err(at);
            }
            at = key.end;
            continue;
        }
        at = run(at + 1, &space);
        let value = match byte(at) {
            quote @ (b'"' | b'\'') => {
                let value = at + 1..run(at + 1, &|byte| byte != quote);
                at = value.end + 1;
                value
            }
            _ => {
                let value = at..run(at, &|byte| !space(byte) && !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`'));
                at = value.end;
                value
            }
        };
        if value.start >= bytes.len() || at > bytes.len() {
            return Err(bytes.len());
        }
        if text[key].eq_ignore_ascii_case("alt") {
            alt = Some(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_known_by_their_names_and_attributes() {
        let tag = parse("<A\n href='x>y' title=\"z\" disabled data-x=1>text").unwrap();
        assert_eq!((tag.name, tag.effect, tag.closes, tag.length), ("A", Effect::Inline, false, 43));
        assert_eq!(parse("</li >").map(|tag| (tag.effect, tag.closes, tag.length)), Ok((Effect::Item, true, 6)));
        assert_eq!(parse("<br/>").map(|tag| tag.length), Ok(5));
        assert_eq!(parse("<o:p></o:p>").map(|tag| tag.length), Ok(5));
        let image = "<img src=x alt=\"a cat\">";
        assert_eq!(parse(image).map(|tag| &image[tag.alt.unwrap()]), Ok("a cat"));
    }

    #[test]
    fn other_angle_brackets_are_none() {
        let none = [
            "< b>",
            "<name>",
            "<b and c>",
            "<i && j>",
            "<3",
            "<>",
            "<",
            "</",
            "<p",
            "<p class=\"x>",
            "<b c",
            "<b=2>",
            "<p x=",
            "<user@x.org>",
            "<https://x.org/a>",
            "<é>",
            "<p \u{e9}=1>",
            "<p x='é",
        ];
        for text in none {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
