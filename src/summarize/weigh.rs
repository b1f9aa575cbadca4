//! How much the points of a section count, by the kind of summary that they are for.

use super::draft::Point;
use super::options::{Kind, Options};

/// Words of a sentence that says enough, in a summary of several; a shorter one counts as much less.
const SENTENCE_WORDS: usize = 20;

/// How much more a point that the model wrote counts than a quote, among several points.
const FAVOUR: f64 = 3.0;

/// The same for a summary that has room for one point: there it matters most that it is the right one.
const FAVOUR_ALONE: f64 = 1.25;

/// The same with the adapter, which was trained to choose: a quote comes where nothing of it can be shown.
const FAVOUR_TUNED: f64 = 100.0;

/// How much more the first sentence of a note counts for a summary that has room for one point; the second one half as
/// much more, the third a third.
const LEAD: f64 = 1.0;

/// Words from which a sentence is more than a title.
const TELLING: usize = 10;

/// How much more a headline counts that need not be cut, and a summary of one sentence that is more than a title.
const FITS: f64 = 1.5;

/// How many times what the model wrote counts.
#[must_use]
pub fn favour(options: &Options) -> f64 {
    match options.points() {
        _ if options.adapted => FAVOUR_TUNED,
        1 => FAVOUR_ALONE,
        _ => FAVOUR,
    }
}

/// How the points of a note are weighed.
#[derive(Debug, Default)]
pub struct Weights {
    options: Options,
    /// Where the sentences stand that could be quoted, ascending.
    places: Vec<usize>,
}

impl Weights {
    /// Weights for a summary of a note of which `quotes` could be quoted.
    #[must_use]
    pub fn new(options: &Options, quotes: &[Point]) -> Self {
        let mut places: Vec<usize> = quotes.iter().map(Point::place).collect();
        places.sort_unstable();
        places.dedup();
        Self { options: options.clone(), places }
    }

    /// Weighs points of the note.
    pub fn apply(&self, points: &mut [Point]) {
        if self.options.points() > 1 {
            if self.options.kind == Kind::Tldr {
                // There are only so many sentences: each should say something.
                for point in points {
                    let words = point.text.split_whitespace().count().min(SENTENCE_WORDS);
                    point.score *= words as f64 / SENTENCE_WORDS as f64;
                }
            }
            return;
        }
        let (headline, limit) = (self.options.kind == Kind::Headline, self.options.headline_words());
        for point in points {
            let before = self.places.partition_point(|&place| place < point.place());
            point.score *= 1.0 + LEAD / (before + 1) as f64;
            let words = point.text.split_whitespace().count();
            let fits = if headline { words <= limit } else { words >= TELLING };
            if fits {
                point.score *= FITS;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summarize::options::Length;

    fn scores(kind: Kind, texts: &[&str]) -> Vec<f64> {
        let mut start = 0;
        let mut points: Vec<Point> = Vec::new();
        for text in texts {
            let range = start..start + text.len();
            start = range.end;
            points.push(Point { score: 1.0, ..Point::quoted((*text).to_owned(), std::iter::once(range)) });
        }
        Weights::new(&Options { kind, length: Length::Medium, ..Options::default() }, &points).apply(&mut points);
        points.into_iter().map(|point| point.score).collect()
    }

    #[test]
    fn where_one_point_is_shown_the_first_ones_count_more() {
        assert_eq!(scores(Kind::Headline, &["A", "B"]), [2.0 * FITS, 1.5 * FITS]);
        assert_eq!(scores(Kind::Headline, &[&"word ".repeat(40)]), [2.0]);
    }

    #[test]
    fn a_short_sentence_counts_less_among_few() {
        assert_eq!(scores(Kind::Tldr, &[&"word ".repeat(30), &"word ".repeat(10)]), [1.0, 0.5]);
        assert_eq!(scores(Kind::KeyPoints, &["word"]), [1.0]);
    }
}
