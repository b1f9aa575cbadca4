//! The operating rule: how far summaries can be relied on, for people who are no experts. Every sentence of it follows from
//! a count of the run.

use serde::Serialize;

use super::counts::{Counts, Tally};
use super::note::kind_label;
use super::report::NoteReport;
use crate::eval::faithfulness::Share;

/// Fewer summaries than this say little about kinds of notes.
const FEW: usize = 20;
/// Shares of the known facts at which more can be said of a summary.
const HALF: f64 = 0.5;
const NEARLY_ALL: f64 = 0.9;
/// Where none of n has a fault, up to three in n may have one, at 95% confidence (Hanley and Lippman-Hand, JAMA 1983).
const UNSEEN: usize = 3;

/// What to do and what to look out for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperatingRule {
    /// How many summaries it follows from.
    pub summaries: usize,
    /// In the order in which they matter.
    pub points: Vec<RulePoint>,
}

/// One of its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulePoint {
    /// What it is about.
    pub title: &'static str,
    /// What was counted, and what follows.
    pub text: String,
}

impl OperatingRule {
    /// What follows for one system from what it made of the notes; None where it made nothing.
    #[must_use]
    pub fn of(notes: &[NoteReport], system: &str) -> Option<Self> {
        let counts = Counts::of(notes, system);
        let summaries = counts.all.clean.whole;
        let points = [
            Some(RulePoint { title: "In short", text: counts.short() }),
            counts.told().map(|text| RulePoint { title: "What a summary is good for", text }),
            Some(RulePoint { title: "Which notes to trust it with", text: counts.good() }),
            counts.bad().map(|text| RulePoint { title: "Which notes to read yourself", text }),
            counts.quotes().map(|text| RulePoint { title: "What is quoted", text }),
            Some(RulePoint { title: "What to check by eye", text: counts.check() }),
            counts.speed().map(|text| RulePoint { title: "How fast it is here", text }),
            counts.memory().map(|text| RulePoint { title: "What it needs", text }),
            Some(RulePoint { title: "How far this goes", text: counts.reach() }),
        ];
        (summaries > 0).then(|| Self { summaries, points: points.into_iter().flatten().collect() })
    }
}

impl Counts {
    /// The rule in a line or two; the other points say what it follows from.
    fn short(&self) -> String {
        let mut text = Vec::new();
        text.extend(self.all.facts.rate().map(|rate| {
            let use_for = if rate < NEARLY_ALL {
                "to see what a note is about, not in place of it"
            } else {
                "in place of a note"
            };
            format!("Use a summary {use_for}.")
        }));
        if self.traps + self.forbidden > 0 {
            text.push("Check every sentence of it against the note.".to_owned());
        } else if self.written > 0 {
            text.push("Before you rely on a written sentence, read what it rests on.".to_owned());
        }
        if self.quoted > 0 {
            text.push("A quoted one is the note's own.".to_owned());
        }
        match self.faulty().map(|(kind, _)| kind_label(kind)).collect::<Vec<_>>().as_slice() {
            [] => {}
            kinds @ ([_] | [_, _] | [_, _, _]) => text.push(format!("Read these yourself: {}.", kinds.join(", "))),
            kinds => text.push(format!("Read the {} kinds of notes yourself that are named below.", kinds.len())),
        }
        text.extend(self.hourly().map(|hourly| format!("Count on about {} notes an hour.", rounded(hourly))));
        text.join(" ")
    }

    fn told(&self) -> Option<String> {
        let facts = self.all.facts;
        let rate = facts.rate()?;
        let so = match rate {
            ..HALF => "It says what a note is about and leaves most of it out: it does not stand in for the note.",
            ..NEARLY_ALL => "It leaves out a part of what matters: it does not stand in for the note.",
            _ => "Little of what matters is left out.",
        };
        Some(format!(
            "The summaries tell {} of the {} known facts ({:.0}%). {so}",
            facts.part,
            facts.whole,
            rate * 100.0
        ))
    }

    /// Kinds of which no summary has anything wrong.
    fn good(&self) -> String {
        let good: Vec<String> =
            self.kinds.iter().filter(|(_, tally)| tally.clean.part == tally.clean.whole).map(counted).collect();
        if good.is_empty() {
            return "For none of those that were tried: something was wrong with each kind.".to_owned();
        }
        let clean = self.all.clean;
        format!(
            "Nothing was wrong with {} of {} summaries. Among them are all of these: {}.",
            clean.part,
            clean.whole,
            good.join(", ")
        )
    }

    /// Kinds of which a summary has something wrong, or tells next to nothing.
    fn bad(&self) -> Option<String> {
        let faulty: Vec<String> = self
            .faulty()
            .map(|(kind, tally)| {
                let Share { part, whole } = tally.clean;
                format!("{} ({} of {whole})", kind_label(kind), whole - part)
            })
            .collect();
        let usual = self.all.facts.rate().unwrap_or(0.0);
        let little: Vec<String> = self
            .kinds
            .iter()
            .filter(|(_, tally)| tally.facts.rate().is_some_and(|rate| rate < usual / 2.0))
            .map(|(kind, tally)| format!("{} ({} of {} facts)", kind_label(kind), tally.facts.part, tally.facts.whole))
            .collect();
        let faulty = (!faulty.is_empty()).then(|| format!("Something was wrong with: {}.", faulty.join(", ")));
        let little =
            (!little.is_empty()).then(|| format!("Less than half of the usual was told of: {}.", little.join(", ")));
        let both: Vec<String> = faulty.into_iter().chain(little).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }

    fn quotes(&self) -> Option<String> {
        let mut text = Vec::new();
        let all = self.written + self.quoted;
        if all > 0 {
            text.push(format!(
                "{} of {all} sentences are the note's own words, labelled “quoted”; the model worded {}.",
                self.quoted, self.written
            ));
        }
        if self.dropped > 0 {
            text.push(format!(
                "{} more that it wrote were not shown, since the note does not support them.",
                self.dropped
            ));
        }
        let Share { part, whole } = self.left_alone;
        if whole > 0 {
            let rest = if part == whole { "" } else { " The others did not: do not use it for such notes." };
            text.push(format!(
                "Of {} to be left as they are, being lists, code, short or not in English, {part} stayed in their own \
                 words.{rest}",
                plural(whole, "note")
            ));
        }
        let Share { part, whole } = self.summarized;
        if part < whole {
            text.push(format!(
                "Of {} to be summarized, {} only got quotes or nothing.",
                plural(whole, "note"),
                whole - part
            ));
        }
        (!text.is_empty()).then(|| text.join(" "))
    }

    fn check(&self) -> String {
        let mut text = Vec::new();
        let Share { part, whole } = self.figures;
        if whole > 0 && part == whole {
            text.push(format!(
                "All {whole} numbers, days and names are in their notes; whether the right ones stand together is for you \
                 to see."
            ));
        } else if whole > 0 {
            text.push(format!(
                "Of {whole} numbers, days and names, {} are not in their notes: check each of them.",
                whole - part
            ));
        }
        let sentences = self.written + self.quoted;
        let wrong = self.traps + self.forbidden;
        if wrong > 0 {
            text.push(format!(
                "In {} the summaries say {} what is not so: check each sentence that matters against the note.",
                plural(sentences, "sentence"),
                plural(wrong, "time")
            ));
        } else if self.written > 0 {
            let worded = plural(self.written, "sentence");
            let unseen = match self.written / UNSEEN {
                0 | 1 => "which are too few to say more".to_owned(),
                unseen => format!("but up to one in {unseen} may still be wrong, for all that so few can show"),
            };
            text.push(format!(
                "The test found nothing false in {worded} that the model worded, {unseen}. Point at each that you rely on, \
                 and read what it rests on."
            ));
        } else if sentences > 0 {
            text.push("The model worded no sentence here, so nothing can be said about its wording.".to_owned());
        }
        if self.without_evidence > 0 {
            let bare = plural(self.without_evidence, "sentence");
            text.push(format!("Without a passage of the note to rest on: {bare}. Do not rely on such."));
        }
        if self.errors > 0 {
            text.push(format!("Without any summary: {}.", plural(self.errors, "note")));
        }
        text.join(" ")
    }

    fn speed(&self) -> Option<String> {
        let hourly = self.hourly()?;
        let mut times = self.times.clone();
        times.sort_by(|a, b| a.0.total_cmp(&b.0));
        let count = times.len();
        let ((half, _), (slowest, words)) = (times[(count - 1) / 2], times[count - 1]);
        let seconds: f64 = times.iter().map(|(seconds, _)| seconds).sum();
        Some(format!(
            "{} that the model read took {seconds:.0} s, so this machine makes about {} an hour of such notes. Half of them \
             took {half:.1} s or less, the slowest ({words} words) {slowest:.1} s.",
            plural(count, "note"),
            rounded(hourly)
        ))
    }

    fn memory(&self) -> Option<String> {
        let mb = self.memory_bytes / 1e6;
        (mb > 0.0).then(|| format!("The engine took up to {mb:.0} MB of memory. Have that much free before you begin."))
    }

    fn reach(&self) -> String {
        let count = self.all.clean.whole;
        let few = if count < FEW {
            ": few. Run the whole set before you rely on what is said about kinds of notes"
        } else {
            ""
        };
        let alone = self.kinds.values().filter(|tally| tally.clean.whole == 1).count();
        let alone = match self.kinds.len() - alone {
            0 => " Of each kind there was but one note.".to_owned(),
            _ if alone == 0 => String::new(),
            _ => format!(" Of {alone} of the {} kinds there was but one note.", self.kinds.len()),
        };
        format!("It follows from {}{few}.{alone} Your own notes may differ.", plural(count, "note"))
    }
}

/// `1 note`, `2 notes`.
fn plural(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// A rate with no more figures than one can rely on.
fn rounded(rate: f64) -> String {
    let mut unit = 1.0;
    while rate / unit >= 100.0 {
        unit *= 10.0;
    }
    format!("{:.0}", (rate / unit).round() * unit)
}

fn counted((kind, tally): (&String, &Tally)) -> String {
    format!("{} ({})", kind_label(kind), tally.clean.whole)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::super::report::{NUTSHELL, NotesReport};
    use super::super::run::NotesRun;
    use super::*;

    /// A line of a run: a note of a kind, and what was made of it.
    fn line(kind: &str, expect: &str, output: &Value) -> String {
        let note = json!({"name": kind, "file": "a.txt", "kind": kind, "language": "en", "expect": expect,
            "reason": (expect == "quote").then_some("list"), "forbidden": [],
            "facts": [{"say": "Tom paid 40", "all": ["40"], "any": ["paid"]},
                {"say": "Ann left", "all": ["ann"], "any": ["left"]}],
            "traps": [{"not": ["Ann", "40"], "why": "Tom paid"}]});
        let source = "Tom paid 40 euros on Friday. Ann left early.";
        json!({"note": note, "source": source, "kind": "tldr", "length": "short", "outputs": {NUTSHELL: output}})
            .to_string()
    }

    fn output(text: &str, origin: &str, seconds: f64) -> Value {
        json!({"text": text, "seconds": seconds, "memory_bytes": seconds * 1e8, "dropped": 1,
            "sentences": [{"text": text, "origin": origin, "evidence": [{"start": 0, "end": 20}]}]})
    }

    /// Titles and texts of the rule over some lines.
    fn rule(lines: &[String]) -> BTreeMap<&'static str, String> {
        let report = NotesReport::of(&NotesRun::parse(&lines.join("\n")).unwrap());
        let points = report.rule.unwrap().points;
        points.into_iter().map(|point| (point.title, point.text)).collect()
    }

    #[test]
    fn what_went_well_is_said_with_its_counts() {
        let found = rule(&[
            line("email", "summarize", &output("Tom paid 40 euros.", "written", 2.0)),
            line("todo", "quote", &output("Ann left early.", "quoted", 4.0)),
        ]);
        assert_eq!(
            found["In short"],
            "Use a summary to see what a note is about, not in place of it. Before you rely on a written sentence, read \
             what it rests on. A quoted one is the note's own. Count on about 1200 notes an hour."
        );
        for (title, expected) in [
            ("What a summary is good for", "tell 2 of the 4 known facts (50%). It leaves out a part"),
            (
                "Which notes to trust it with",
                "2 of 2 summaries. Among them are all of these: e-mails (1), to-do lists (1).",
            ),
            ("What is quoted", "1 of 2 sentences are the note's own words"),
            ("What is quoted", "2 more that it wrote were not shown"),
            (
                "What is quoted",
                "Of 1 note to be left as they are, being lists, code, short or not in English, 1 stayed",
            ),
            ("What to check by eye", "nothing false in 1 sentence that the model worded, which are too few"),
            ("How fast it is here", "2 notes that the model read took 6 s, so this machine makes about 1200 an hour"),
            ("How fast it is here", "Half of them took 2.0 s or less, the slowest (9 words) 4.0 s."),
            ("What it needs", "up to 400 MB"),
            ("How far this goes", "from 2 notes: few. Run the whole set"),
            ("How far this goes", "Of each kind there was but one note."),
        ] {
            assert!(found[title].contains(expected), "{title}: {expected} is not in: {}", found[title]);
        }
        assert!(!found.contains_key("Which notes to read yourself"), "nothing was wrong: {found:?}");
    }

    #[test]
    fn what_went_wrong_changes_what_is_said() {
        let found = rule(&[
            line("email", "summarize", &output("Ann paid 40 euros.", "written", 2.0)),
            line("journal", "summarize", &output("Tom paid 41 euros.", "written", 2.0)),
            line("todo", "quote", &output("Ann left early.", "written", 2.0)),
            line("long", "summarize", &json!({"error": "note-too-long: it is", "seconds": 1.0})),
        ]);
        for (title, expected) in [
            ("In short", "Check every sentence of it against the note. Read the 4 kinds of notes yourself"),
            ("What a summary is good for", "tell 2 of the 8 known facts (25%). It says what a note is about"),
            ("Which notes to trust it with", "something was wrong with each kind"),
            (
                "Which notes to read yourself",
                "e-mails (1 of 1), journals (1 of 1), very long notes (1 of 1), to-do lists",
            ),
            (
                "Which notes to read yourself",
                "Less than half of the usual was told of: journals (0 of 2 facts), very long notes (0 of 2 facts).",
            ),
            ("What is quoted", "0 stayed in their own words. The others did not: do not"),
            ("What is quoted", "Of 3 notes to be summarized, 1 only got quotes or nothing."),
            ("What to check by eye", "numbers, days and names, 1 are not in their notes"),
            ("What to check by eye", "In 3 sentences the summaries say 1 time what is not so"),
            ("What to check by eye", "Without any summary: 1 note."),
        ] {
            assert!(found[title].contains(expected), "{title}: {expected} is not in: {}", found[title]);
        }
    }

    #[test]
    fn rates_have_two_figures() {
        assert_eq!([7.4, 99.4, 1363.0, 20_499.0].map(rounded), ["7", "99", "1400", "20000"]);
    }

    #[test]
    fn of_no_summary_there_is_no_rule() {
        assert_eq!(OperatingRule::of(&[], NUTSHELL), None);
        let lines = line("email", "summarize", &output("Tom paid.", "written", 1.0));
        let report = NotesReport::of(&NotesRun::parse(&lines).unwrap());
        assert_eq!(OperatingRule::of(&report.notes, "another"), None);
    }
}
