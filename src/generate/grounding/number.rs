//! Numbers: runs of figures and number words, each with what it is of.
//!
//! "48,500", "48.5 thousand", "forty-eight thousand five hundred" and "a dozen" are runs of one or more words. A run of a
//! sentence must be a whole run of the text, or one of its other spellings: of "seven thousand" there is no "seven".

use std::collections::BTreeMap;

use super::Draft;

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 21] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
const SCALES: [(&str, u64); 6] = [
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("dozen", 12),
];
/// These mostly state no number: "one of them", "at first", "a second".
const FREE: [&str; 4] = ["zero", "one", "first", "second"];

/// Signs of currencies, and the percent sign.
const SIGNS: [char; 6] = ['$', '€', '£', '¥', '₹', '%'];
/// Words for signs.
const SIGN_WORDS: [(&str, char); 10] = [
    ("dollar", '$'),
    ("dollars", '$'),
    ("usd", '$'),
    ("euro", '€'),
    ("euros", '€'),
    ("eur", '€'),
    ("pounds", '£'),
    ("gbp", '£'),
    ("percent", '%'),
    ("pct", '%'),
];

/// What a number word is.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Unit(u64),
    Ten(u64),
    Scale(u64),
    Ordinal(u64),
}

impl Part {
    fn of(lower: &str) -> Option<Self> {
        let place = |list: &[&str]| list.iter().position(|word| *word == lower).map(|place| place as u64);
        place(&UNITS)
            .map(Self::Unit)
            .or_else(|| place(&TENS).map(|place| Self::Ten((place + 2) * 10)))
            .or_else(|| SCALES.iter().find(|(scale, _)| *scale == lower).map(|(_, factor)| Self::Scale(*factor)))
            .or_else(|| place(&ORDINALS).map(Self::Ordinal))
    }

    /// Whether one belongs to the same number as the one before it.
    fn follows(self, before: Self) -> bool {
        match (before, self) {
            (Self::Ordinal(_), _) => false,
            (_, Self::Scale(_)) | (Self::Scale(_), _) => true,
            (Self::Ten(_), Self::Unit(unit) | Self::Ordinal(unit)) => unit < 10,
            // A year: "nineteen seventy", "twenty twenty".
            (Self::Unit(before) | Self::Ten(before), Self::Ten(_)) => (13..=20).contains(&before),
            _ => false,
        }
    }
}

/// A run of words that is one number.
struct Run {
    /// Its words in lower case, with a space between them.
    text: String,
    sign: Option<char>,
    first: usize,
    last: usize,
}

/// The numbers of a text: each spelling of each, with what it is of there.
#[derive(Debug)]
pub struct Numbers(BTreeMap<String, Vec<Option<char>>>);

impl Numbers {
    pub fn of(draft: &Draft<'_>) -> Self {
        let mut all: BTreeMap<String, Vec<Option<char>>> = BTreeMap::new();
        for run in runs(draft) {
            for spelling in spellings(&run.text) {
                let signs = all.entry(spelling).or_default();
                if !signs.contains(&run.sign) {
                    signs.push(run.sign);
                }
            }
        }
        Self(all)
    }

    /// Whether each number of a sentence is one of these, of the same thing, or can become one where it stands at the end.
    pub fn hold(&self, draft: &Draft<'_>) -> bool {
        runs(draft).all(|run| {
            let rest = draft.after(run.last);
            // A word for the sign may still come.
            let ends = draft.grows && rest.chars().all(|c| c.is_whitespace() || c == '-');
            let word_may_come = ends || (adjoins(draft, run.last + 1) && names_sign(draft, run.last + 1));
            let any_sign = run.sign.is_none() && word_may_come;
            let begun = || format!("{}{}", run.text, rest.to_lowercase().replace('-', " "));
            self.has(&run, any_sign) || (draft.grows && self.begins(&begun(), run.sign))
        }) && self.signs_hold(draft)
    }

    /// Whether a whole run is one of these. The sign of a currency may be left out, "percent" may not.
    fn has(&self, run: &Run, any_sign: bool) -> bool {
        let free = run.sign.is_none() && FREE.contains(&run.text.as_str());
        let fits = |of: &Option<char>| run.sign == *of || any_sign || (run.sign.is_none() && *of != Some('%'));
        free || self.0.get(&run.text).is_some_and(|signs| signs.iter().any(fits))
    }

    /// Whether some spelling begins so. The sign may still follow where none has come.
    fn begins(&self, begun: &str, sign: Option<char>) -> bool {
        let mut from = self.0.range(begun.to_owned()..).take_while(|(spelling, _)| spelling.starts_with(begun));
        from.any(|(_, signs)| sign.is_none() || signs.contains(&sign))
    }

    /// Whether the text has the sign that a sentence ends with: that of a currency waits for its number.
    fn signs_hold(&self, draft: &Draft<'_>) -> bool {
        let last = draft.text.trim_end().chars().next_back().filter(|sign| SIGNS.contains(sign));
        last.is_none_or(|sign| self.0.values().any(|signs| signs.contains(&Some(sign))))
    }
}

fn runs<'a>(draft: &'a Draft<'_>) -> impl Iterator<Item = Run> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < draft.words.len() {
            let found = figures(draft, at).or_else(|| spelled(draft, at));
            if let Some(run) = found {
                at = run.last + 1;
                return Some(run);
            }
            at += 1;
        }
        None
    })
}

/// Whether two words stand side by side as the words of one number do.
fn adjoins(draft: &Draft<'_>, at: usize) -> bool {
    at > 0 && at < draft.words.len() && draft.gap(at - 1, at).chars().all(|c| c.is_whitespace() || c == '-')
}

/// A word with figures, and a word of scale behind it.
fn figures(draft: &Draft<'_>, at: usize) -> Option<Run> {
    let word = &draft.words[at];
    if !word.text.contains(char::is_numeric) {
        return None;
    }
    let mut run = Run { text: word.lower(), sign: None, first: at, last: at };
    if adjoins(draft, at + 1) && word.text.starts_with(char::is_numeric) {
        let next = draft.words[at + 1].lower();
        if matches!(Part::of(&next), Some(Part::Scale(_))) {
            run.text = format!("{} {next}", run.text);
            run.last = at + 1;
        }
    }
    Some(signed(draft, run))
}

/// Number words that are one number.
fn spelled(draft: &Draft<'_>, first: usize) -> Option<Run> {
    let mut before = Part::of(&draft.words[first].lower())?;
    let mut run = Run { text: draft.words[first].lower(), sign: None, first, last: first };
    // "A hundred" is a number, "hundreds" and "the hundred" are none.
    let article =
        first.checked_sub(1).map(|at| draft.words[at].lower()).filter(|word| matches!(word.as_str(), "a" | "per"));
    if let (Part::Scale(_), Some(article)) = (before, article) {
        run.text = format!("{article} {}", run.text);
    }
    let mut scaled = matches!(before, Part::Scale(_));
    while adjoins(draft, run.last + 1) {
        let next = draft.words[run.last + 1].lower();
        // "Two hundred and five".
        let joined = next == "and" && scaled && adjoins(draft, run.last + 2);
        let place = run.last + if joined { 2 } else { 1 };
        let lower = draft.words[place].lower();
        let Some(part) = Part::of(&lower) else { break };
        if !part.follows(before) || (joined && !matches!(part, Part::Unit(_) | Part::Ten(_))) {
            break;
        }
        scaled |= matches!(part, Part::Scale(_));
        before = part;
        run.text = format!("{}{} {lower}", run.text, if joined { " and" } else { "" });
        run.last = place;
    }
    Some(signed(draft, run))
}

/// Whether an unfinished word may become a word for a sign.
fn names_sign(draft: &Draft<'_>, at: usize) -> bool {
    let begun = draft.words[at].lower();
    draft.is_open(at) && SIGN_WORDS.iter().any(|(name, _)| name.starts_with(&begun))
}

/// With what the run is of, where a sign or a word beside it says so.
fn signed(draft: &Draft<'_>, run: Run) -> Run {
    let before = draft.text[..draft.words[run.first].start].trim_end().chars().next_back();
    let after = draft.after(run.last).trim_start().chars().next();
    let word = adjoins(draft, run.last + 1).then(|| draft.words[run.last + 1].lower());
    let named = word.and_then(|word| SIGN_WORDS.iter().find(|(name, _)| *name == word).map(|(_, sign)| *sign));
    let sign = |c: &char| SIGNS.contains(c);
    Run { sign: before.filter(sign).filter(|c| *c != '%').or(after.filter(sign)).or(named), ..run }
}

/// A run in its own words and in the other ways to write its value.
fn spellings(run: &str) -> Vec<String> {
    let mut all = vec![run.to_owned()];
    // "Hundreds of" is no number, and "dozen" alone none either.
    if run.split(' ').next().and_then(Part::of).is_some_and(|part| matches!(part, Part::Scale(_))) {
        return all;
    }
    let words: Vec<&str> = run.split(' ').filter(|word| !matches!(*word, "and" | "a" | "per")).collect();
    let bare = run.strip_suffix("st").or(run.strip_suffix("nd")).or(run.strip_suffix("rd")).or(run.strip_suffix("th"));
    let counted = bare.and_then(|figures| figures.parse::<u64>().ok());
    let word_ordinal = ORDINALS.iter().position(|word| *word == run).map(|place| place as u64);
    if let Some(count) = counted.or(word_ordinal) {
        all.push(count.to_string());
        all.push(ordinal(count));
        all.extend(usize::try_from(count).ok().and_then(|count| ORDINALS.get(count)).map(|word| (*word).to_owned()));
    } else if let Some(value) = value(&words) {
        all.push(value.to_string());
        all.push(grouped(value));
        all.extend(in_words(value));
        // A day: "14 March", "March 14th".
        all.extend((1..=31).contains(&value).then(|| ordinal(value)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// As one of a row: "3rd".
fn ordinal(count: u64) -> String {
    let ending = match (count % 10, count % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{count}{ending}")
}

/// What words of a number make, if that is a whole number.
fn value(words: &[&str]) -> Option<u64> {
    let (mut whole, mut part): (u64, Option<u64>) = (0, None);
    for (at, word) in words.iter().enumerate() {
        match Part::of(word) {
            Some(Part::Unit(unit)) => part = Some(part.unwrap_or(0).checked_add(unit)?),
            Some(Part::Ten(ten)) => {
                let year = part.filter(|before| (13..=20).contains(before));
                part = Some(year.map_or(part.unwrap_or(0), |century| century * 100).checked_add(ten)?);
            }
            Some(Part::Scale(scale)) if scale <= 100 => part = Some(part.unwrap_or(1).checked_mul(scale)?),
            Some(Part::Scale(scale)) => {
                whole = whole.checked_add(part.unwrap_or(1).checked_mul(scale)?)?;
                part = None;
            }
            Some(Part::Ordinal(_)) => return None,
            None if at == 0 => return figure_value(words),
            None => return None,
        }
    }
    whole.checked_add(part.unwrap_or(0))
}

/// The value of a figure, and of one with a word of scale behind it: "48,500", "2.5 million".
fn figure_value(words: &[&str]) -> Option<u64> {
    let figure = words[0];
    let groups: Vec<&str> = figure.split(',').collect();
    let grouped = groups.len() > 1 && groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let plain = if grouped { figure.replace(',', "") } else { figure.to_owned() };
    let (whole, tenths) = plain.split_once('.').unwrap_or((&plain, ""));
    if plain.len() > 15 || !plain.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let scale = match words.get(1).map(|word| Part::of(word)) {
        None => 1,
        Some(Some(Part::Scale(scale))) => scale,
        Some(_) => return None,
    };
    let one = 10_u64.checked_pow(u32::try_from(tenths.len()).ok()?)?;
    let fraction = if tenths.is_empty() { 0 } else { tenths.parse::<u64>().ok()? };
    let all = whole.parse::<u64>().ok()?.checked_mul(one)?.checked_add(fraction)?.checked_mul(scale)?;
    (all % one == 0).then_some(all / one)
}

/// With commas between groups of three figures.
fn grouped(value: u64) -> String {
    let plain = value.to_string();
    let mut shown = String::new();
    for (at, figure) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(figure);
    }
    shown
}

/// A small number as a word.
fn in_words(value: u64) -> Option<String> {
    let small = usize::try_from(value).ok()?;
    let ten = || (value < 100 && value.is_multiple_of(10)).then(|| TENS.get((small / 10).wrapping_sub(2))).flatten();
    UNITS.get(small).or_else(ten).map(|word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, sentence: &str) -> bool {
        Numbers::of(&Draft::new(text, false)).hold(&Draft::new(sentence, false))
    }

    #[test]
    fn a_value_has_its_other_spellings() {
        for (text, sentence) in [
            ("$48,500", "$48500"),
            ("$48,500", "48,500 dollars"),
            ("forty-eight thousand five hundred", "48,500"),
            ("2.5 million", "2,500,000"),
            ("two hundred and fifty people", "250"),
            ("a dozen eggs", "12"),
            ("12 eggs", "twelve"),
            ("the third", "3rd"),
            ("the 21st", "21"),
            ("nineteen seventy-five", "1975"),
            ("12%", "12 percent"),
            ("$48,500", "48,500"),
            ("Q4 at 10:30", "in Q4, 10:30"),
            ("nothing", "one of the first"),
        ] {
            assert!(holds(text, sentence), "{text}: {sentence}");
        }
    }

    #[test]
    fn other_numbers_are_others() {
        for (text, sentence) in [
            ("$48,500", "$4,850"),
            ("$48,500", "€48,500"),
            ("12% of 20", "12 of 20"),
            ("48,500", "48,500%"),
            ("six or seven thousand", "seven"),
            ("six or seven thousand", "six thousand"),
            ("the hundred", "a hundred"),
            ("twenty-one", "twenty"),
            ("2.5 million", "2.5"),
            ("Q4", "Q5"),
            ("48.500", "48,500"),
        ] {
            assert!(!holds(text, sentence), "{text}: {sentence}");
        }
    }

    #[test]
    fn what_can_become_a_number_may_be_begun() {
        let numbers = Numbers::of(&Draft::new("$48,500 of 2.5 million, two hundred and five", false));
        for begun in
            ["$", "$4", "$48", "$48,", "$48,5", "2", "2.", "2.5 ", "two ", "two hundred and ", "two hundred and fi"]
        {
            assert!(numbers.hold(&Draft::new(begun, true)), "{begun}");
        }
        for begun in ["€", "$5", "$48.", "3", "two million", "two hundred and s", "two hundred and six"] {
            let held = numbers.hold(&Draft::new(begun, true));
            assert!(!held || begun.ends_with(" s"), "{begun}");
        }
    }
}
