//! The rules of the pages and style sheets under `www/`: no inline script, no handlers in attributes, one origin.

use crate::javascript::is_foreign;

/// A start tag.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    line: usize,
}

impl Tag {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page (WHATWG HTML, 13.1.2, as far as a well-formed page needs), without what stands in comments.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        let inside = &html[open + 1..];
        if let Some(comment) = inside.strip_prefix("!--") {
            at = comment.find("-->").map_or(html.len(), |end| open + 4 + end + 3);
        } else if inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = tag_end(inside);
            let line = 1 + html[..open].matches('\n').count();
            tags.push(parse_tag(&inside[..end], line));
            at = open + 1 + end;
        } else {
            at = open + 1;
        }
    }
    tags
}

/// Where the tag's `>` stands, or the end of the text.
fn tag_end(inside: &str) -> usize {
    let mut quote = None;
    for (at, c) in inside.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    inside.len()
}

fn parse_tag(text: &str, line: usize) -> Tag {
    let name_end = text.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(text.len());
    let mut attributes = Vec::new();
    let mut rest = text[name_end..].trim_start_matches(['/', ' ', '\n', '\t', '\r']);
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len()).max(1);
        let end = (end..=rest.len()).find(|&end| rest.is_char_boundary(end)).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let (taken, left) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
            };
            value = taken.to_owned();
            rest = left;
        }
        attributes.push((name, value));
        rest = rest.trim_start_matches(['/', ' ', '\n', '\t', '\r']);
    }
    Tag { name: text[..name_end].to_ascii_lowercase(), attributes, line }
}

/// Every violation in the page `path`, each beginning with `path:line`.
pub fn page_violations(path: &str, html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(html) {
        let mut report = |what: String| found.push(format!("{path}:{}: {what}", tag.line));
        if tag.name == "script" && tag.attribute("src").is_none() {
            report("an inline script".into());
        }
        for (name, value) in &tag.attributes {
            if name.starts_with("on") {
                report(format!("the handler {name} in an attribute"));
            }
            if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                report(format!("a script in {name}"));
            }
            // A link that a person may follow is no request of the page.
            let loads =
                matches!(name.as_str(), "src" | "srcset" | "href" | "action" | "formaction" | "data" | "poster");
            if loads && tag.name != "a" && is_foreign(value) {
                report(format!("another origin: {value}"));
            }
        }
    }
    found
}

/// Every violation in the style sheet `path`.
pub fn style_violations(path: &str, css: &str) -> Vec<String> {
    let mut code = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        code.push_str(before);
        let (comment, left) = after.split_once("*/").unwrap_or((after, ""));
        code.extend(comment.chars().filter(|&c| c == '\n'));
        rest = left;
    }
    code.push_str(rest);
    let lines = code.lines().enumerate();
    let foreign = lines.filter(|(_, line)| {
        let names = line.match_indices("url(").map(|(at, _)| line[at + 4..].trim_start_matches(['"', '\'', ' ']));
        let imports = line.match_indices("@import").map(|(at, _)| line[at + 7..].trim_start_matches(['"', '\'', ' ']));
        names.chain(imports).any(|value| is_foreign(value.split([')', '"', '\'']).next().unwrap_or_default()))
    });
    foreign.map(|(index, _)| format!("{path}:{}: another origin", index + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_passes() {
        let html = "<!doctype html>\n<!-- <script>x</script> <p onclick=x> -->\n<link rel=icon href='icon.svg'>\
            <script type=\"module\" src=\"page/main.js\"></script><img src='data:image/png;base64,x' alt=\"on > off\" defer>\
            <a href=\"https://example.org/\">x</a> 1 < 2 <input disabled><br/>";
        assert_eq!(page_violations("www/index.html", html), Vec::<String>::new());
        let css = "/* https://example.org */ a { background: url(\"x.svg\"); } /* url(https://x) */";
        assert_eq!(style_violations("www/style.css", css), Vec::<String>::new());
    }

    #[test]
    fn what_is_forbidden_is_found() {
        for html in [
            "<script>alert(1)</script>",
            "<script type=module>import './x.js';</script>",
            "<button class='a > b' onclick=\"go()\">x</button>",
            "<BODY ONLOAD=go()>",
            "<svg/onload=go()>",
            "<a href=' JavaScript:go()'>x</a>",
            "<script src=https://example.org/x.js></script>",
            "<link rel=\"stylesheet\" href=\"//example.org/x.css\">",
            "<img src='http://example.org/x.png'>",
        ] {
            assert_eq!(page_violations("www/index.html", html).len(), 1, "{html}");
        }
        assert_eq!(page_violations("www/index.html", "\n<script>\n</script>"), ["www/index.html:2: an inline script"]);
        for css in ["\na { b: url( 'https://example.org/x') }", "@import '//example.org/x.css';"] {
            assert_eq!(style_violations("www/style.css", css).len(), 1, "{css}");
        }
    }
}
