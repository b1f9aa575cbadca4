//! The items of a scored set, and what systems made of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::error::EvalError;
use super::lines;
use crate::summarize::Options;

/// What each line of a set has.
const FORM: &str = "`source` and `refs`";

/// A text with the summaries of people and systems.
#[derive(Debug, Clone, Deserialize)]
pub struct Item {
    /// Name of the set.
    #[serde(default)]
    pub set: String,
    /// Name within the set.
    #[serde(default)]
    pub id: String,
    /// What was summarized.
    pub source: String,
    /// What people wrote.
    pub refs: Vec<String>,
    /// The kind of summary; the default is a short paragraph.
    #[serde(default = "tldr")]
    pub kind: String,
    /// How long it is; the default is medium.
    #[serde(default = "medium")]
    pub length: String,
    /// What systems wrote, by their names.
    #[serde(default)]
    pub outputs: BTreeMap<String, Output>,
}

/// What a system wrote, and what that took.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Output {
    /// The summary in plain text; empty where it failed.
    #[serde(default)]
    pub text: String,
    /// Its sentences, where the system says which of them are quotations.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
    /// Why there is none.
    #[serde(default)]
    pub error: Option<String>,
    /// How long it took.
    #[serde(default)]
    pub seconds: Option<f64>,
    /// The most memory that it had, in bytes.
    #[serde(default)]
    pub memory_bytes: Option<f64>,
}

/// A sentence of a summary.
#[derive(Debug, Clone, Deserialize)]
pub struct Sentence {
    /// As it is in the summary.
    pub text: String,
    /// `written` or `quoted`.
    pub origin: String,
}

fn tldr() -> String {
    "tldr".to_owned()
}

fn medium() -> String {
    "medium".to_owned()
}

impl Output {
    /// What the system does not mark as a quotation.
    #[must_use]
    pub fn written(&self) -> String {
        if self.sentences.is_empty() {
            return self.text.clone();
        }
        let written = self.sentences.iter().filter(|sentence| sentence.origin != "quoted");
        written.map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// What was run, and the items in order.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// Machine, browser, engine and model: the object `run` of a first line that has no item.
    pub about: Value,
    /// In the order of the lines.
    pub items: Vec<Item>,
}

impl Run {
    /// Reads one JSON object a line; empty lines count as none.
    ///
    /// # Errors
    /// [`EvalError::Line`], [`EvalError::Empty`].
    pub fn parse(lines: &str) -> Result<Self, EvalError> {
        let (about, read) = lines::read::<Item>(lines, FORM)?;
        let mut items = Vec::new();
        for (line, mut item) in read {
            if item.id.is_empty() {
                item.id = format!("line {line}");
            }
            item.options().map_err(|problem| EvalError::Line { line, problem, form: FORM })?;
            items.push(item);
        }
        Ok(Self { about, items })
    }
}

impl Item {
    /// What was asked for.
    ///
    /// # Errors
    /// A kind or length that there is none of, in words.
    pub fn options(&self) -> Result<Options, String> {
        let json = json!({"type": self.kind, "length": self.length, "format": "plain-text"});
        Options::from_json(&json.to_string()).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_items_with_defaults() {
        let lines = "{\"run\":{\"browser\":\"x\"}}\n\n{\"source\":\"a\",\"refs\":[\"b\"],\"license\":\"c\",\"outputs\":\
                     {\"raw\":{\"text\":\"A. B.\",\"sentences\":[{\"text\":\"A.\",\"origin\":\"quoted\"},{\"text\":\"B.\",\
                     \"origin\":\"written\"}]}}}";
        let run = Run::parse(lines).unwrap();
        assert_eq!(run.about["browser"], "x");
        let item = &run.items[0];
        assert_eq!((item.id.as_str(), item.kind.as_str(), item.length.as_str()), ("line 3", "tldr", "medium"));
        assert_eq!(item.outputs["raw"].written(), "B.");
        assert_eq!(Output { text: "A.".into(), ..Output::default() }.written(), "A.");
    }

    #[test]
    fn a_bad_line_is_named() {
        for (lines, expected) in [
            ("{\"source\":\"a\",\"refs\":[]}\n{", "line 2"),
            ("{\"source\":\"a\"}", "`refs`"),
            ("{\"source\":\"a\",\"refs\":[],\"kind\":\"poem\"}", "poem"),
            ("\n", "no items"),
        ] {
            let error = Run::parse(lines).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
