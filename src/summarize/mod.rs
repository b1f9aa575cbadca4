//! A note to a summary.
