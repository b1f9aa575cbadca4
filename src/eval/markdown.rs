//! The report card as markdown.

use std::fmt::Write;

use super::report::{Comparison, NUTSHELL, Report, SetReport, SystemReport};

/// Findings that are listed per system at most.
const LISTED: usize = 12;

const HEAD: &str = "| system | ROUGE-1 | ROUGE-2 | ROUGE-L | numbers | names | bad items | content | copied | repeated | \
                    faults | words | s | MB |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

const LEGEND: &str = "ROUGE: F1 in percent, stemmed, mean over references. numbers, names: share that is in the source. bad \
    items: summaries with any number or name that is not. content: content words of which the source has a form. copied: \
    runs of four words that are in the source, quotations not counted. repeated: runs of four words that came before. \
    faults: summaries with any fault of form. Extracts have the length of Nutshell's summary of the same text.";

/// Writes a card: a table for each set, in words where Nutshell does not beat an extract, and what is wrong with which
/// summary.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let mut text = String::from("# Report card\n\n");
    if let Some(about) = report.run.as_object() {
        for (key, value) in about {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            line(&mut text, &format!("- {key}: {value}"));
        }
        text.push('\n');
    }
    line(&mut text, LEGEND);
    for set in &report.sets {
        line(&mut text, &format!("\n## {} ({} items)\n", set.name, set.items));
        text.push_str(HEAD);
        set.systems.iter().for_each(|system| line(&mut text, &row(system)));
        text.push('\n');
        verdicts(set).iter().for_each(|verdict| line(&mut text, &format!("- {verdict}")));
    }
    line(&mut text, "\n## What is wrong with which summary\n");
    let whole = report.sets.last().map_or(&[][..], |set| &set.systems);
    for system in whole.iter().filter(|system| system.seconds.is_some() && !system.findings.is_empty()) {
        line(&mut text, &format!("{}:\n", system.name));
        system.findings.iter().take(LISTED).for_each(|finding| line(&mut text, &format!("- {}", describe(finding))));
        if let Some(more @ 1..) = system.findings.len().checked_sub(LISTED) {
            line(&mut text, &format!("- and {more} more"));
        }
        text.push('\n');
    }
    text
}

fn line(text: &mut String, line: &str) {
    // Writing to a string can't fail.
    let _ = writeln!(text, "{line}");
}

fn row(system: &SystemReport) -> String {
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let maybe = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
    let cells = [
        system.name.clone(),
        percent(system.rouge_1),
        percent(system.rouge_2),
        percent(system.rouge_l),
        maybe(system.number_precision),
        maybe(system.name_precision),
        percent(system.bad_items),
        maybe(system.content_support),
        maybe(system.copy_rate),
        maybe(system.repetition),
        percent(system.faulty_items),
        format!("{:.0}", system.words),
        system.seconds.map_or_else(|| "–".to_owned(), |seconds| format!("{seconds:.1}")),
        system.memory_bytes.map_or_else(|| "–".to_owned(), |bytes| format!("{:.0}", bytes / 1e6)),
    ];
    format!("| {} |", cells.join(" | "))
}

/// What the comparisons with the extracts say, in words; first what speaks against Nutshell.
fn verdicts(set: &SetReport) -> Vec<String> {
    let written = |name: &str| set.systems.iter().any(|system| system.name == name && system.seconds.is_some());
    let extracts = set.comparisons.iter().filter(|comparison| !written(&comparison.with));
    let mut ranked: Vec<(u8, String)> = extracts.map(verdict).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, verdict)| verdict).collect()
}

fn verdict(comparison: &Comparison) -> (u8, String) {
    let Comparison { with, measure, difference } = comparison;
    let (mean, low, high) = (difference.mean * 100.0, difference.low * 100.0, difference.high * 100.0);
    let figures = format!("{mean:+.1} (95% interval {low:+.1} to {high:+.1})");
    if high < 0.0 {
        (0, format!("{NUTSHELL} is **worse** than {with} in {measure}: {figures}."))
    } else if low <= 0.0 {
        (
            1,
            format!(
                "{NUTSHELL} does **not beat** {with} in {measure}: {figures}, which these items cannot tell apart."
            ),
        )
    } else {
        (2, format!("{NUTSHELL} beats {with} in {measure}: {figures}."))
    }
}

fn describe(finding: &super::report::Finding) -> String {
    let mut parts = Vec::new();
    if let Some(error) = &finding.error {
        parts.push(format!("no summary: {error}"));
    }
    if !finding.unsupported.is_empty() {
        parts.push(format!("not in the source: {}", finding.unsupported.join(", ")));
    }
    let faults = finding.faults.iter().filter_map(|fault| serde_json::to_value(fault).ok());
    let faults: Vec<String> = faults.filter_map(|fault| fault.as_str().map(str::to_owned)).collect();
    if !faults.is_empty() {
        parts.push(faults.join(", "));
    }
    if finding.repeats {
        parts.push("repeats itself".to_owned());
    }
    format!("`{}`: {}", finding.id, parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::super::item::Run;
    use super::*;

    fn text(ours: &str) -> String {
        let source = "The shelf came late on 5 March. It rained all day and nobody went out to look.";
        let line = serde_json::json!({
            "set": "notes", "id": "n1", "source": source, "refs": ["The shelf came late on 5 March."],
            "outputs": {NUTSHELL: {"text": ours, "seconds": 1.5, "memory_bytes": 2e6}},
        });
        markdown(&Report::of(&Run::parse(&format!("{{\"run\":{{\"browser\":\"X 1\"}}}}\n{line}")).unwrap()))
    }

    #[test]
    fn a_loss_is_said_in_words() {
        let text = text("Brandon paid for all");
        assert!(text.contains("- browser: X 1"), "{text}");
        assert!(text.contains("Nutshell is **worse** than lead in ROUGE-L"), "{text}");
        assert!(text.contains("- `n1`: not in the source: Brandon; unfinished"), "{text}");
        assert!(text.contains("| Nutshell | 0.0 | 0.0 | 0.0 | – | 0.0 | 100.0 |"), "{text}");
        assert!(text.contains("| 4 | 1.5 | 2 |"), "{text}");
    }

    #[test]
    fn a_draw_is_no_win() {
        let text = text("The shelf came late on 5 March.");
        assert!(
            text.contains("Nutshell does **not beat** lead in ROUGE-L: +0.0 (95% interval +0.0 to +0.0)"),
            "{text}"
        );
        assert!(!text.contains("beats lead"), "{text}");
    }
}
