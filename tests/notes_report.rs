//! What the page is told of a summary over its boundary is what the native report says of the same summary.

use std::path::Path;

use nutshell::eval::notes::{NotesReport, NotesRun, TestNote, markdown, report_json, score_json};
use nutshell::generate::sentences::sentences;
use serde_json::{Value, json};

/// The entries of `facts.json` with their texts.
fn notes() -> Vec<(Value, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/notes");
    let json = std::fs::read_to_string(folder.join("facts.json")).expect("facts.json can be read");
    let entries: Vec<Value> = serde_json::from_str(&json).expect("facts.json is JSON");
    let text = |entry: &Value| match entry["file"].as_str() {
        Some(file) => std::fs::read_to_string(folder.join(file)).expect("the note can be read"),
        None => entry["repeat"]["text"].as_str().expect("a text to repeat").repeat(9),
    };
    entries.into_iter().map(|entry| (entry.clone(), text(&entry))).collect()
}

/// Good, bad and missing summaries of a note, each as the record of the page's API says it.
fn outputs(entry: &Value, source: &str) -> [Value; 4] {
    let note: TestNote = serde_json::from_value(entry.clone()).expect("an entry is a test note");
    let quotes: Vec<&str> = sentences(source).into_iter().take(5).map(|range| &source[range]).collect();
    let length = source.encode_utf16().count();
    let all = |texts: &[String], origin: &str, end: usize| {
        let sentences = texts
            .iter()
            .map(|text| json!({"text": text, "origin": origin, "evidence": [{"start": 0, "end": end, "score": 1}]}));
        json!({"text": texts.join("\n"), "sentences": sentences.collect::<Vec<_>>(), "dropped": 2, "seconds": 1.5,
            "memory_bytes": 3e8, "timings": {"readTokens": 30, "readMs": 100, "writtenTokens": 9, "writeMs": 90}})
    };
    let told: Vec<String> = note.facts.iter().map(|fact| fact.say.clone()).collect();
    let false_ones: Vec<String> =
        note.traps.iter().map(|trap| format!("Brandon said {} and.", trap.not.join(" "))).collect();
    [
        all(&quotes.iter().map(ToString::to_string).collect::<Vec<_>>(), "quoted", length),
        all(&told, "written", length),
        all(&false_ones, "written", 0),
        json!({"error": "note-too-long: it is", "seconds": 0.5, "memory_bytes": 1}),
    ]
}

#[test]
fn scores_and_reports_are_the_same_on_both_sides_of_the_boundary() {
    let (mut lines, mut scores) = (vec![json!({"run": {"cores": 2}}).to_string()], Vec::new());
    for (entry, source) in notes() {
        for output in outputs(&entry, &source) {
            let line = json!({"note": entry, "source": source, "kind": "key-points", "length": "medium",
                "outputs": {"Nutshell": output}});
            lines.push(line.to_string());
            let mut summary = output;
            summary["type"] = json!("key-points");
            summary["length"] = json!("medium");
            let score = score_json(&entry.to_string(), &source, &summary.to_string()).expect("it can be scored");
            scores.push(serde_json::from_str::<Value>(&score).expect("a score is JSON"));
        }
    }
    let run = lines.join("\n");
    let native = NotesReport::of(&NotesRun::parse(&run).expect("the lines are a run"));
    let shown: Value = serde_json::from_str(&report_json(&run).expect("the run can be reported")).expect("it is JSON");
    assert_eq!(shown["markdown"].as_str(), Some(markdown(&native).as_str()));
    assert_eq!(shown["report"], serde_json::to_value(&native).expect("a report is JSON"));
    assert_eq!(native.notes.len(), scores.len());
    for (note, score) in native.notes.iter().zip(&scores) {
        let native = serde_json::to_value(&note.systems[0].score).expect("a score is JSON");
        assert_eq!(&native, score, "{}", note.name);
    }
    let failed = scores.iter().filter(|score| score["failures"].as_array().is_some_and(|reasons| !reasons.is_empty()));
    assert!(failed.count() > scores.len() / 4, "the summaries are good and bad");
}
