//! The numbers of a text, and what each of them can mean.

use crate::generate::grounding::word::{Word, words};

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
const ORDINALS: [&str; 13] = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
const SCALES: [(&str, f64); 9] = [
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("dozen", 12.0),
    ("k", 1e3),
    ("bn", 1e9),
    ("m", 1e6),
];
/// More digits than a floating-point number holds.
const LONG: usize = 15;

/// What a number is of, where that is a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Nothing said.
    Plain,
    /// `$`, dollars.
    Dollar,
    /// `€`, euros.
    Euro,
    /// `£`, pounds.
    Pound,
    /// `%`, percent.
    Percent,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// As it is written.
    pub text: String,
    /// Its value in plain decimals, or itself where it is no value; several where the notation is ambiguous.
    pub readings: Vec<String>,
    /// What it is of.
    pub unit: Unit,
    /// Whether it states a number: "one", "first" and "second" mostly don't.
    pub states: bool,
    /// Index of its first word.
    pub word: usize,
}

/// The numbers of a text in order: figures, number words, and identifiers with figures in them ("Q4").
#[must_use]
pub fn numbers(text: &str) -> Vec<Number> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((readings, states, next)) = figures(text, &words, at).or_else(|| spelled(text, &words, at)) else {
            at += 1;
            continue;
        };
        let (start, end) = (words[at].start, words[next - 1].end());
        let after = words.get(next).filter(|word| text[end..word.start].trim().is_empty()).map(Word::lower);
        let unit = unit(&text[..start], &text[end..], after.as_deref());
        found.push(Number { text: text[start..end].to_owned(), readings, unit, states, word: at });
        at = next;
    }
    found
}

/// What stands before and after a number says.
fn unit(before: &str, after: &str, word: Option<&str>) -> Unit {
    let sign = |sign: char| before.trim_end().ends_with(sign) || after.trim_start().starts_with(sign);
    if sign('$') || matches!(word, Some("dollar" | "dollars" | "usd" | "bucks")) {
        Unit::Dollar
    } else if sign('€') || matches!(word, Some("euro" | "euros" | "eur")) {
        Unit::Euro
    } else if sign('£') || matches!(word, Some("pounds" | "gbp" | "quid")) {
        Unit::Pound
    } else if after.trim_start().starts_with('%') || matches!(word, Some("percent" | "pct")) {
        Unit::Percent
    } else {
        Unit::Plain
    }
}

/// Readings, whether a number is stated, and the index of the word after it.
type Found = (Vec<String>, bool, usize);

/// Digits, with what belongs to them.
fn figures(text: &str, words: &[Word<'_>], at: usize) -> Option<Found> {
    let word = words[at].text;
    if !word.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some((vec![word.to_lowercase()], true, at + 1));
    }
    let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':')).unwrap_or(word.len());
    let (digits, suffix) = word.split_at(end);
    let mut readings = figure_readings(digits);
    let mut next = at + 1;
    let scale_of = |name: &str| SCALES.iter().find(|(scale, _)| *scale == name).map(|(_, factor)| *factor);
    let following =
        words.get(next).filter(|word| text[words[at].end()..word.start].trim_matches([' ', '-']).is_empty());
    if !suffix.is_empty() {
        if let Some(factor) = scale_of(&suffix.to_lowercase()) {
            let scaled = scaled(&readings, factor);
            // "5m" may be metres.
            if suffix.eq_ignore_ascii_case("m") { readings.extend(scaled) } else { readings = scaled }
        }
    } else if let Some(factor) =
        following.map(Word::lower).filter(|word| word.len() > 2).and_then(|word| scale_of(&word))
    {
        readings = scaled(&readings, factor);
        next += 1;
    }
    Some((readings, true, next))
}

fn scaled(readings: &[String], factor: f64) -> Vec<String> {
    readings.iter().filter_map(|reading| reading.parse::<f64>().ok()).map(|value| decimal(value * factor)).collect()
}

/// A value without exponent, trailing zeros or what floating point adds in the seventh place.
fn decimal(value: f64) -> String {
    format!("{}", (value * 1e6).round() / 1e6)
}

/// What digits with points, commas and colons can mean.
fn figure_readings(digits: &str) -> Vec<String> {
    let grouped = |mark: char| {
        let mut groups = digits.split(mark);
        let first = groups.next().unwrap_or_default();
        let rest: Vec<&str> = groups.map(|group| group.split('.').next().unwrap_or_default()).collect();
        (1..=3).contains(&first.len()) && !rest.is_empty() && rest.iter().all(|group| group.len() == 3)
    };
    let mut readings = Vec::new();
    if digits.contains(':') {
        readings.push(digits.trim_start_matches('0').to_owned());
        readings.extend(digits.strip_suffix(":00").map(|hour| hour.trim_start_matches('0').to_owned()));
        return readings;
    }
    if digits.chars().filter(char::is_ascii_digit).count() > LONG {
        return vec![digits.to_owned()];
    }
    let commas = digits.matches(',').count();
    let points = digits.matches('.').count();
    let mut plain = Vec::new();
    match (commas, points) {
        (0, 0 | 1) => plain.push(digits.to_owned()),
        (_, 0 | 1) if grouped(',') => plain.push(digits.replace(',', "")),
        (1, 0) => plain.push(digits.replace(',', ".")),
        (1, _) => plain.push(digits.replace('.', "").replace(',', ".")),
        _ => readings.push(digits.to_owned()),
    }
    // "48.500" is how much of Europe writes 48,500.
    if commas == 0 && points > 0 && digits.split('.').skip(1).all(|group| group.len() == 3) {
        plain.push(digits.replace('.', ""));
    }
    readings.extend(plain.iter().filter_map(|plain| plain.parse().ok()).map(decimal));
    readings
}

/// Number words, and what they make together.
fn spelled(text: &str, words: &[Word<'_>], at: usize) -> Option<Found> {
    let (mut whole, mut part): (f64, Option<f64>) = (0.0, None);
    let mut next = at;
    let mut ordinal = false;
    while !ordinal && next < words.len() {
        let adjoins = next == at || text[words[next - 1].end()..words[next].start].trim_matches([' ', '-']).is_empty();
        if !adjoins {
            break;
        }
        let lower = words[next].lower();
        let value = |list: &[&str]| list.iter().position(|word| *word == lower).map(|place| place as f64);
        let is_ten = |part: f64| part % 100.0 >= 20.0 && part % 10.0 == 0.0;
        let is_hundred = |part: f64| part >= 100.0 && part % 100.0 == 0.0;
        ordinal = value(&UNITS).is_none() && value(&ORDINALS).is_some();
        if let Some(unit) = value(&UNITS).or_else(|| value(&ORDINALS)) {
            match part {
                None => part = Some(unit),
                Some(before) if is_hundred(before) || (is_ten(before) && unit < 10.0) => part = Some(before + unit),
                Some(_) => break,
            }
        } else if let Some(ten) = value(&TENS).map(|place| (place + 2.0) * 10.0) {
            match part {
                None => part = Some(ten),
                Some(before) if is_hundred(before) => part = Some(before + ten),
                // A year: "nineteen seventy five".
                Some(before) if (13.0..=20.0).contains(&before) => part = Some(before * 100.0 + ten),
                Some(_) => break,
            }
        } else if let Some((_, factor)) = SCALES[..6].iter().find(|(scale, _)| *scale == lower) {
            // "Hundreds of" and "a million" alone are no numbers but "a hundred" is.
            let article = at > 0 && matches!(words[at - 1].lower().as_str(), "a" | "per");
            let before = part.or((next == at && article).then_some(1.0));
            let Some(before) = before else { break };
            if *factor <= 1e2 {
                part = Some(before * factor);
            } else {
                whole += before * factor;
                part = None;
            }
        } else if lower == "and" && (whole > 0.0 || part.is_some_and(|part| part >= 100.0)) && next + 1 < words.len() {
            let follows = words[next + 1].lower();
            if !UNITS.contains(&follows.as_str()) && !TENS.contains(&follows.as_str()) {
                break;
            }
        } else {
            break;
        }
        next += 1;
    }
    if next == at {
        return None;
    }
    let states = next > at + 1 || !matches!(words[at].lower().as_str(), "zero" | "one" | "first" | "second");
    Some((vec![decimal(whole + part.unwrap_or(0.0))], states, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(text: &str) -> Vec<Vec<String>> {
        numbers(text).into_iter().map(|number| number.readings).collect()
    }

    #[test]
    fn one_value_has_many_spellings() {
        for (text, value) in [
            ("48,500", "48500"),
            ("48500.00", "48500"),
            ("48.5k", "48500"),
            ("48.5 thousand", "48500"),
            ("forty-eight thousand five hundred", "48500"),
            ("forty eight thousand and five hundred", "48500"),
            ("two hundred and fifty", "250"),
            ("a hundred", "100"),
            ("a dozen", "12"),
            ("2.5 million", "2500000"),
            ("twenty-first", "21"),
            ("nineteen seventy five", "1975"),
            ("3rd", "3"),
            ("third", "3"),
            ("1990s", "1990"),
            ("3,5", "3.5"),
            ("1.234,50", "1234.5"),
            ("05", "5"),
            ("PEP8", "pep8"),
            ("3.5.1", "3.5.1"),
            ("0.1 million", "100000"),
        ] {
            assert_eq!(readings(text), [[value]], "{text}");
        }
        assert_eq!(readings("9:00 10:30"), [vec!["9:00", "9"], vec!["10:30"]]);
        assert_eq!(readings("5m"), [["5", "5000000"]]);
        assert_eq!(readings("48.500"), [["48.5", "48500"]]);
    }

    #[test]
    fn neighbours_are_not_added_up() {
        assert_eq!(readings("two, three or four five"), [["2"], ["3"], ["4"], ["5"]]);
        assert_eq!(readings("on 5 March 2024 and 7"), [["5"], ["2024"], ["7"]]);
        assert_eq!(readings("hundreds of people, a second"), [["2"]]);
        assert!(readings("nothing and nobody").is_empty());
    }

    #[test]
    fn units_are_seen_before_and_after() {
        let units: Vec<Unit> =
            numbers("$5 and 6 €, 7 pounds, 8%, nine percent, 10 eggs").iter().map(|n| n.unit).collect();
        let expected = [Unit::Dollar, Unit::Euro, Unit::Pound, Unit::Percent, Unit::Percent, Unit::Plain];
        assert_eq!(units, expected);
    }

    #[test]
    fn one_of_them_states_no_number() {
        let states: Vec<bool> = numbers("one of the first two").iter().map(|number| number.states).collect();
        assert_eq!(states, [false, false, true]);
    }
}
