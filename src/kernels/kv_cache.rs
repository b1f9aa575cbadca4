//! Cached keys and values: thirteen-bit integers with one scale per vector, in pages that sequences take as they grow.
//!
//! A page holds [`PAGE`] positions of all layers. Within it, for each layer and key/value head, keys and values lie as
//! `pair_dots` reads weights: eight columns, two inputs at a time. For scores the columns are positions and the inputs the
//! head's dimensions; for mixing the columns are dimensions and the inputs positions.

use super::PANEL;
use super::cells::Cells;
use super::quantize::{rounded, scale_of};

/// Positions of a page: the stretch over which attention adds up integers.
pub const PAGE: usize = 128;

/// Largest magnitude of a cached element.
pub const LIMIT: i32 = 4_095;

/// The cache of all sequences.
pub(super) struct KvCache {
    layers: usize,
    kv_heads: usize,
    /// Dimensions of a head.
    head: usize,
    /// The same, rounded up to whole panels of values.
    padded: usize,
    /// `[page][layer][kv_head][PAGE / 8][head / 2][8][2]`.
    keys: Cells<i16>,
    /// `[page][layer][kv_head][padded / 8][PAGE / 2][8][2]`.
    values: Cells<i16>,
    /// `[page][layer][kv_head][PAGE]`.
    key_scales: Cells<f32>,
    /// `[page][layer][kv_head][PAGE]`.
    value_scales: Cells<f32>,
    /// The pages of each sequence, in order.
    tables: Vec<Vec<usize>>,
    free: Vec<usize>,
}

/// The cached part of one sequence, for one layer and head, over one page.
#[derive(Clone, Copy)]
pub struct CachedPage<'a> {
    /// `[PAGE / 8][head / 2][8][2]`.
    pub keys: &'a [i16],
    /// `[padded / 8][PAGE / 2][8][2]`.
    pub values: &'a [i16],
    /// `[PAGE]`.
    pub key_scales: &'a [f32],
    /// `[PAGE]`.
    pub value_scales: &'a [f32],
}

impl KvCache {
    /// An empty cache of `pages` pages for `sequences` sequences; `None` where memory does not suffice. `head` is even.
    pub(super) fn new(layers: usize, kv_heads: usize, head: usize, sequences: usize, pages: usize) -> Option<Self> {
        let padded = head.next_multiple_of(PANEL);
        let vectors = pages * layers * kv_heads * PAGE;
        Some(Self {
            layers,
            kv_heads,
            head,
            padded,
            keys: Cells::new(vectors * head)?,
            values: Cells::new(vectors * padded)?,
            key_scales: Cells::new(vectors)?,
            value_scales: Cells::new(vectors)?,
            tables: vec![Vec::new(); sequences],
            free: (0..pages).rev().collect(),
        })
    }

    /// Gives `sequence` room for `length` positions, or takes back what it has beyond; false where no pages are left
    /// (then nothing has changed).
    pub(super) fn resize(&mut self, sequence: usize, length: usize) -> bool {
        let pages = length.div_ceil(PAGE);
        let table = &mut self.tables[sequence];
        if pages > table.len() && pages - table.len() > self.free.len() {
            return false;
        }
        while table.len() > pages {
            self.free.extend(table.pop());
        }
        while table.len() < pages {
            table.extend(self.free.pop());
        }
        true
    }

    /// Whether a sequence has room for `length` positions.
    pub(super) fn holds(&self, sequence: usize, length: usize) -> bool {
        self.tables[sequence].len() * PAGE >= length
    }

    /// Pages that nobody has.
    #[cfg(test)]
    fn free_pages(&self) -> usize {
        self.free.len()
    }

    /// Copies the pages of `from` that hold its first `length` positions over those of `to`, which has as many.
    pub(super) fn copy(&mut self, from: usize, to: usize, length: usize) {
        let vectors = self.layers * self.kv_heads * PAGE;
        for index in 0..length.div_ceil(PAGE) {
            let (from, to) = (self.tables[from][index], self.tables[to][index]);
            self.keys.copy_within(from * vectors * self.head, to * vectors * self.head, vectors * self.head);
            self.values.copy_within(from * vectors * self.padded, to * vectors * self.padded, vectors * self.padded);
            self.key_scales.copy_within(from * vectors, to * vectors, vectors);
            self.value_scales.copy_within(from * vectors, to * vectors, vectors);
        }
    }

    /// Puts a key and a value (`[head]` each) into their place.
    ///
    /// # Safety
    /// No other member touches this position of this layer and head before the next barrier.
    pub(super) unsafe fn write(
        &self,
        layer: usize,
        sequence: usize,
        kv_head: usize,
        position: usize,
        key: &[f32],
        value: &[f32],
    ) {
        let start = self.start(layer, sequence, kv_head, position / PAGE);
        let (at, head) = (position % PAGE, self.head);
        let (key_scale, factor) = scale_of(key, LIMIT as f32);
        let first = start * head + at / PANEL * head * PANEL + at % PANEL * 2;
        for (pair, key) in key.chunks_exact(2).enumerate() {
            let at = first + pair * 2 * PANEL;
            // SAFETY: these two elements belong to the position.
            let cached = unsafe { self.keys.write(at..at + 2) };
            cached[0] = rounded(key[0] * factor) as i16;
            cached[1] = rounded(key[1] * factor) as i16;
        }
        let (value_scale, factor) = scale_of(value, LIMIT as f32);
        let first = start * self.padded + at;
        let first = first - at + at / 2 * 2 * PANEL + at % 2;
        for (dimension, value) in value.iter().enumerate() {
            let at = first + dimension / PANEL * PAGE * PANEL + dimension % PANEL * 2;
            // SAFETY: this element belongs to the position.
            unsafe { self.values.write(at..at + 1)[0] = rounded(value * factor) as i16 };
        }
        // SAFETY: as above.
        unsafe {
            self.key_scales.write(start + at..start + at + 1)[0] = key_scale;
            self.value_scales.write(start + at..start + at + 1)[0] = value_scale;
        }
    }

    /// Page `index` of a sequence.
    ///
    /// # Safety
    /// No member writes to it before the next barrier.
    pub(super) unsafe fn page(&self, layer: usize, sequence: usize, kv_head: usize, index: usize) -> CachedPage<'_> {
        let start = self.start(layer, sequence, kv_head, index);
        // SAFETY: the caller excludes writers.
        unsafe {
            CachedPage {
                keys: self.keys.read(start * self.head..(start + PAGE) * self.head),
                values: self.values.read(start * self.padded..(start + PAGE) * self.padded),
                key_scales: self.key_scales.read(start..start + PAGE),
                value_scales: self.value_scales.read(start..start + PAGE),
            }
        }
    }

    /// Number of the first vector of a page, layer and head.
    fn start(&self, layer: usize, sequence: usize, kv_head: usize, index: usize) -> usize {
        let page = self.tables[sequence][index];
        ((page * self.layers + layer) * self.kv_heads + kv_head) * PAGE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_are_found_where_pair_dots_looks_for_them() {
        let (head, position) = (12, PAGE + 43);
        let mut cache = KvCache::new(2, 3, head, 2, 3).unwrap();
        assert!(cache.resize(1, position + 1));
        let key: Vec<f32> = (0..head).map(|i| i as f32 - 6.0).collect();
        let value: Vec<f32> = (0..head).map(|i| 3.0 - i as f32).collect();
        // SAFETY: there is one thread.
        let page = unsafe {
            cache.write(1, 1, 2, position, &key, &value);
            cache.page(1, 1, 2, 1)
        };
        let at = position - PAGE;
        for d in 0..head {
            let cached = page.keys[(at / 8 * head / 2 + d / 2) * 16 + at % 8 * 2 + d % 2];
            assert!((f32::from(cached) * page.key_scales[at] - key[d]).abs() < 0.001);
            let cached = page.values[(d / 8 * PAGE / 2 + at / 2) * 16 + d % 8 * 2 + at % 2];
            assert!((f32::from(cached) * page.value_scales[at] - value[d]).abs() < 0.002);
        }
        assert_eq!(page.keys.iter().filter(|key| **key != 0).count(), head - 1);
    }

    #[test]
    fn sequences_take_and_give_back_pages() {
        let mut cache = KvCache::new(1, 1, 2, 2, 3).unwrap();
        assert!(cache.resize(0, PAGE + 1) && cache.resize(1, 1));
        assert_eq!(cache.free_pages(), 0);
        assert!(!cache.resize(1, PAGE + 1) && cache.resize(0, PAGE) && cache.resize(1, PAGE + 1));
        assert!(cache.resize(0, 0) && cache.resize(1, 0));
        assert_eq!(cache.free_pages(), 3);
    }

    #[test]
    fn a_copy_is_equal() {
        let mut cache = KvCache::new(2, 1, 4, 2, 2).unwrap();
        assert!(cache.resize(0, 3) && cache.resize(1, 3));
        // SAFETY: there is one thread.
        unsafe { cache.write(1, 0, 0, 2, &[1.0, 2.0, 3.0, 4.0], &[5.0, 6.0, 7.0, 8.0]) };
        cache.copy(0, 1, 3);
        // SAFETY: there is one thread.
        let (a, b) = unsafe { (cache.page(1, 0, 0, 0), cache.page(1, 1, 0, 0)) };
        assert_eq!((a.keys, a.values, a.key_scales), (b.keys, b.values, b.key_scales));
        assert!(b.values.contains(&4095));
    }
}
