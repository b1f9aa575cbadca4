//! Days of the year: a month and a day that stand together in a sentence do so in the text.

use std::collections::HashSet;

use super::Draft;
use super::word::Word;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that a word names, in full or by its first letters: 1 to 12.
pub fn month(word: &Word<'_>) -> Option<u32> {
    let lower = word.lower();
    let names = |name: &&str| {
        lower == **name
            || (name.starts_with(&lower) && lower.len() == 3)
            || (lower == "sept" && name.starts_with("sept"))
    };
    let place = MONTHS.iter().position(names).filter(|_| word.is_capitalized())?;
    u32::try_from(place + 1).ok()
}

/// A month's name.
pub fn name(month: u32) -> &'static str {
    MONTHS[month as usize - 1]
}

/// The day that a word can be: "14", "14th".
fn day(word: &Word<'_>) -> Option<u32> {
    let figures = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word.text[figures.len()..];
    let day = figures.parse().ok().filter(|day| (1..=31).contains(day))?;
    matches!(suffix, "" | "st" | "nd" | "rd" | "th").then_some(day)
}

/// The days of a text, as month and day.
#[derive(Debug)]
pub struct Days(HashSet<(u32, u32)>);

impl Days {
    pub fn of(draft: &Draft<'_>) -> Self {
        let mut days: HashSet<(u32, u32)> = named(draft)
            .map(|(month, at)| (month, day(&draft.words[at])))
            .filter_map(|(month, day)| Some((month, day?)))
            .collect();
        for group in draft.text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '/' | '-'))) {
            let parts: Vec<&str> = group.split(['.', '/', '-']).collect();
            let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
            let pairs = match parts.as_slice() {
                [year, month, day] if year.len() == 4 => vec![(*month, *day)],
                [a, b] | [a, b, _] => vec![(*a, *b), (*b, *a)],
                _ => Vec::new(),
            };
            let pairs = pairs.into_iter().filter_map(|(month, day)| Some((number(month)?, number(day)?)));
            days.extend(pairs.filter(|(month, day)| (1..=12).contains(month) && (1..=31).contains(day)));
        }
        Self(days)
    }

    /// Whether each day that a sentence names is one of these, or can become one where it stands at the end.
    pub fn hold(&self, draft: &Draft<'_>) -> bool {
        named(draft).all(|(month, at)| match (draft.is_open(at), day(&draft.words[at])) {
            (_, None) => true,
            (false, Some(day)) => self.0.contains(&(month, day)),
            // A year may begin with the figures of a day; whether the text has it is a question of its numbers.
            (true, Some(day)) => {
                let begun = day.to_string();
                draft.words[at].text.len() < 2 && !self.0.iter().any(|(of, _)| *of == month)
                    || self.0.iter().any(|(of, day)| *of == month && day.to_string().starts_with(&begun))
                    || matches!(day, 1 | 2 | 19 | 20)
            }
        })
    }
}

impl Days {
    /// Whether a word is, or can become, the month of the day before it: "20 May" where the text has 2019-05-20.
    pub fn completes(&self, draft: &Draft<'_>, at: usize) -> bool {
        let before = match at {
            0 => None,
            _ if draft.words[at - 1].text == "of" => at.checked_sub(2),
            _ => Some(at - 1),
        };
        let Some(before) = before.and_then(|place| day(&draft.words[place])) else { return false };
        let (lower, open) = (draft.words[at].lower(), draft.is_open(at));
        let fits = |month: u32| name(month) == lower || (open && name(month).starts_with(&lower));
        self.0.iter().any(|(month, day)| *day == before && fits(*month))
    }
}

/// Months that are written as words, each with the place of a word beside it that may be its day.
fn named<'a>(draft: &'a Draft<'_>) -> impl Iterator<Item = (u32, usize)> + 'a {
    let words = &draft.words;
    (0..words.len()).filter_map(|at| Some((at, month(&words[at])?))).flat_map(move |(at, month)| {
        // "Mar" may become "Mark", and "May" "Mayor".
        let whole = !draft.is_open(at) || words[at].text.len() > 3;
        let near = |left: usize, right: usize| matches!(draft.gap(left, right).trim(), "" | "." | ",");
        let after = (at + 1 < words.len() && near(at, at + 1)).then_some(at + 1);
        let before = (at > 0 && near(at - 1, at)).then(|| at - 1);
        let of = (at > 1 && words[at - 1].text == "of" && near(at - 2, at - 1)).then(|| at - 2);
        [after, before, of].into_iter().flatten().filter(move |_| whole).map(move |place| (month, place))
    })
}
