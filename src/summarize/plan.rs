//! Which chunks of a note a summary takes its points from.

use super::chunk::{Chunk, Size};
use super::draft::{Point, Said, quotes, select};
use super::options::Options;
use super::units::Unit;
use super::weigh::Weights;
use super::words::Frequencies;

/// The smallest and the largest chunk that is aimed at, in tokens. Below, there is too little to summarize; above, this
/// size of model loses the thread.
const TARGET: std::ops::Range<usize> = 80..300;

/// The largest chunk that the adapter is asked about: it was trained on whole notes, few of them longer.
const TUNED_TARGET: usize = 600;

/// A chunk that gives points.
#[derive(Debug, Clone)]
pub struct Part {
    /// The chunk.
    pub chunk: Chunk,
    /// How many points it gives at most.
    pub points: usize,
    /// What of it can be quoted, weighed.
    pub quotes: Vec<Point>,
}

/// How large to cut chunks so that each point has one, as far as that is sensible; with the adapter, as few as are sensible,
/// of one size.
#[must_use]
pub fn size(tokens: usize, points: usize, limit: usize, adapted: bool) -> Size {
    if adapted {
        let target = tokens.div_ceil(tokens.div_ceil(TUNED_TARGET).max(1)).max(TARGET.start).min(limit);
        return Size { target, limit: limit.min(TUNED_TARGET + TUNED_TARGET / 4) };
    }
    let target = (tokens / points.max(1)).clamp(TARGET.start, TARGET.end).min(limit);
    Size { target, limit: limit.min(TARGET.end + TARGET.end / 2) }
}

/// The chunks that the summary takes its `points` from, in order: those that have the note's best sentences, as many
/// points each as it has of them. Where there are too few sentences, the largest of the other chunks give a point.
#[must_use]
pub fn parts(
    text: &str,
    units: &[Unit],
    chunks: Vec<Chunk>,
    points: usize,
    options: &Options,
    frequencies: &Frequencies,
) -> (Vec<Part>, Weights) {
    let mut parts: Vec<Part> = chunks
        .into_iter()
        .map(|chunk| {
            let units = chunk.units_of(units);
            Part { chunk, points: 0, quotes: quotes(text, &units, frequencies).collect() }
        })
        .collect();
    let all: Vec<Point> = parts.iter().flat_map(|part| part.quotes.iter().cloned()).collect();
    let weights = Weights::new(options, &all);
    for part in &mut parts {
        weights.apply(&mut part.quotes);
    }
    let all = parts.iter().flat_map(|part| part.quotes.iter().cloned()).collect();
    let best = select(all, points, 1.0, &mut Said::default());
    for point in &best {
        let at = parts.partition_point(|part| part.chunk.range.end <= point.place());
        parts[at].points += 1;
    }
    let mut others: Vec<usize> = (0..parts.len()).filter(|&at| parts[at].points == 0).collect();
    others.sort_by_key(|&at| std::cmp::Reverse(parts[at].chunk.tokens));
    for at in others.into_iter().take(points - best.len()) {
        parts[at].points = 1;
    }
    parts.retain(|part| part.points > 0);
    (parts, weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summarize::clean::clean;
    use crate::summarize::units::units;

    /// Points by paragraph, each being a chunk with as many tokens as it has bytes; paragraphs that give none are left out.
    fn shares(note: &str, points: usize) -> Vec<(String, usize)> {
        let document = clean(note);
        let (text, units) = (document.text(), units(&document));
        let blocks = document.blocks.iter().enumerate().map(|(at, block)| {
            let first = units.partition_point(|unit| unit.block < at);
            let last = units.partition_point(|unit| unit.block <= at);
            Chunk { range: block.range.clone(), tokens: block.range.len(), units: first..last }
        });
        let frequencies = Frequencies::of(text);
        let (parts, _) = parts(text, &units, blocks.collect(), points, &Options::default(), &frequencies);
        parts.into_iter().map(|part| (text[part.chunk.range].trim().to_owned(), part.points)).collect()
    }

    #[test]
    fn points_come_from_where_the_best_sentences_are() {
        let idle = "It rained and nobody came by that day.";
        let money = "The board approved $48,500 for the shelves. The shelves cost the board $31,750 on 5 March.";
        let date = "The board meets on 21 March about the shelves.";
        let note = [idle, money, idle, idle, date].join("\n\n");
        assert_eq!(shares(&note, 3), [(money.to_owned(), 2), (date.to_owned(), 1)]);
        assert_eq!(shares(&note, 1).len(), 1);
    }

    #[test]
    fn where_nothing_can_be_quoted_the_largest_chunks_give_points() {
        let [small, large, middle] = ["Why?", "Who would ever have thought that?", "Is it so late?"];
        let note = [small, large, middle].join("\n\n");
        assert_eq!(shares(&note, 2), [(large.to_owned(), 1), (middle.to_owned(), 1)]);
        assert_eq!(shares(&note, 9).len(), 3);
    }

    #[test]
    fn chunks_get_smaller_for_more_points() {
        assert_eq!(size(650, 5, 1000, false), Size { target: 130, limit: 450 });
        assert_eq!(size(650, 1, 200, false), Size { target: 200, limit: 200 });
        assert_eq!(size(10, 7, 1000, false), Size { target: 80, limit: 450 });
    }

    #[test]
    fn the_adapter_gets_whole_notes_as_far_as_they_fit() {
        assert_eq!(size(600, 7, 1000, true), Size { target: 600, limit: 750 });
        assert_eq!(size(650, 1, 1000, true), Size { target: 325, limit: 750 });
        assert_eq!(size(650, 1, 200, true), Size { target: 200, limit: 200 });
        assert_eq!(size(10, 1, 200, true).target, 80);
    }
}
