//! Scores and reports across a boundary: JSON in, JSON out.

use serde::Deserialize;
use serde_json::json;
use thiserror::Error;

use super::markdown::markdown;
use super::note::TestNote;
use super::report::NotesReport;
use super::run::NotesRun;
use super::score::score;
use super::summary::TestSummary;
use crate::eval::error::EvalError;
use crate::summarize::{Options, SummarizeError};

/// Why a summary can't be scored.
#[derive(Debug, Error)]
pub enum ScoreError {
    /// The note or the summary is not the JSON that it should be.
    #[error("the {what} to score can't be read: {problem}")]
    Json {
        /// Which of the two.
        what: &'static str,
        /// What is wrong.
        problem: serde_json::Error,
    },
    /// A kind or length that there is none of.
    #[error(transparent)]
    Options(#[from] SummarizeError),
    /// A run that can't be read.
    #[error(transparent)]
    Run(#[from] EvalError),
}

impl ScoreError {
    /// The stable code of this error, for the boundary to the host.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json { .. } | Self::Run(_) => "options-invalid",
            Self::Options(error) => error.code(),
        }
    }
}

/// What a summary was asked to be.
#[derive(Deserialize)]
struct Asked {
    #[serde(rename = "type")]
    kind: String,
    length: String,
}

/// [`score`] with JSON: an entry of `facts.json`, the note's text, and the record of a summary as the page's API gives
/// it, or `{type, length, error}` where there is none. Gives a [`super::NoteScore`].
///
/// # Errors
/// [`ScoreError`].
pub fn score_json(note: &str, source: &str, summary: &str) -> Result<String, ScoreError> {
    let wrong = |what| move |problem| ScoreError::Json { what, problem };
    let note: TestNote = serde_json::from_str(note).map_err(wrong("note"))?;
    let asked: Asked = serde_json::from_str(summary).map_err(wrong("summary"))?;
    let summary: TestSummary = serde_json::from_str(summary).map_err(wrong("summary"))?;
    let options = Options::from_json(&json!({"type": asked.kind, "length": asked.length}).to_string())?;
    serde_json::to_string(&score(&note, source, &options, &summary)).map_err(wrong("score"))
}

/// The report over a run, which is one JSON object a line, as [`NotesRun::parse`] reads it: a [`NotesReport`] and beside it
/// its `markdown`.
///
/// # Errors
/// [`ScoreError`].
pub fn report_json(lines: &str) -> Result<String, ScoreError> {
    let report = NotesReport::of(&NotesRun::parse(lines)?);
    let json = json!({"report": report, "markdown": markdown(&report)});
    Ok(json.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = r#"{"name":"a","file":"a.txt","kind":"meeting","language":"en","expect":"summarize","facts":
        [{"say":"The board approved $48,500","all":["48,500"],"any":["approv"]}],"traps":[],"forbidden":[]}"#;
    const SOURCE: &str = "The board approved $48,500.";

    fn summary(kind: &str) -> String {
        json!({"type": kind, "length": "short", "text": "* The board approved $48,500.", "dropped": 1, "sentences": [
            {"text": "The board approved $48,500.", "origin": "written", "evidence": [{"start": 0, "end": 27, "score": 1}]},
        ]})
        .to_string()
    }

    #[test]
    fn a_record_gets_its_score() {
        let score: serde_json::Value =
            serde_json::from_str(&score_json(NOTE, SOURCE, &summary("key-points")).unwrap()).unwrap();
        assert_eq!(score["facts"], json!({"part": 1, "whole": 1}));
        assert_eq!((&score["met"], &score["failures"], &score["dropped"]), (&json!(true), &json!([]), &json!(1)));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (note, summary, expected) in [
            ("{}", summary("tldr"), "the note to score"),
            (NOTE, "{\"text\":\"\"}".to_owned(), "the summary to score"),
            (NOTE, summary("poem"), "poem"),
        ] {
            let error = score_json(note, SOURCE, &summary).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
            assert_eq!(error.code(), "options-invalid");
        }
    }

    #[test]
    fn the_report_has_the_rule_and_the_markdown() {
        let note: serde_json::Value = serde_json::from_str(NOTE).unwrap();
        let output: serde_json::Value = serde_json::from_str(&summary("key-points")).unwrap();
        let line = json!({"note": note, "source": SOURCE, "kind": "key-points", "length": "short",
            "outputs": {"Nutshell": output}});
        let lines = format!("{{\"run\":{{\"threads\":2}}}}\n{line}");
        let all: serde_json::Value = serde_json::from_str(&report_json(&lines).unwrap()).unwrap();
        assert_eq!(all["report"]["rule"]["summaries"], json!(1));
        let native = markdown(&NotesReport::of(&NotesRun::parse(&lines).unwrap()));
        assert_eq!(all["markdown"].as_str(), Some(native.as_str()));
        assert!(report_json("{}").unwrap_err().to_string().contains("line 1"));
    }
}
