//! Our ROUGE and stems against those of the Python package `rouge-score`, which wrote `data/rouge_cases.json`.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use nutshell::eval::porter::stem;
use nutshell::eval::rouge::rouge;
use serde_json::Value;

/// Scores may differ by so much at most.
const TOLERANCE: f64 = 0.000_001;

fn cases() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/rouge_cases.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn scores_are_those_of_rouge_score() {
    let cases = cases();
    let cases = cases["cases"].as_array().unwrap();
    assert!(cases.len() > 20, "{} cases", cases.len());
    for case in cases {
        let text = |key: &str| case[key].as_str().unwrap();
        let score = rouge(text("reference"), text("summary"));
        for (at, ours) in [score.one, score.two, score.l].into_iter().enumerate() {
            let theirs = case["scores"][at].as_f64().unwrap();
            assert!((ours - theirs).abs() <= TOLERANCE, "{ours} for {theirs}, score {at} of {case}");
        }
    }
}

#[test]
fn stems_are_those_of_nltk() {
    let cases = cases();
    let stems = cases["stems"].as_object().unwrap();
    assert!(stems.len() > 250, "{} stems", stems.len());
    for (word, expected) in stems {
        assert_eq!(stem(word), expected.as_str().unwrap(), "{word}");
    }
}
