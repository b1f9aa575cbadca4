//! What a summary of a note should tell, and what it must not.

use serde::Deserialize;

use super::spelling::Plain;

/// A fact of a note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// It, in English.
    pub say: String,
    /// Strings that a sentence which tells it has, all of them.
    pub all: Vec<String>,
    /// Strings of which it has at least one.
    pub any: Vec<String>,
}

/// What would be wrong to say of a note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    /// Strings that no sentence has together.
    pub not: Vec<String>,
    /// What is true.
    pub why: String,
}

impl Fact {
    /// Whether a sentence tells it.
    #[must_use]
    pub fn is_told_by(&self, sentence: &Plain) -> bool {
        self.all.iter().all(|string| sentence.has(string)) && self.any.iter().any(|string| sentence.has(string))
    }
}

impl Trap {
    /// Whether a sentence falls into it.
    #[must_use]
    pub fn catches(&self, sentence: &Plain) -> bool {
        !self.not.is_empty() && self.not.iter().all(|string| sentence.has(string))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(of: &[&str]) -> Vec<String> {
        of.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_fact_needs_all_and_any() {
        let fact = Fact { say: "so".into(), all: strings(&["48,500"]), any: strings(&["approv", "grant"]) };
        for (sentence, told) in [
            ("They approved $48500.", true),
            ("A grant of 48,500 came.", true),
            ("They approved $4,850.", false),
            ("It cost 48,500.", false),
            ("", false),
        ] {
            assert_eq!(fact.is_told_by(&Plain::of(sentence)), told, "{sentence}");
        }
        let without = Fact { any: Vec::new(), ..fact };
        assert!(!without.is_told_by(&Plain::of("They approved $48,500.")), "of no words, there is none");
    }

    #[test]
    fn a_trap_catches_what_has_all_its_strings() {
        let trap = Trap { not: strings(&["Dana", "board member"]), why: "she manages".into() };
        assert!(trap.catches(&Plain::of("Board member Dana asked.")));
        assert!(!trap.catches(&Plain::of("Dana asked.")));
        assert!(!Trap { not: Vec::new(), ..trap }.catches(&Plain::of("Dana asked.")));
    }
}
