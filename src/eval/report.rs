//! The report card: per set and system, how good the summaries are, and where Nutshell's do not beat an extract.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::Value;

use super::baseline::Baseline;
use super::bootstrap::{Interval, bootstrap};
use super::faithfulness::{Share, Source};
use super::form::{Fault, faults};
use super::item::{Item, Output, Run};
use super::rouge::{Rouge, mean_rouge};

/// The system that the others are compared with.
pub const NUTSHELL: &str = "Nutshell";

/// Name of the row that has the items of all sets.
pub const ALL: &str = "all sets";

/// The whole card.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// What was run: see [`Run::about`].
    pub run: Value,
    /// In the order of the items; with more than one, all of them together at the end.
    pub sets: Vec<SetReport>,
}

/// One set.
#[derive(Debug, Clone, Serialize)]
pub struct SetReport {
    /// Its name.
    pub name: String,
    /// How many items it has.
    pub items: usize,
    /// What was written, then the extracts.
    pub systems: Vec<SystemReport>,
    /// Nutshell against each of the others.
    pub comparisons: Vec<Comparison>,
}

/// One system on one set. Means are over the items that it wrote something for; shares are of all items' counts together.
#[derive(Debug, Clone, Serialize)]
pub struct SystemReport {
    /// Its name.
    pub name: String,
    /// Mean F1 over the references, then over all items; an item without a summary counts as zero.
    pub rouge_1: f64,
    /// Of pairs.
    pub rouge_2: f64,
    /// Of the longest common subsequence.
    pub rouge_l: f64,
    /// Share of numbers and days that are in the source.
    pub number_precision: Option<f64>,
    /// Share of names that are in the source.
    pub name_precision: Option<f64>,
    /// Share of items with any number or name that is not.
    pub bad_items: f64,
    /// Share of content words of which the source has a form.
    pub content_support: Option<f64>,
    /// Share of runs of four words that are in the source, quotations not counted.
    pub copy_rate: Option<f64>,
    /// Share of runs of four words that came before.
    pub repetition: Option<f64>,
    /// Share of items with any fault of form.
    pub faulty_items: f64,
    /// How many items have each fault.
    pub faults: BTreeMap<Fault, usize>,
    /// Mean length in words.
    pub words: f64,
    /// Mean time.
    pub seconds: Option<f64>,
    /// Most memory, in bytes.
    pub memory_bytes: Option<f64>,
    /// What is wrong with which item.
    pub findings: Vec<Finding>,
}

/// What is wrong with a summary.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// The item.
    pub id: String,
    /// Numbers and names that are not in the source.
    pub unsupported: Vec<String>,
    /// Faults of form.
    pub faults: Vec<Fault>,
    /// Whether it repeats a run of four words.
    pub repeats: bool,
    /// Why there is no summary.
    pub error: Option<String>,
}

/// Nutshell's score less another's, in one measure.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// The other system.
    pub with: String,
    /// `ROUGE-1`, `ROUGE-2` or `ROUGE-L`.
    pub measure: &'static str,
    /// Mean of the paired differences.
    pub difference: Interval,
}

/// What was found about one summary.
struct Scored<'a> {
    item: &'a Item,
    output: &'a Output,
    rouge: Rouge,
    faithfulness: super::faithfulness::Faithfulness,
    faults: Vec<Fault>,
}

impl Report {
    /// Scores a run. Extracts have the length of Nutshell's summary of the same item, or of the references' mean where
    /// there is none.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let mut by_set: Vec<(String, Vec<&Item>)> = Vec::new();
        for item in &run.items {
            match by_set.iter_mut().find(|(name, _)| *name == item.set) {
                Some((_, items)) => items.push(item),
                None => by_set.push((item.set.clone(), vec![item])),
            }
        }
        if by_set.len() > 1 {
            by_set.push((ALL.to_owned(), run.items.iter().collect()));
        }
        Self {
            run: run.about.clone(),
            sets: by_set.into_iter().map(|(name, items)| SetReport::of(name, &items)).collect(),
        }
    }
}

impl SetReport {
    fn of(name: String, items: &[&Item]) -> Self {
        let mut outputs: Vec<(String, Vec<Output>)> = Vec::new();
        let mut names: Vec<&str> = items.iter().flat_map(|item| item.outputs.keys().map(String::as_str)).collect();
        names.sort_unstable_by_key(|name| (*name == NUTSHELL, *name));
        names.dedup();
        for system in names {
            let missing = Output { error: Some("was not run".to_owned()), ..Output::default() };
            let of = |item: &&Item| item.outputs.get(system).cloned().unwrap_or_else(|| missing.clone());
            outputs.push((system.to_owned(), items.iter().map(of).collect()));
        }
        for baseline in Baseline::ALL {
            let extract = |item: &&Item| {
                let text = baseline.extract(&item.source, budget(item));
                Output { text, ..Output::default() }
            };
            outputs.push((baseline.name().to_owned(), items.iter().map(extract).collect()));
        }
        let sources: Vec<Source> = items.iter().map(|item| Source::new(&item.source)).collect();
        let mut rouges: HashMap<&str, Vec<Rouge>> = HashMap::new();
        let mut systems = Vec::new();
        for (system, outputs) in &outputs {
            let scored: Vec<Scored<'_>> = items
                .iter()
                .zip(&sources)
                .zip(outputs)
                .map(|((item, source), output)| Scored::of(item, source, output))
                .collect();
            rouges.insert(system, scored.iter().map(|scored| scored.rouge).collect());
            systems.push(SystemReport::of(system.clone(), &scored));
        }
        let comparisons = compare(&outputs.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), &rouges);
        Self { name, items: items.len(), systems, comparisons }
    }
}

/// Words of an extract.
fn budget(item: &Item) -> usize {
    let words = |text: &str| text.split_whitespace().count();
    let written = item.outputs.get(NUTSHELL).map_or(0, |output| words(&output.text));
    let references: usize = item.refs.iter().map(|reference| words(reference)).sum();
    if written > 0 { written } else { references / item.refs.len().max(1) }
}

fn compare(names: &[&str], rouges: &HashMap<&str, Vec<Rouge>>) -> Vec<Comparison> {
    type Measure = (&'static str, fn(&Rouge) -> f64);
    const MEASURES: [Measure; 3] = [("ROUGE-1", |r| r.one), ("ROUGE-2", |r| r.two), ("ROUGE-L", |r| r.l)];
    let Some(ours) = rouges.get(NUTSHELL) else { return Vec::new() };
    let mut found = Vec::new();
    for name in names.iter().filter(|name| **name != NUTSHELL) {
        for (measure, score) in MEASURES {
            let theirs = rouges.get(name).map_or(&[][..], Vec::as_slice);
            let differences: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| score(a) - score(b)).collect();
            found.push(Comparison { with: (*name).to_owned(), measure, difference: bootstrap(&differences) });
        }
    }
    found
}

impl<'a> Scored<'a> {
    fn of(item: &'a Item, source: &Source, output: &'a Output) -> Self {
        let written = output.written();
        Self {
            item,
            output,
            rouge: mean_rouge(&item.refs, &output.text),
            faithfulness: source.check(&output.text, &written),
            // A set is read only with kinds and lengths that there are.
            faults: item.options().map(|options| faults(&output.text, &written, &options)).unwrap_or_default(),
        }
    }

    fn finding(&self) -> Option<Finding> {
        let finding = Finding {
            id: self.item.id.clone(),
            unsupported: self.faithfulness.unsupported.clone(),
            faults: self.faults.clone(),
            repeats: self.faithfulness.repeated.part > 0,
            error: self.output.error.clone(),
        };
        let any = !finding.unsupported.is_empty() || !finding.faults.is_empty() || finding.repeats;
        (any || finding.error.is_some()).then_some(finding)
    }
}

impl SystemReport {
    fn of(name: String, scored: &[Scored<'_>]) -> Self {
        let mean = |value: &dyn Fn(&Scored<'_>) -> Option<f64>| {
            let values: Vec<f64> = scored.iter().filter_map(value).collect();
            (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        let share = |of: fn(&super::faithfulness::Faithfulness) -> Share| {
            let mut sum = Share::default();
            scored.iter().for_each(|scored| sum.add(of(&scored.faithfulness)));
            sum.rate()
        };
        let items = |has: &dyn Fn(&Scored<'_>) -> bool| mean(&|scored| Some(f64::from(has(scored)))).unwrap_or(0.0);
        let mut counts = BTreeMap::new();
        for fault in scored.iter().flat_map(|scored| &scored.faults) {
            *counts.entry(*fault).or_default() += 1;
        }
        let written = |scored: &Scored<'_>| !scored.output.text.trim().is_empty();
        Self {
            name,
            rouge_1: mean(&|scored| Some(scored.rouge.one)).unwrap_or(0.0),
            rouge_2: mean(&|scored| Some(scored.rouge.two)).unwrap_or(0.0),
            rouge_l: mean(&|scored| Some(scored.rouge.l)).unwrap_or(0.0),
            number_precision: share(|found| found.numbers),
            name_precision: share(|found| found.names),
            bad_items: items(&|scored| !scored.faithfulness.unsupported.is_empty()),
            content_support: share(|found| found.content),
            copy_rate: share(|found| found.copied),
            repetition: share(|found| found.repeated),
            faulty_items: items(&|scored| !scored.faults.is_empty()),
            faults: counts,
            words: mean(&|scored| written(scored).then_some(scored.faithfulness.words as f64)).unwrap_or(0.0),
            seconds: mean(&|scored| scored.output.seconds),
            memory_bytes: scored.iter().filter_map(|scored| scored.output.memory_bytes).max_by(f64::total_cmp),
            findings: scored.iter().filter_map(Scored::finding).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run() -> Run {
        let source = "The shelf came late on 5 March. Tom paid for it. It rained all day. Nobody complained.";
        let line = |set: &str, ours: &str, raw: &str| {
            serde_json::json!({
                "set": set, "id": ours, "source": source, "refs": ["The shelf came late on 5 March."],
                "outputs": {
                    NUTSHELL: {"text": ours, "seconds": 2.0, "memory_bytes": 100.0},
                    "raw model": {"text": raw, "seconds": 4.0, "memory_bytes": 50.0},
                },
            })
            .to_string()
        };
        let good = "The shelf came late on 5 March.";
        let lines = [line("a", good, "Brandon paid $7 for"), line("a", good, ""), line("b", "Tom paid.", good)];
        Run::parse(&lines.join("\n")).unwrap()
    }

    fn system<'a>(set: &'a SetReport, name: &str) -> &'a SystemReport {
        set.systems.iter().find(|system| system.name == name).unwrap()
    }

    #[test]
    fn a_card_has_each_set_all_of_them_and_each_system() {
        let report = Report::of(&run());
        let sets: Vec<(&str, usize)> = report.sets.iter().map(|set| (set.name.as_str(), set.items)).collect();
        assert_eq!(sets, [("a", 2), ("b", 1), (ALL, 3)]);
        let systems: Vec<&str> = report.sets[0].systems.iter().map(|system| system.name.as_str()).collect();
        assert_eq!(systems, ["raw model", NUTSHELL, "lead", "longest", "TextRank", "coverage extract"]);
    }

    #[test]
    fn figures_are_those_of_the_items() {
        let report = Report::of(&run());
        let set = &report.sets[0];
        let (ours, raw, lead) = (system(set, NUTSHELL), system(set, "raw model"), system(set, "lead"));
        assert_eq!((ours.rouge_1, ours.rouge_l, ours.bad_items, ours.faulty_items), (1.0, 1.0, 0.0, 0.0));
        assert_eq!((ours.number_precision, ours.copy_rate, ours.words), (Some(1.0), Some(1.0), 7.0));
        assert_eq!((ours.seconds, ours.memory_bytes), (Some(2.0), Some(100.0)));
        assert_eq!((raw.bad_items, raw.faulty_items, raw.number_precision), (0.5, 1.0, Some(0.0)));
        assert_eq!(raw.faults, BTreeMap::from([(Fault::Empty, 1), (Fault::Unfinished, 1)]));
        assert_eq!(raw.words, 4.0, "an empty summary has no length");
        assert_eq!(raw.findings[0].unsupported, ["7", "Brandon"]);
        assert_eq!(lead.words, 7.0, "of the same length as ours");
    }

    #[test]
    fn differences_are_paired_and_ours_less_theirs() {
        let report = Report::of(&run());
        let find = |set: usize, with: &str| {
            let all = &report.sets[set].comparisons;
            all.iter().find(|comparison| comparison.with == with && comparison.measure == "ROUGE-L").unwrap().difference
        };
        assert_eq!(find(0, "lead"), Interval { mean: 0.0, low: 0.0, high: 0.0 });
        assert!(find(0, "raw model").low > 0.0 && find(1, "raw model").high < 0.0);
    }
}
