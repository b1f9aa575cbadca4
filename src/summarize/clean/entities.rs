//! Character references of HTML: the numeric ones, and the named ones that people's texts have.

use super::characters::rewritten;

/// Names and what they stand for: markup, punctuation, currencies, signs, and the letters of Western Europe.
const NAMED: &[(&str, &str)] = &[
    ("AElig", "Æ"),
    ("Aacute", "Á"),
    ("Agrave", "À"),
    ("Aring", "Å"),
    ("Auml", "Ä"),
    ("Ccedil", "Ç"),
    ("Eacute", "É"),
    ("Egrave", "È"),
    ("Ntilde", "Ñ"),
    ("Oacute", "Ó"),
    ("Oslash", "Ø"),
    ("Ouml", "Ö"),
    ("Uacute", "Ú"),
    ("Uuml", "Ü"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("aelig", "æ"),
    ("agrave", "à"),
    ("amp", "&"),
    ("apos", "'"),
    ("aring", "å"),
    ("atilde", "ã"),
    ("auml", "ä"),
    ("bdquo", "„"),
    ("bull", "•"),
    ("ccedil", "ç"),
    ("cent", "¢"),
    ("check", "✓"),
    ("copy", "©"),
    ("deg", "°"),
    ("divide", "÷"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("egrave", "è"),
    ("emsp", " "),
    ("ensp", " "),
    ("euml", "ë"),
    ("euro", "€"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("ge", "≥"),
    ("gt", ">"),
    ("hellip", "…"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iexcl", "¡"),
    ("igrave", "ì"),
    ("iquest", "¿"),
    ("iuml", "ï"),
    ("laquo", "«"),
    ("larr", "←"),
    ("ldquo", "“"),
    ("le", "≤"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("micro", "µ"),
    ("middot", "·"),
    ("minus", "−"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("ne", "≠"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("oelig", "œ"),
    ("ograve", "ò"),
    ("oslash", "ø"),
    ("otilde", "õ"),
    ("ouml", "ö"),
    ("para", "¶"),
    ("permil", "‰"),
    ("plusmn", "±"),
    ("pound", "£"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rarr", "→"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("sect", "§"),
    ("shy", ""),
    ("sup2", "²"),
    ("sup3", "³"),
    ("szlig", "ß"),
    ("thinsp", " "),
    ("times", "×"),
    ("trade", "™"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("ugrave", "ù"),
    ("uuml", "ü"),
    ("yen", "¥"),
    ("zwj", "\u{200d}"),
    ("zwnj", "\u{200c}"),
];

/// Bytes between `&` and `;` at most.
const LONGEST: usize = 10;

/// What the reference at the beginning of a text stands for, and its bytes. None where there is none that is known: then
/// the ampersand is one.
#[must_use]
pub fn decode(text: &str) -> Option<(String, usize)> {
    let name = text.strip_prefix('&')?;
    let end = name.bytes().take(LONGEST + 1).position(|byte| byte == b';')?;
    let length = end + 2;
    let name = name.get(..end)?;
    let Some(number) = name.strip_prefix('#') else {
        let at = NAMED.binary_search_by_key(&name, |(known, _)| known).ok()?;
        return Some((NAMED[at].1.to_owned(), length));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(digits, 16),
        None if number.bytes().all(|byte| byte.is_ascii_digit()) => number.parse(),
        _ => return None,
    };
    let c = code.ok().and_then(char::from_u32)?;
    Some((rewritten(c).map_or_else(|| c.to_string(), str::to_owned), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order() {
        assert!(NAMED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(NAMED.iter().all(|(name, _)| name.len() <= LONGEST));
    }

    #[test]
    fn references_are_decoded_and_ampersands_stay() {
        let decoded = |text: &str| decode(text).map(|(text, length)| format!("{text}{length}"));
        assert_eq!(decoded("&amp; b"), Some("&5".to_owned()));
        assert_eq!(decoded("&#8364;5"), Some("€7".to_owned()));
        assert_eq!(decoded("&#x1F600;"), Some("😀9".to_owned()));
        assert_eq!(decoded("&nbsp;"), Some(" 6".to_owned()));
        for text in ["& b", "&unknown;", "&#xD800;", "&#;x", "&#x;", "&;", "&äöüäö;", "&#+5;", "&", "&ampampampampamp;"]
        {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
