//! How a note's chunks share the points of its summary.

use std::ops::Range;

use super::chunk::Size;

/// The smallest and the largest chunk that is aimed at, in tokens. Below, there is too little to summarize; above, this
/// size of model loses the thread.
const TARGET: Range<usize> = 80..300;

/// Consecutive chunks that give some points together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Indices of chunks.
    pub chunks: Range<usize>,
    /// How many points they give at most.
    pub points: usize,
}

/// How large to cut chunks so that each point has one, as far as that is sensible.
#[must_use]
pub fn size(tokens: usize, points: usize, limit: usize) -> Size {
    let target = (tokens / points.max(1)).clamp(TARGET.start, TARGET.end).min(limit);
    Size { target, limit: limit.min(TARGET.end + TARGET.end / 2) }
}

/// Distributes `points` over chunks by their sizes: a point for several chunks, or several points from one. Sections are
/// consecutive and hold every chunk; each has a point.
#[must_use]
pub fn sections(tokens: &[usize], points: usize) -> Vec<Section> {
    let points = points.max(1);
    let total: usize = tokens.iter().sum::<usize>().max(1);
    let mut sections = Vec::new();
    if tokens.len() > points {
        let (mut start, mut before) = (0, 0);
        for point in 0..points {
            let mut end = start;
            // Leaves at least one chunk for each section to come.
            while end < tokens.len() - (points - point - 1) {
                let half = before + tokens[end] / 2;
                if end > start && half * points >= total * (point + 1) && point + 1 < points {
                    break;
                }
                before += tokens[end];
                end += 1;
            }
            sections.push(Section { chunks: start..end, points: 1 });
            start = end;
        }
        return sections;
    }
    let mut given = 0;
    let mut before = 0;
    for (at, count) in tokens.iter().enumerate() {
        before += count;
        // What is due up to here, but one for this chunk and one kept for each chunk after it.
        let due = (before * points + total / 2) / total;
        let share = due.max(given + 1).min(points - (tokens.len() - at - 1)) - given;
        given += share;
        sections.push(Section { chunks: at..at + 1, points: share });
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(tokens: &[usize], points: usize) -> Vec<(usize, usize)> {
        let sections = sections(tokens, points);
        assert!(sections.windows(2).all(|pair| pair[0].chunks.end == pair[1].chunks.start));
        assert_eq!(sections.last().map_or(0, |last| last.chunks.end), tokens.len());
        sections.into_iter().map(|section| (section.chunks.len(), section.points)).collect()
    }

    #[test]
    fn every_chunk_is_in_a_section_and_every_section_has_a_point() {
        assert_eq!(shares(&[100], 1), [(1, 1)]);
        assert_eq!(shares(&[100], 5), [(1, 5)]);
        assert_eq!(shares(&[100, 300], 4), [(1, 1), (1, 3)]);
        assert_eq!(shares(&[1, 1, 300], 3), [(1, 1), (1, 1), (1, 1)]);
        assert_eq!(shares(&[100; 6], 3), [(2, 1); 3]);
        assert_eq!(shares(&[500, 1, 1, 1], 3), [(1, 1), (1, 1), (2, 1)]);
        assert_eq!(shares(&[100; 7], 1), [(7, 1)]);
        assert_eq!(shares(&[], 3), []);
        for chunks in 1..40 {
            for points in 1..8 {
                let shares = shares(&vec![90; chunks], points);
                assert!(shares.iter().all(|&(chunks, points)| chunks > 0 && points > 0));
                assert_eq!(shares.iter().map(|share| share.1).sum::<usize>(), points, "{chunks} chunks");
            }
        }
    }

    #[test]
    fn chunks_get_smaller_for_more_points() {
        assert_eq!(size(650, 5, 1000), Size { target: 130, limit: 450 });
        assert_eq!(size(650, 1, 200), Size { target: 200, limit: 200 });
        assert_eq!(size(10, 7, 1000), Size { target: 80, limit: 450 });
    }
}
