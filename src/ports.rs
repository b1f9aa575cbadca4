//! What the host gives to the engine. The shells implement these traits; everything above layer 0 sees only them.

/// A monotonic clock.
pub trait Clock {
    /// Milliseconds since some fixed moment.
    fn now_ms(&self) -> f64;
}

/// Says whether the work under way should stop.
pub trait Cancel {
    /// True from the moment that the user has asked to stop.
    fn cancelled(&self) -> bool;
}

/// Never cancelled: for work that nobody can interrupt.
pub struct Never;

impl Cancel for Never {
    fn cancelled(&self) -> bool {
        false
    }
}
