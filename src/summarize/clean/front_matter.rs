//! Metadata that tools keep at the very beginning of a markdown file.

/// Bytes of a YAML block between `---` lines, or of a TOML block between `+++` lines, at the beginning of a note: of one
/// that is closed and looks like it, else 0.
#[must_use]
pub fn length(note: &str) -> usize {
    let start = note.len() - note.trim_start_matches('\u{feff}').len();
    let mut lines = note[start..].split_inclusive('\n');
    let Some(first) = lines.next() else { return 0 };
    let toml = match first.trim_end() {
        "---" => false,
        "+++" => true,
        _ => return 0,
    };
    let mut end = start + first.len();
    let mut keyed = false;
    for (lines_in, line) in lines.enumerate() {
        end += line.len();
        let line = line.trim_end();
        let closes = if toml { line == "+++" } else { line == "---" || line == "..." };
        if closes {
            // A note may begin with a rule and be written between two of them: then nothing has a key.
            return if keyed || lines_in == 0 { end } else { 0 };
        }
        let key = line.split_once(if toml { '=' } else { ':' }).map_or("", |(key, _)| key.trim_end());
        let is_key = !key.is_empty() && !key.contains(char::is_whitespace);
        let belongs = line.is_empty() || line.starts_with([' ', '\t', '-', '#', '[', ']', '{', '}', '"', '\'']);
        if !is_key && !belongs {
            return 0;
        }
        keyed |= is_key;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_closed_blocks_with_keys_are_metadata() {
        let rest = |note: &'static str| &note[length(note)..];
        assert_eq!(rest("---\r\ntitle: a\r\ntags:\r\n  - b\r\n---\r\nText"), "Text");
        assert_eq!(rest("\u{feff}---\ntitle: a\n---\nText"), "Text");
        assert_eq!(rest("+++\ntitle = \"a\"\n[extra]\nx = 1\n+++\nText"), "Text");
        assert_eq!(rest("---\n---\nText"), "Text");
        for whole in ["---\nJust a note\n---\nmore", "---\ntitle: never closed", "title: a\n---\n", "", "---", "+++\n"]
        {
            assert_eq!(rest(whole), whole);
        }
    }
}
