//! The points of one section while its chunks are read: what the model wrote and the note supports, and quotes.

use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

use super::clean::{Standing, plain};
use super::event::Origin;
use super::support::Source;
use super::units::{Unit, advertises};
use super::words::{Frequencies, content_stems, figures};
use crate::generate::grounding::word;
use crate::generate::sentences::is_finished;

/// Share of the shorter one's content words in common from which two points say the same.
const SAME: f64 = 0.8;

/// How much more the first sentence of a paragraph counts: it tends to say what the paragraph is about.
const LEADS: f64 = 1.3;

/// How much more a sentence counts for each [amount or day](figures) in it, [`MOST_FIGURES`] at most: people look for amounts
/// and days. Of the facts of the project's own notes, quotes that are chosen so tell a fifth more.
const FIGURE: f64 = 0.6;

/// Amounts and days that count.
const MOST_FIGURES: f64 = 3.0;

/// How much less counts what somebody else wrote, quoted in an e-mail.
const NOT_OWN: f64 = 0.4;

/// How much less counts a quote that gives a language model orders.
const ORDERS: f64 = 0.05;

/// What such orders have in them; lower case.
const ORDER_PHRASES: [&str; 13] = [
    "ignore the above",
    "ignore all",
    "ignore previous",
    "ignore everything above",
    "disregard all",
    "disregard the above",
    "disregard previous",
    "earlier instructions",
    "previous instructions",
    "system prompt",
    "you are now",
    "new instructions",
    "your new task",
];

/// Words in a row that a summary has only once.
const RUN: usize = 4;

/// Words of a sentence of the model that says something by itself.
const SPEAKING: RangeInclusive<usize> = 5..=60;

/// Something that the summary could say.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Without markup.
    pub text: String,
    /// Whose wording it is.
    pub origin: Origin,
    /// Bytes of the cleaned note that it rests on, the best first, each with the share of the point's words that it has.
    pub evidence: Vec<(Range<usize>, f64)>,
    /// How central it is.
    pub score: f64,
}

impl Point {
    /// What the note has word for word.
    #[must_use]
    pub fn quoted(text: String, evidence: impl Iterator<Item = Range<usize>>) -> Self {
        Self { text, origin: Origin::Quoted, evidence: evidence.map(|range| (range, 1.0)).collect(), score: 0.0 }
    }

    /// A unit of the cleaned note, quoted as a whole.
    #[must_use]
    pub fn of(unit: &Unit, text: &str) -> Self {
        Self::quoted(unit.plain(text), std::iter::once(unit.range.clone()))
    }

    /// What the model wrote about a passage of the cleaned note, whether that says so or not.
    #[must_use]
    pub fn ungrounded(sentence: &str, about: &Range<usize>) -> Self {
        let evidence = vec![(about.clone(), 0.0)];
        Self { text: plain(sentence), origin: Origin::Ungrounded, evidence, score: 0.0 }
    }

    /// Where in the cleaned note it stands, for the order of points.
    #[must_use]
    pub fn place(&self) -> usize {
        self.evidence.first().map_or(0, |(range, _)| range.start)
    }
}

/// What has been shown already, so that nothing is said twice.
#[derive(Debug, Default)]
pub struct Said {
    /// The stems of each point's content words.
    stems: Vec<HashSet<String>>,
    /// Runs of [`RUN`] words.
    runs: HashSet<String>,
}

impl Said {
    /// Whether a point says what was said before, in other words or in a run of the same ones, or says one itself twice.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        let stems: HashSet<String> = content_stems(text).collect();
        let common = |said: &HashSet<String>| {
            let smaller = said.len().min(stems.len()).max(1);
            said.intersection(&stems).count() as f64 >= SAME * smaller as f64
        };
        let mut own = HashSet::new();
        self.stems.iter().any(common) || runs(text).any(|run| self.runs.contains(&run) || !own.insert(run))
    }

    /// Remembers a point.
    pub fn push(&mut self, text: &str) {
        self.stems.push(content_stems(text).collect());
        self.runs.extend(runs(text));
    }
}

/// The runs of [`RUN`] words of a text, in lower case.
fn runs(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = word::words(text).iter().map(word::Word::lower).collect();
    words.windows(RUN).map(|run| run.join(" ")).collect::<Vec<_>>().into_iter()
}

/// One chunk's own sentences.
#[derive(Debug)]
pub struct Reading<'a> {
    text: &'a str,
    units: &'a [Unit],
    source: Source,
}

impl<'a> Reading<'a> {
    /// Prepares the units of a chunk for looking things up; `text` is that of the whole note.
    #[must_use]
    pub fn new(text: &'a str, units: &'a [Unit]) -> Self {
        let source = Source::new(units.iter().map(|unit| &text[unit.range.clone()]));
        Self { text, units, source }
    }

    /// A sentence of the model as a point, if it can be shown.
    #[must_use]
    pub fn written(&self, sentence: &str, frequencies: &Frequencies) -> Option<Point> {
        let text = self.spelled(&plain(sentence));
        let words = text.split_whitespace().count();
        if !is_finished(&text) || text.ends_with('?') || advertises(&text) || !SPEAKING.contains(&words) {
            return None;
        }
        let evidence = self.source.evidence(&text);
        let best = &self.units[evidence.first()?.sentence];
        let spans = evidence.iter().map(|found| (self.units[found.sentence].range.clone(), found.share)).collect();
        let score = salience(&text, best, frequencies);
        Some(Point { text, origin: Origin::Written, evidence: spans, score })
    }

    /// A sentence with its words as the note spells them: models put full stops into names ("Brandt & Co. asks").
    fn spelled(&self, sentence: &str) -> String {
        let mut words: Vec<&str> = sentence.split(' ').collect();
        let last = words.len() - 1;
        for word in &mut words[..last] {
            let Some(bare) = word.strip_suffix('.').filter(|bare| bare.chars().all(char::is_alphabetic)) else {
                continue;
            };
            if self.text.contains(&format!("{bare} ")) && !self.text.contains(*word) {
                *word = bare;
            }
        }
        words.join(" ")
    }
}

/// What can be quoted of some units of a text, in order.
pub fn quotes(text: &str, units: &[Unit], frequencies: &Frequencies) -> impl Iterator<Item = Point> {
    units.iter().filter(|unit| unit.speaks(text)).map(|unit| {
        let point = Point::of(unit, text);
        let weight = if orders_a_model(&point.text) { ORDERS } else { 1.0 };
        Point { score: salience(&point.text, unit, frequencies) * weight, ..point }
    })
}

/// Whether a text gives a language model orders.
fn orders_a_model(text: &str) -> bool {
    let lower = text.to_lowercase();
    ORDER_PHRASES.iter().any(|phrase| lower.contains(phrase))
}

/// How central a text is that rests on `evidence`.
fn salience(text: &str, evidence: &Unit, frequencies: &Frequencies) -> f64 {
    let leads = if evidence.leads { LEADS } else { 1.0 };
    let own = if evidence.standing == Standing::Own { 1.0 } else { NOT_OWN };
    let figures = figures(text).min(MOST_FIGURES);
    frequencies.salience(text) * (1.0 + FIGURE * figures) * leads * own
}

/// The best points of a section in the note's order: at most `count`, central ones first, none that was said. The scores
/// of what the model wrote count `favour` times.
#[must_use]
pub fn select(candidates: Vec<Point>, count: usize, favour: f64, said: &mut Said) -> Vec<Point> {
    let mut ranked = candidates;
    let rank = |point: &Point| point.score * if point.origin == Origin::Written { favour } else { 1.0 };
    // Stable, so that the earlier one wins where both are as good.
    ranked.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
    let mut chosen: Vec<Point> = Vec::new();
    for point in ranked {
        if chosen.len() < count && !said.has(&point.text) {
            said.push(&point.text);
            chosen.push(point);
        }
    }
    chosen.sort_by_key(Point::place);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summarize::clean::clean;
    use crate::summarize::units::units;

    const NOTE: &str = "The board approved the library plan on 5 March. Tom ate an apple with great joy. \
                        The library plan needs a signature from the board.";

    #[test]
    fn only_supported_whole_sentences_become_points() {
        let frequencies = Frequencies::of(NOTE);
        let document = clean(&format!("First comes this.\n\n{NOTE}"));
        let units = units(&document);
        let reading = Reading::new(document.text(), &units[1..]);
        let point = reading.written("The board approved the plan.", &frequencies).unwrap();
        assert_eq!((point.origin, point.place()), (Origin::Written, 19));
        for sentence in ["The board approved the plan", "The board of Paris approved it.", "Board approved?", "Board."]
        {
            assert_eq!(reading.written(sentence, &frequencies), None, "{sentence}");
        }
    }

    #[test]
    fn names_are_spelled_as_in_the_note() {
        let note = "Dr. Lind has a quote of Brandt & Co at 5,900 without scaffolding.";
        let document = clean(note);
        let units = units(&document);
        let reading = Reading::new(document.text(), &units);
        let point = reading.written("Dr. Lind has a quote of Brandt & Co. at 5,900.", &Frequencies::of(note)).unwrap();
        assert_eq!(point.text, "Dr. Lind has a quote of Brandt & Co at 5,900.");
    }

    #[test]
    fn quotes_fill_up_by_what_is_central_and_nothing_is_said_twice() {
        let frequencies = Frequencies::of(NOTE);
        let document = clean(NOTE);
        let units = units(&document);
        let reading = Reading::new(document.text(), &units);
        let mut candidates: Vec<Point> = quotes(document.text(), &units, &frequencies).collect();
        assert_eq!(candidates.len(), 3);
        candidates.extend(reading.written("The board approved the library plan.", &frequencies));
        let mut said = Said::default();
        let texts: Vec<String> =
            select(candidates.clone(), 2, 4.0, &mut said).into_iter().map(|point| point.text).collect();
        assert_eq!(
            texts,
            ["The board approved the library plan.", "The library plan needs a signature from the board."]
        );
        let rest: Vec<String> = select(candidates, 2, 4.0, &mut said).into_iter().map(|point| point.text).collect();
        assert_eq!(rest, ["Tom ate an apple with great joy."]);
    }
}
