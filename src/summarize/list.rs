//! Summaries of notes that are lists: a to-do list, a shopping list. There is nothing in them to put into other words, and
//! a language model invents stories about them, so their items are quoted.

use super::draft::Point;
use super::options::{Kind, Options};
use super::units::{Role, Unit};
use super::words::words;

/// Items of a list that is named in a sentence.
const NAMED: usize = 3;

/// Words of an item on average from which it is a text with marks rather than a list.
const LONG: usize = 30;

/// The points of a list's summary, and how many items there are; None where the note is more than a list.
#[must_use]
pub fn points(text: &str, units: &[Unit], options: &Options) -> Option<(Vec<Point>, usize)> {
    let is = |role: Role| move |unit: &&Unit| unit.role == role;
    let quoted = |unit: &Unit| Point::of(unit, text);
    let mut items: Vec<Point> = units.iter().filter(is(Role::Item)).map(quoted).collect();
    let in_items: usize = items.iter().map(|item| words(&item.text).count()).sum();
    let other = units.iter().filter(|unit| !matches!(unit.role, Role::Item | Role::Heading));
    let in_other: usize = other.map(|unit| words(&text[unit.range.clone()]).count()).sum();
    if items.len() < 3 || in_other * 4 > in_items || in_items > items.len() * LONG {
        return None;
    }
    let heading = units.first().filter(|unit| unit.role == Role::Heading).map(quoted);
    let title = heading.or_else(|| is_title(&items).then(|| items.remove(0)));
    let count = items.len();
    let mut rest = items.into_iter().filter(|item| !item.text.is_empty());
    let points = match options.kind {
        Kind::KeyPoints => rest.take(options.points()).collect(),
        Kind::Tldr | Kind::Teaser => {
            let named: Vec<Point> = rest.by_ref().take(NAMED * options.points()).collect();
            let more = rest.count();
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            vec![titled(title, named, "; ", &more)]
        }
        Kind::Headline => vec![titled(title, rest.take(NAMED).collect(), ", ", "")],
    };
    Some((points, count))
}

/// Whether the first item names the others: it ends in a colon, or it alone begins with a capital.
fn is_title(items: &[Point]) -> bool {
    let capital = |item: &Point| item.text.starts_with(char::is_uppercase);
    items.len() > 3
        && items
            .split_first()
            .is_some_and(|(first, rest)| first.text.ends_with(':') || capital(first) && !rest.iter().any(capital))
}

/// Items on one line, which rests on all of them.
fn titled(title: Option<Point>, items: Vec<Point>, between: &str, more: &str) -> Point {
    let texts: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
    let line = texts.join(between) + more;
    let text =
        title.as_ref().map_or_else(|| line.clone(), |title| format!("{}: {line}", title.text.trim_end_matches(':')));
    let evidence = title.into_iter().chain(items).flat_map(|point| point.evidence);
    Point::quoted(text, evidence.map(|(range, _)| range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summarize::clean::clean;
    use crate::summarize::units::units;

    fn list(note: &str, kind: Kind) -> Option<(Vec<String>, usize)> {
        let document = clean(note);
        let found = points(document.text(), &units(&document), &Options { kind, ..Options::default() });
        found.map(|(points, count)| (points.into_iter().map(|point| point.text).collect(), count))
    }

    #[test]
    fn the_items_of_a_list_are_its_points() {
        let text = "# Week\n- [ ] Call **Lena**\n- [x] Pay rent\n- Buy milk\n- Sleep";
        let first = ["Call Lena", "Pay rent", "Buy milk"].map(String::from).to_vec();
        assert_eq!(list(text, Kind::KeyPoints), Some((first, 4)));
        assert_eq!(
            list(text, Kind::Tldr),
            Some((vec!["Week: Call Lena; Pay rent; Buy milk; and 1 more".to_owned()], 4))
        );
        assert_eq!(list(text, Kind::Headline), Some((vec!["Week: Call Lena, Pay rent, Buy milk".to_owned()], 4)));
    }

    #[test]
    fn what_holds_more_than_a_list_is_none() {
        let table = "\n\n| Name | Hours |\n|---|---|\n".to_owned() + &"| Anna Weir | 12 hours |\n".repeat(10);
        assert_eq!(list(&format!("- roof\n- bill\n- key{table}"), Kind::KeyPoints), None);
        let paragraph = "so we met and talked about the roof and the bill ".repeat(5);
        assert_eq!(list(&format!("- {paragraph}\n").repeat(3), Kind::KeyPoints), None);
    }

    #[test]
    fn a_first_line_unlike_the_others_is_the_title() {
        let tldr = list("Shopping\nmilk\n6 eggs\nbread", Kind::Tldr);
        assert_eq!(tldr, Some((vec!["Shopping: milk; 6 eggs; bread".to_owned()], 3)));
        assert_eq!(list("Milk\nEggs\nBread\nTea", Kind::KeyPoints).map(|found| found.1), Some(4));
    }

    #[test]
    fn a_text_with_a_list_in_it_is_no_list() {
        assert_eq!(list("We met on Monday and talked about many things.\n\n- one\n- two\n- three", Kind::Tldr), None);
    }
}
