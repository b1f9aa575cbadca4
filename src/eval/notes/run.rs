//! A run over the test set, as the scorer reads it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::note::TestNote;
use super::summary::TestSummary;
use crate::eval::error::EvalError;
use crate::eval::lines;
use crate::summarize::Options;

/// What each line has.
const FORM: &str = "`note`, `source`, `kind`, `length` and `outputs`";

/// A note, what was asked for, and what systems made of it.
#[derive(Debug, Clone, Deserialize)]
pub struct TestItem {
    /// What is known of it.
    pub note: TestNote,
    /// Its text.
    pub source: String,
    /// `key-points`, `tldr`, `teaser` or `headline`.
    pub kind: String,
    /// `short`, `medium` or `long`.
    pub length: String,
    /// By the names of the systems.
    pub outputs: BTreeMap<String, TestSummary>,
}

/// What was run, and the items in order.
#[derive(Debug, Clone)]
pub struct NotesRun {
    /// Machine, browser, engine and model: the object `run` of a first line that has no item.
    pub about: Value,
    /// Each with its options, in the order of the lines.
    pub items: Vec<(TestItem, Options)>,
}

impl NotesRun {
    /// Reads one JSON object a line; empty lines count as none.
    ///
    /// # Errors
    /// [`EvalError::Line`], [`EvalError::Empty`].
    pub fn parse(lines: &str) -> Result<Self, EvalError> {
        let (about, read) = lines::read::<TestItem>(lines, FORM)?;
        let mut items = Vec::new();
        for (line, item) in read {
            let json = json!({"type": item.kind, "length": item.length, "format": "plain-text"});
            let options = Options::from_json(&json.to_string());
            let wrong = |problem: String| EvalError::Line { line, problem, form: FORM };
            let options = options.map_err(|problem| wrong(problem.to_string()))?;
            items.push((item, options));
        }
        Ok(Self { about, items })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: &str) -> String {
        let note = json!({"name": "a", "file": "a.txt", "kind": "email", "language": "en", "expect": "quote",
            "reason": "list", "facts": [], "traps": [], "forbidden": []});
        json!({"note": note, "source": "s", "kind": kind, "length": "long", "outputs": {"x": {"error": "no"}}})
            .to_string()
    }

    #[test]
    fn lines_become_items_with_options() {
        let run = NotesRun::parse(&format!("{{\"run\":{{\"cores\":2}}}}\n{}", line("tldr"))).unwrap();
        assert_eq!(run.about["cores"], 2);
        let (item, options) = &run.items[0];
        assert_eq!((item.note.name.as_str(), options.points()), ("a", 5));
        assert_eq!(item.outputs["x"].error.as_deref(), Some("no"));
    }

    #[test]
    fn a_bad_line_is_named() {
        let unknown = line("tldr").replace("\"traps\"", "\"trap\"");
        for (lines, expected) in [
            (line("poem"), "line 1"),
            (line("poem"), "poem"),
            (format!("\n{unknown}"), "line 2"),
            (unknown, "`trap`"),
            ("{}".to_owned(), "`note`, `source`"),
            (String::new(), "no items"),
        ] {
            let error = NotesRun::parse(&lines).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
