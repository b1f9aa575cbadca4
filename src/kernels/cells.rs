//! Buffers that the members of a team write in disjoint parts.

use std::cell::UnsafeCell;
use std::ops::Range;

/// A fixed-length buffer shared by the members of a team. Between two barriers, no element that one member writes is
/// read or written by another: [`super::pass`] keeps that rule, and nobody else can reach the elements.
pub(super) struct Cells<T>(Box<[UnsafeCell<T>]>);

// SAFETY: access is only through the unsafe methods below, whose callers keep parts disjoint.
unsafe impl<T: Send> Sync for Cells<T> {}

impl<T: Copy + Default> Cells<T> {
    /// `length` default elements, or `None` where memory does not suffice.
    pub(super) fn new(length: usize) -> Option<Self> {
        let mut cells = Vec::new();
        cells.try_reserve_exact(length).ok()?;
        cells.resize_with(length, || UnsafeCell::new(T::default()));
        Some(Self(cells.into_boxed_slice()))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Copies `count` elements from one place to another.
    pub(super) fn copy_within(&mut self, from: usize, to: usize, count: usize) {
        let (from, to) = (self.0[from..from + count].as_ptr(), self.0[to..to + count].as_mut_ptr());
        // SAFETY: both parts are in bounds, `copy` allows them to overlap, and `&mut self` excludes everybody else.
        unsafe { std::ptr::copy(from, to, count) };
    }

    /// A part to read.
    ///
    /// # Safety
    /// No other member writes to it before the next barrier.
    pub(super) unsafe fn read(&self, range: Range<usize>) -> &[T] {
        let part = &self.0[range];
        // SAFETY: UnsafeCell<T> has T's layout; the caller excludes writers.
        unsafe { &*(std::ptr::from_ref(part) as *const [T]) }
    }

    /// A part to write.
    ///
    /// # Safety
    /// No other reference to any element of it lives, in this or another member, until the next barrier.
    #[expect(clippy::mut_from_ref, reason = "interior mutability; the caller keeps parts disjoint")]
    pub(super) unsafe fn write(&self, range: Range<usize>) -> &mut [T] {
        let part = &self.0[range];
        // SAFETY: UnsafeCell<T> has T's layout and allows writing through a shared reference; the caller excludes others.
        unsafe { std::slice::from_raw_parts_mut(part.as_ptr().cast_mut().cast::<T>(), part.len()) }
    }
}
