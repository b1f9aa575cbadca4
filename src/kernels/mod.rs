//! Arithmetic on buffers.
