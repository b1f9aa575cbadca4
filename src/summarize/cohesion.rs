//! Where a text changes its topic: gaps between passages that have few words in common, compared with their
//! surroundings. After Hearst, "TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages", 1997.

use std::collections::HashMap;

use super::words::content_stems;

/// Passages on each side of a gap that are compared.
const WINDOW: usize = 3;

/// Depth of a gap, as a cosine, from which the topic changes for certain.
const DEEP: f64 = 0.6;

/// How often each word occurs, sorted by word.
type Counts = Vec<(u32, u64)>;

/// For each gap between consecutive passages, from 0 where the topic goes on to 1 where it changes.
#[must_use]
pub fn shifts<'a>(passages: impl Iterator<Item = &'a str>) -> Vec<f64> {
    let mut known: HashMap<String, u32> = HashMap::new();
    let counts: Vec<Counts> = passages
        .map(|passage| {
            let mut ids: Vec<u32> = content_stems(passage)
                .map(|stem| {
                    let next = known.len() as u32;
                    *known.entry(stem).or_insert(next)
                })
                .collect();
            ids.sort_unstable();
            let mut counts: Counts = Vec::new();
            for id in ids {
                match counts.last_mut() {
                    Some((last, count)) if *last == id => *count += 1,
                    _ => counts.push((id, 1)),
                }
            }
            counts
        })
        .collect();
    let similar: Vec<f64> = (1..counts.len())
        .map(|gap| {
            let left = together(&counts[gap.saturating_sub(WINDOW)..gap]);
            let right = together(&counts[gap..counts.len().min(gap + WINDOW)]);
            cosine(&left, &right)
        })
        .collect();
    let left = climbs(similar.iter().copied());
    let mut right = climbs(similar.iter().rev().copied());
    right.reverse();
    let depth = similar.iter().zip(left.iter().zip(&right)).map(|(at, (left, right))| (left - at) + (right - at));
    depth.map(|depth| (depth / DEEP).min(1.0)).collect()
}

/// For each value, the height that one reaches from it by going back as long as it does not go down.
fn climbs(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut before: Option<(f64, f64)> = None;
    values
        .map(|value| {
            let peak = match before {
                Some((last, peak)) if last >= value => peak,
                _ => value,
            };
            before = Some((value, peak));
            peak
        })
        .collect()
}

fn together(passages: &[Counts]) -> Counts {
    let mut all: Counts = passages.iter().flatten().copied().collect();
    all.sort_unstable();
    let mut sums: Counts = Vec::with_capacity(all.len());
    for (id, count) in all {
        match sums.last_mut() {
            Some((last, sum)) if *last == id => *sum += count,
            _ => sums.push((id, count)),
        }
    }
    sums
}

fn cosine(a: &Counts, b: &Counts) -> f64 {
    let mut dot = 0;
    let mut others = b.iter().peekable();
    for (id, count) in a {
        while others.next_if(|(other, _)| other < id).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == id) {
            dot += count * other;
        }
    }
    // Sums of integers: the order does not show.
    let square = |counts: &Counts| counts.iter().map(|(_, count)| count * count).sum::<u64>();
    let norm = (square(a) as f64).sqrt() * (square(b) as f64).sqrt();
    if norm > 0.0 { dot as f64 / norm } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_gap_is_where_the_topic_changes() {
        let passages = [
            "The roof leaks, and the roofer wants money for the roof.",
            "Money for the roofer comes from the roof fund.",
            "The roofer mends the roof in May for that money.",
            "Our choir sings in the church; the choir has new songs.",
            "New songs need a pianist for the choir.",
            "The pianist and the choir meet in the church for the songs.",
        ];
        let shifts = shifts(passages.into_iter());
        assert_eq!(shifts.len(), 5);
        assert!((0..5).all(|gap| gap == 2 || shifts[gap] < shifts[2]), "{shifts:?}");
        assert!(shifts[2] > 0.5);
    }

    #[test]
    fn few_passages_have_few_gaps() {
        assert!(shifts([].into_iter()).is_empty());
        assert!(shifts(["one"].into_iter()).is_empty());
        assert_eq!(shifts(["", "…"].into_iter()), [0.0]);
    }
}
