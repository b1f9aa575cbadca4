//! A text made from another one by leaving out, replacing and inserting, with the way back from each byte.

use std::ops::Range;

/// A stretch of a text and the bytes of the original that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the text.
    pub text: Range<usize>,
    /// Bytes of the original; empty for what was inserted.
    pub source: Range<usize>,
    /// Whether both are the same, byte for byte.
    pub copied: bool,
}

/// A text and where each piece of it comes from. Pieces follow one another in both texts and cover the whole text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapped {
    /// The text.
    pub text: String,
    pieces: Vec<Piece>,
}

impl Mapped {
    /// Appends bytes of the original as they are. They must not begin before the end of what was taken last.
    pub fn copy(&mut self, original: &str, source: Range<usize>) {
        if source.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(&original[source.clone()]);
        match self.pieces.last_mut() {
            Some(last) if last.copied && last.source.end == source.start => {
                last.source.end = source.end;
                last.text.end = self.text.len();
            }
            _ => self.pieces.push(Piece { text: start..self.text.len(), source, copied: true }),
        }
    }

    /// Appends a text that stands for bytes of the original, or for none. They must not begin before the end of what was
    /// taken last.
    pub fn replace(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { text: start..self.text.len(), source, copied: false });
    }

    /// The pieces that a stretch of the text touches, cut to it, in order. A piece that was replaced keeps its whole
    /// source.
    pub fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = Piece> + '_ {
        let first = self.pieces.partition_point(|piece| piece.text.end <= range.start);
        let (start, end) = (range.start, range.end);
        self.pieces[first..].iter().take_while(move |piece| piece.text.start < end).map(move |piece| {
            let text = piece.text.start.max(start)..piece.text.end.min(end);
            let source = if piece.copied {
                piece.source.start + (text.start - piece.text.start)..piece.source.end - (piece.text.end - text.end)
            } else {
                piece.source.clone()
            };
            Piece { text, source, copied: piece.copied }
        })
    }

    /// From where to where in the original a stretch of the text comes, what was left out in between included.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let before = range.start;
        let mut pieces = self.pieces(range).filter(|piece| !piece.source.is_empty());
        let Some(first) = pieces.next() else {
            // Nothing but what was inserted: the place between its neighbours.
            let at = self.pieces.partition_point(|piece| piece.text.end <= before);
            let place = self.pieces.get(at).map_or(0, |piece| piece.source.start);
            return place..place;
        };
        let end = pieces.last().map_or(first.source.end, |last| last.source.end);
        first.source.start..end
    }

    /// The same text with pieces of the text that `inner`'s was made from.
    #[must_use]
    pub fn through(self, inner: &Self) -> Self {
        let mut pieces: Vec<Piece> = Vec::with_capacity(self.pieces.len());
        for piece in self.pieces {
            if !piece.copied {
                let source = inner.source(piece.source);
                pieces.push(Piece { source, ..piece });
                continue;
            }
            let offset = piece.text.start;
            for part in inner.pieces(piece.source.clone()) {
                let start = offset + part.text.start - piece.source.start;
                pieces.push(Piece { text: start..start + part.text.len(), ..part });
            }
        }
        Self { text: self.text, pieces }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_knows_where_it_comes_from() {
        let note = "a &amp; **b**";
        let mut mapped = Mapped::default();
        mapped.copy(note, 0..2);
        mapped.replace("&", 2..7);
        mapped.copy(note, 7..8);
        mapped.copy(note, 10..11);
        assert_eq!(mapped.text, "a & b");
        assert_eq!(mapped.source(0..5), 0..11);
        assert_eq!(mapped.source(2..3), 2..7);
        assert_eq!(mapped.source(4..5), 10..11);
        let pieces: Vec<Piece> = mapped.pieces(1..4).collect();
        assert_eq!(pieces.len(), 3);
        assert_eq!((pieces[0].source.clone(), pieces[2].source.clone()), (1..2, 7..8));
    }

    #[test]
    fn two_steps_make_one() {
        let note = "<b>x &lt; *y*</b>";
        let mut inner = Mapped::default();
        inner.copy(note, 3..5);
        inner.replace("<", 5..9);
        inner.copy(note, 9..13);
        inner.replace("\n", 13..13);
        let mut outer = Mapped::default();
        outer.copy(&inner.text, 0..4);
        outer.copy(&inner.text, 5..6);
        let both = outer.through(&inner);
        assert_eq!((both.text.as_str(), both.source(2..3), both.source(4..5)), ("x < y", 5..9, 11..12));
        assert_eq!(inner.source(7..8), 13..13);
    }
}
