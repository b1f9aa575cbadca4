//! Stems of English words.
//!
//! M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, with the changes that NLTK makes to it by
//! default (`nltk.stem.porter`, mode `NLTK_EXTENSIONS`), because scores that others publish rest on those stems.

/// Words with a stem of their own.
const IRREGULAR: [(&str, &str); 16] = [
    ("sky", "sky"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("news", "news"),
    ("innings", "inning"),
    ("inning", "inning"),
    ("outings", "outing"),
    ("outing", "outing"),
    ("cannings", "canning"),
    ("canning", "canning"),
    ("howe", "howe"),
    ("proceed", "proceed"),
    ("exceed", "exceed"),
    ("succeed", "succeed"),
];

/// Endings of step 2, in the order in which they are tried.
const STEP_2: [(&str, &str); 21] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("fulli", "ful"),
];

/// Endings of step 3.
const STEP_3: [(&str, &str); 7] =
    [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

/// Endings that step 4 takes away.
const STEP_4: [&str; 19] = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
];

/// The stem of a word, in lower case. The rules are those of English; letters beyond ASCII count as consonants.
#[must_use]
pub fn stem(word: &str) -> String {
    let mut stem = word.to_lowercase();
    if let Some((_, known)) = IRREGULAR.iter().find(|(form, _)| *form == stem) {
        return (*known).to_owned();
    }
    if stem.len() > 2 {
        for step in [step_1a, step_1b, step_1c, step_2, step_3, step_4, step_5a, step_5b] {
            stem = step(&stem);
        }
    }
    stem
}

/// Per byte, whether it is a consonant: no vowel, and no `y` after a consonant.
fn consonants(word: &str) -> Vec<bool> {
    let mut flags: Vec<bool> = Vec::with_capacity(word.len());
    for byte in word.bytes() {
        flags.push(match byte {
            b'a' | b'e' | b'i' | b'o' | b'u' => false,
            b'y' => !flags.last().copied().unwrap_or(false),
            _ => true,
        });
    }
    flags
}

/// Porter's m: how often a vowel is followed by a consonant.
fn measure(word: &str) -> usize {
    consonants(word).windows(2).filter(|pair| !pair[0] && pair[1]).count()
}

fn has_vowel(word: &str) -> bool {
    consonants(word).contains(&false)
}

/// Porter's *d.
fn ends_with_double_consonant(word: &str) -> bool {
    matches!(word.as_bytes(), [.., a, b] if a == b && b.is_ascii()) && consonants(word).last() == Some(&true)
}

/// Porter's *o, and a vowel with a consonant alone.
fn ends_with_short_syllable(word: &str) -> bool {
    match consonants(word).as_slice() {
        [.., true, false, true] => !word.ends_with(['w', 'x', 'y']),
        [false, true] => true,
        _ => false,
    }
}

fn step_1a(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("ies") {
        return format!("{rest}{}", if word.len() == 4 { "ie" } else { "i" });
    }
    match word.strip_suffix("sses") {
        Some(rest) => format!("{rest}ss"),
        None if word.ends_with("ss") => word.to_owned(),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

fn step_1b(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("ied") {
        return format!("{rest}{}", if word.len() == 4 { "ie" } else { "i" });
    }
    if let Some(rest) = word.strip_suffix("eed") {
        return if measure(rest) > 0 { format!("{rest}ee") } else { word.to_owned() };
    }
    let rest = ["ed", "ing"].iter().filter_map(|ending| word.strip_suffix(ending)).find(|rest| has_vowel(rest));
    let Some(rest) = rest else { return word.to_owned() };
    if ["at", "bl", "iz"].iter().any(|ending| rest.ends_with(ending)) {
        format!("{rest}e")
    } else if ends_with_double_consonant(rest) {
        let single = &rest[..rest.len() - 1];
        if rest.ends_with(['l', 's', 'z']) { rest.to_owned() } else { single.to_owned() }
    } else if measure(rest) == 1 && ends_with_short_syllable(rest) {
        format!("{rest}e")
    } else {
        rest.to_owned()
    }
}

fn step_1c(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(rest) if rest.len() > 1 && consonants(rest).last() == Some(&true) => format!("{rest}i"),
        _ => word.to_owned(),
    }
}

/// Applies the first rule whose ending fits, if what is left has a positive measure.
fn replace(word: &str, rules: &[(&str, &str)]) -> Option<String> {
    let (rest, new) = rules.iter().find_map(|(ending, new)| Some((word.strip_suffix(ending)?, new)))?;
    Some(if measure(rest) > 0 { format!("{rest}{new}") } else { word.to_owned() })
}

fn step_2(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("alli").filter(|rest| measure(rest) > 0) {
        return step_2(&format!("{rest}al"));
    }
    if let Some(replaced) = replace(word, &STEP_2) {
        return replaced;
    }
    // The l belongs to the stem, so that "geology" is treated as "archaeology" is.
    match word.strip_suffix("ogi").filter(|rest| rest.ends_with('l') && measure(&word[..word.len() - 3]) > 0) {
        Some(rest) => format!("{rest}og"),
        None => word.to_owned(),
    }
}

fn step_3(word: &str) -> String {
    replace(word, &STEP_3).unwrap_or_else(|| word.to_owned())
}

fn step_4(word: &str) -> String {
    let Some((ending, rest)) = STEP_4.iter().find_map(|ending| Some((*ending, word.strip_suffix(ending)?))) else {
        return word.to_owned();
    };
    let goes = measure(rest) > 1 && (ending != "ion" || rest.ends_with(['s', 't']));
    if goes { rest } else { word }.to_owned()
}

fn step_5a(word: &str) -> String {
    match word.strip_suffix('e') {
        Some(rest) if measure(rest) > 1 || (measure(rest) == 1 && !ends_with_short_syllable(rest)) => rest.to_owned(),
        _ => word.to_owned(),
    }
}

fn step_5b(word: &str) -> String {
    match word.strip_suffix('l') {
        Some(rest) if rest.ends_with('l') && measure(rest) > 1 => rest.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_do_what_the_paper_says() {
        for (word, expected) in [
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("agreed", "agre"),
            ("plastered", "plaster"),
            ("hopping", "hop"),
            ("falling", "fall"),
            ("filing", "file"),
            ("relational", "relat"),
            ("formalize", "formal"),
            ("adjustable", "adjust"),
            ("adoption", "adopt"),
            ("controlling", "control"),
            ("rate", "rate"),
            ("cease", "ceas"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }

    #[test]
    fn the_extensions_are_those_of_nltk() {
        for (word, expected) in [
            ("skies", "sky"),
            ("dies", "die"),
            ("dying", "die"),
            ("enjoy", "enjoy"),
            ("happy", "happi"),
            ("spied", "spi"),
            ("succeed", "succeed"),
            ("geology", "geolog"),
            ("hopefully", "hope"),
            ("ys", "ys"),
            ("über", "über"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
