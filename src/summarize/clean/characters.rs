//! Characters that are written differently or not at all in a cleaned text.

/// What a character becomes; None for one that stays. Line ends become `\n` (a carriage return before `\n` is left out by
/// the caller), spaces of any width a space. Left out are control characters, and format characters that no script needs:
/// marks of byte order, soft hyphens, and those that change the direction of what is read. Joiners stay: emoji, Persian
/// and the scripts of India need them.
#[must_use]
pub fn rewritten(c: char) -> Option<&'static str> {
    match c {
        '\n' | '\t' => None,
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some("\n"),
        '\u{b}' | '\u{c}' => Some("\n"),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(" "),
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(""),
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => Some(""),
        '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => Some(""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_carries_nothing_goes() {
        let clean = |text: &str| {
            text.chars().map(|c| rewritten(c).map_or_else(|| c.to_string(), str::to_owned)).collect::<String>()
        };
        assert_eq!(clean("\u{feff}a\u{a0}b\u{ad}c\0\u{202e}d\u{2028}e\tf"), "a bcd\ne\tf");
        assert_eq!(clean("👩\u{200d}🔬 می\u{200c}خواهم"), "👩\u{200d}🔬 می\u{200c}خواهم");
    }
}
