//! Days of the year in a text.

use crate::generate::grounding::word::Word;

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

/// A day without its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// Whether the month is written as a word: figures alone leave open which of them it is.
    pub named: bool,
    /// The words that it takes, by their indices: the first and the last.
    pub words: (usize, usize),
}

/// The month that a word names, in full or shortened: 1 to 12.
#[must_use]
pub fn month(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    let names = |name: &&str| {
        **name == lower || (lower.len() == 3 && name.starts_with(&lower)) || (lower == "sept" && *name == "september")
    };
    (1..).zip(&MONTHS).find(|(_, name)| names(name)).map(|(number, _)| number)
}

/// The day that a word such as "14" or "14th" can be.
fn day(word: &str) -> Option<u32> {
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let day = figures.parse().ok().filter(|day| (1..=31).contains(day))?;
    matches!(&word[figures.len()..], "" | "st" | "nd" | "rd" | "th").then_some(day)
}

/// The days that a text names: "14 March", "March 14th", "14th of March", "2024-03-14", "14.03.", "3/14". A pair of
/// figures gives both readings where both are possible.
#[must_use]
pub fn dates(text: &str, words: &[Word<'_>]) -> Vec<Date> {
    let mut found = Vec::new();
    // What stands between two words.
    let gap = |left: usize, right: usize| text[words[left].end()..words[right].start].trim();
    for (at, word) in words.iter().enumerate() {
        if let Some(month) = month(word.text).filter(|_| word.is_capitalized()) {
            let after = (at + 1 < words.len() && matches!(gap(at, at + 1), "" | "." | ",")).then_some(at + 1);
            let before = match at {
                0 => None,
                _ if words[at - 1].text == "of" && at > 1 => Some(at - 2),
                _ => matches!(gap(at - 1, at), "" | ".").then_some(at - 1),
            };
            let day_at = |place: Option<usize>| place.and_then(|place| Some((place, day(words[place].text)?)));
            if let Some((place, day)) = day_at(before).or_else(|| day_at(after)) {
                found.push(Date { month, day, named: true, words: (place.min(at), place.max(at)) });
            }
        }
        let continues = at > 0
            && matches!(gap(at - 1, at), "/" | "-")
            && words[at - 1].text.ends_with(|c: char| c.is_ascii_digit());
        let numeric: Vec<&str> = if continues {
            continue;
        } else if word.text.contains('.') {
            word.text.split('.').collect()
        } else if at + 1 < words.len() && matches!(gap(at, at + 1), "/" | "-") {
            let third = (at + 2 < words.len() && gap(at + 1, at + 2) == gap(at, at + 1)).then(|| words[at + 2].text);
            [word.text, words[at + 1].text].into_iter().chain(third).collect()
        } else {
            continue;
        };
        let pairs: &[(usize, usize)] = match numeric.as_slice() {
            [year, _, _] if year.len() == 4 => &[(1, 2)],
            [_, _] | [_, _, _] => &[(0, 1), (1, 0)],
            _ => &[],
        };
        for &(m, d) in pairs {
            let number = |part: usize| numeric[part].parse::<u32>().ok().filter(|_| numeric[part].len() <= 2);
            if let (Some(month @ 1..=12), Some(day @ 1..=31)) = (number(m), number(d)) {
                found.push(Date { month, day, named: false, words: (at, at) });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::grounding::word::words;

    fn days(text: &str) -> Vec<(u32, u32)> {
        dates(text, &words(text)).into_iter().map(|date| (date.month, date.day)).collect()
    }

    #[test]
    fn the_same_day_is_the_same_however_it_is_written() {
        for text in
            ["14 March", "March 14", "on March 14th, 2024", "the 14th of March", "14. Mar", "Mar. 14", "2024-03-14"]
        {
            assert_eq!(days(text), [(3, 14)], "{text}");
        }
        assert_eq!(days("14.03.2024"), [(3, 14)]);
        assert_eq!(days("3/4"), [(3, 4), (4, 3)]);
        assert_eq!(days("2-3 weeks"), [(2, 3), (3, 2)]);
    }

    #[test]
    fn other_figures_beside_months_are_no_days() {
        for text in ["March 2024", "48 March", "you may 5", "In May, 300 came", "3.5.1.2", "May it be"] {
            assert_eq!(days(text), [], "{text}");
        }
    }
}
