//! What a system made of a note.

use serde::{Deserialize, Serialize};

use crate::generate::sentences::sentences;
use crate::summarize::{Kind, Options};

/// A summary, or why there is none. The record that the page's API gives has this form.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct TestSummary {
    /// The text; empty where it failed.
    #[serde(default)]
    pub text: String,
    /// Its sentences, where the system says what each of them rests on.
    #[serde(default)]
    pub sentences: Option<Vec<TestSentence>>,
    /// Sentences that were written and not shown.
    #[serde(default)]
    pub dropped: usize,
    /// Why there is no summary.
    #[serde(default)]
    pub error: Option<String>,
    /// How long it took.
    #[serde(default)]
    pub seconds: Option<f64>,
    /// The most memory that the system had, in bytes.
    #[serde(default)]
    pub memory_bytes: Option<f64>,
    /// What the model did in that time.
    #[serde(default)]
    pub timings: Option<TestTimings>,
}

/// Tokens that a model read and wrote, and how long that took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TestTimings {
    /// Tokens read.
    pub read_tokens: f64,
    /// In so many milliseconds.
    pub read_ms: f64,
    /// Tokens written, those of all sequences together.
    pub written_tokens: f64,
    /// In so many milliseconds.
    pub write_ms: f64,
}

impl TestTimings {
    /// Adds another summary's.
    pub fn add(&mut self, other: Self) {
        self.read_tokens += other.read_tokens;
        self.read_ms += other.read_ms;
        self.written_tokens += other.written_tokens;
        self.write_ms += other.write_ms;
    }

    /// Tokens read in a second; None where none were.
    #[must_use]
    pub fn read_rate(&self) -> Option<f64> {
        (self.read_ms > 0.0).then(|| self.read_tokens * 1e3 / self.read_ms)
    }

    /// Tokens written in a second; None where none were.
    #[must_use]
    pub fn write_rate(&self) -> Option<f64> {
        (self.write_ms > 0.0).then(|| self.written_tokens * 1e3 / self.write_ms)
    }
}

/// A sentence of a summary.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TestSentence {
    /// As it is in the summary, without list marks.
    pub text: String,
    /// `written` or `quoted`.
    pub origin: String,
    /// Passages of the note.
    #[serde(default)]
    pub evidence: Vec<TestEvidence>,
}

/// A passage that a sentence rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct TestEvidence {
    /// Where it begins, in UTF-16 code units of the note.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl TestSentence {
    /// Whether it is a quotation.
    #[must_use]
    pub fn is_quoted(&self) -> bool {
        self.origin == "quoted"
    }

    /// Whether it names a passage that a note of `length` UTF-16 code units can have.
    #[must_use]
    pub fn has_evidence(&self, length: usize) -> bool {
        self.evidence.iter().any(|passage| passage.start < passage.end && passage.end <= length)
    }
}

impl TestSummary {
    /// The text without marks of a list: of its sentences where it says them.
    #[must_use]
    pub fn plain(&self, options: &Options) -> String {
        let separator = if options.kind == Kind::KeyPoints { "\n" } else { " " };
        match &self.sentences {
            Some(all) => all.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(separator),
            None => self.text.clone(),
        }
    }

    /// The part of it that is not marked as a quotation.
    #[must_use]
    pub fn written(&self) -> String {
        match &self.sentences {
            Some(all) => {
                let written = all.iter().filter(|sentence| !sentence.is_quoted());
                written.map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join("\n")
            }
            None => self.text.clone(),
        }
    }

    /// Its sentences one by one: a point can have several.
    #[must_use]
    pub fn single_sentences(&self) -> Vec<&str> {
        let texts: Vec<&str> = match &self.sentences {
            Some(all) => all.iter().map(|sentence| sentence.text.as_str()).collect(),
            None => vec![self.text.as_str()],
        };
        texts.into_iter().flat_map(|text| sentences(text).into_iter().map(|range| &text[range])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_of_the_page_is_read() {
        let json = r#"{"text":"* It came. Tom paid.\n* Milk","sentences":[{"text":"It came. Tom paid.",
            "origin":"written","evidence":[{"start":0,"end":3,"score":1}]},{"text":"Milk","origin":"quoted","evidence":[]}],"dropped":2,"type":"key-points",
            "length":"short","coverage":{"chunks":1}}"#;
        let summary: TestSummary = serde_json::from_str(json).unwrap();
        assert_eq!(
            (summary.plain(&Options::default()).as_str(), summary.written().as_str()),
            ("It came. Tom paid.\nMilk", "It came. Tom paid.")
        );
        assert_eq!(summary.single_sentences(), ["It came.", "Tom paid.", "Milk"]);
        let all = summary.sentences.unwrap();
        assert!(all[0].has_evidence(3) && !all[0].has_evidence(2) && !all[1].has_evidence(3));
    }

    #[test]
    fn a_text_alone_is_written_by_the_model() {
        let summary = TestSummary { text: "It came. Tom paid.".into(), ..TestSummary::default() };
        assert_eq!(
            (summary.written().as_str(), summary.single_sentences()),
            ("It came. Tom paid.", vec!["It came.", "Tom paid."])
        );
    }
}
