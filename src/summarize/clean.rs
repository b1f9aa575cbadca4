//! A note as it was written to the text that is summarized.

/// The note with `\n` line ends, without a byte order mark, front matter, HTML comments and trailing white space.
#[must_use]
pub fn clean(note: &str) -> String {
    let note = note.strip_prefix('\u{feff}').unwrap_or(note);
    let note = note.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\0', "");
    let body = without_comments(without_front_matter(&note));
    let lines = body.lines().map(str::trim_end).collect::<Vec<_>>();
    lines.join("\n").trim().to_owned()
}

/// Drops a YAML block between `---` lines at the very beginning, if it is closed and looks like one.
fn without_front_matter(note: &str) -> &str {
    let Some(block) = note.strip_prefix("---\n") else { return note };
    let mut end = 0;
    let mut keyed = false;
    for line in block.split_inclusive('\n') {
        end += line.len();
        let line = line.trim_end();
        if line == "---" || line == "..." {
            // A note may begin with a rule and be written between two of them: then nothing has a key.
            return if keyed || end == line.len() + 1 { &block[end..] } else { note };
        }
        let key = line.split_once(':').map_or("", |(key, _)| key);
        let is_key = !key.is_empty() && !key.contains(char::is_whitespace);
        let belongs = line.is_empty() || line.starts_with([' ', '\t', '-', '#', ']', '}']);
        if !is_key && !belongs {
            return note;
        }
        keyed |= is_key;
    }
    note
}

fn without_comments(mut note: &str) -> String {
    let mut text = String::with_capacity(note.len());
    while let Some((before, after)) = note.split_once("<!--") {
        let Some((_, after)) = after.split_once("-->") else { break };
        text.push_str(before);
        note = after;
    }
    text.push_str(note);
    text
}

/// A sentence or line without what belongs to markup: list marks, heading marks, check boxes, quotes, emphasis, links.
#[must_use]
pub fn plain(sentence: &str) -> String {
    let mut text = sentence.trim();
    loop {
        let before = text;
        text = text.trim_start_matches(['#', '>', '•', '|']).trim_start();
        for mark in ["- ", "* ", "+ ", "– ", "— ", "[ ] ", "[x] ", "[X] "] {
            text = text.strip_prefix(mark).unwrap_or(text).trim_start();
        }
        if crate::generate::sentences::is_item(text) {
            // Here only a number can be left as the mark.
            text = text.split_once([' ']).map_or(text, |(_, rest)| rest.trim_start());
        }
        if text == before {
            break;
        }
    }
    let text = without_links(text);
    let text = text.replace("**", "").replace("__", "").replace('`', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `[text](address)` and `![text](address)` become `text`.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((label, after)) = rest.split_once("](") {
        let (Some(open), Some((_, after))) = (label.rfind('['), after.split_once(')')) else { break };
        out.push_str(label[..open].strip_suffix('!').unwrap_or(&label[..open]));
        out.push_str(&label[open + 1..]);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_goes_and_rules_stay() {
        assert_eq!(clean("---\r\ntitle: a\r\ntags:\r\n  - b\r\n---\r\nText\r\n"), "Text");
        assert_eq!(clean("---\n---\nText"), "Text");
        assert_eq!(clean("---\nJust a note\n---\nmore"), "---\nJust a note\n---\nmore");
        assert_eq!(clean("---\ntitle: never closed"), "---\ntitle: never closed");
        assert_eq!(clean("\u{feff}a\rb  \n"), "a\nb");
        assert_eq!(clean("---\ntitle: only\n---\n"), "");
    }

    #[test]
    fn comments_go_only_when_closed() {
        assert_eq!(clean("a<!-- b -->c <!-- d"), "ac <!-- d");
    }

    #[test]
    fn markup_goes_and_text_stays() {
        assert_eq!(plain("- [x] Renew the **car** insurance"), "Renew the car insurance");
        assert_eq!(plain("## 2. Light\n reactions"), "Light reactions");
        assert_eq!(plain("see [the page](http://x.org/a) and ![a cat](c.png)"), "see the page and a cat");
        assert_eq!(plain("3.5 litres [not a link]"), "3.5 litres [not a link]");
        assert_eq!(plain("> 5 * 3"), "5 * 3");
    }
}
