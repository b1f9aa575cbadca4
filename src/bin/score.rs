//! The scorer of `./build.sh eval`: reads a run as JSON lines from standard input, and prints the report card as
//! markdown, or with `--json` as JSON. With `--extracts` it prints what extracts of fixed lengths score on the items. With
//! `--notes` the run is one over the project's own notes.

use std::io::{Read, Write};
use std::process::ExitCode;

use nutshell::eval::baseline::Baseline;
use nutshell::eval::item::{Item, Run};
use nutshell::eval::markdown::markdown;
use nutshell::eval::notes::{self, NotesReport, NotesRun};
use nutshell::eval::report::Report;
use nutshell::eval::rouge::mean_rouge;

/// Sentences of the extracts that are compared.
const SENTENCES: [usize; 4] = [1, 2, 3, 4];
/// Words of the extracts that are compared.
const WORDS: [usize; 4] = [30, 50, 70, 90];

fn main() -> ExitCode {
    let options: Vec<String> = std::env::args().skip(1).collect();
    match run(&options.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(text) => {
            // Who closed the pipe does not want the rest.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("score: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &[&str]) -> Result<String, Box<dyn std::error::Error>> {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let report = || Run::parse(&input).map(|run| Report::of(&run));
    let notes = || NotesRun::parse(&input).map(|run| NotesReport::of(&run));
    match options {
        [] => Ok(markdown(&report()?)),
        ["--json"] => Ok(serde_json::to_string_pretty(&report()?)? + "\n"),
        ["--extracts"] => Ok(extracts(&Run::parse(&input)?.items)),
        ["--notes"] => Ok(notes::markdown(&notes()?)),
        ["--notes", "--json"] => Ok(serde_json::to_string_pretty(&notes()?)? + "\n"),
        other => Err(format!("there are no options {}", other.join(" ")).into()),
    }
}

fn extracts(items: &[Item]) -> String {
    let mut text =
        String::from("| set | extract | of | ROUGE-1 | ROUGE-2 | ROUGE-L | words |\n|---|---|---|---|---|---|---|\n");
    let mut sets: Vec<&str> = items.iter().map(|item| item.set.as_str()).collect();
    sets.dedup();
    for set in sets {
        let items: Vec<&Item> = items.iter().filter(|item| item.set == set).collect();
        for baseline in Baseline::ALL {
            let name = baseline.name();
            for count in SENTENCES {
                let best: Option<Vec<String>> = items.iter().map(|item| baseline.best(&item.source, count)).collect();
                if let Some(best) = best {
                    text += &row(&items, &best, &format!("{set} | {name} | {count} sentences"));
                }
            }
            for words in WORDS {
                let extracts: Vec<String> = items.iter().map(|item| baseline.extract(&item.source, words)).collect();
                text += &row(&items, &extracts, &format!("{set} | {name} | {words} words"));
            }
        }
    }
    text
}

fn row(items: &[&Item], extracts: &[String], head: &str) -> String {
    let mut sums = [0.0; 4];
    for (item, extract) in items.iter().zip(extracts) {
        let score = mean_rouge(&item.refs, extract);
        let words = extract.split_whitespace().count() as f64;
        for (sum, value) in sums.iter_mut().zip([score.one * 100.0, score.two * 100.0, score.l * 100.0, words]) {
            *sum += value / items.len() as f64;
        }
    }
    format!("| {head} | {:.1} | {:.1} | {:.1} | {:.0} |\n", sums[0], sums[1], sums[2], sums[3])
}
