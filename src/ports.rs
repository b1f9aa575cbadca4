//! What the host gives to the engine. The shells implement these traits; everything above layer 0 sees only them.

/// A monotonic clock.
pub trait Clock {
    /// Milliseconds since some fixed moment.
    fn now_ms(&self) -> f64;
}
