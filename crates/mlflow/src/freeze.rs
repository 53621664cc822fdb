//! Freezing.
