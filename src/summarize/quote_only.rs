//! Notes that the model is not asked about: it would only make things up.

use super::language::is_foreign;
use super::units::{Role, Unit};
use super::words::words;
use crate::tokenizer::Tokenizer;

/// Tokens from which a vocabulary was made for many languages.
const MANY_LANGUAGES: usize = 100_000;

/// Why a note's sentences are quoted, where they are.
#[must_use]
pub fn reason(text: &str, units: &[Unit], tokenizer: &Tokenizer) -> Option<&'static str> {
    let all = |code: bool| {
        let units = units.iter().filter(move |unit| (unit.role == Role::Code) == code);
        units.flat_map(|unit| words(&text[unit.range.clone()]))
    };
    if all(true).count() > all(false).count() {
        Some("The note is code for the most part, so its sentences are quoted.")
    } else if tokenizer.vocabulary() < MANY_LANGUAGES && is_foreign(all(false)) {
        Some("The note is not in English, the one language that this model writes, so its sentences are quoted.")
    } else {
        None
    }
}
