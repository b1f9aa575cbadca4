//! How long a fuzzer runs.

use std::time::{Duration, Instant};

/// The seeds of the cases, from 0 on: `few` of them, or as many as there is time for where `NUTSHELL_FUZZ_SECONDS` gives one.
pub fn seeds(few: u64) -> impl Iterator<Item = u64> {
    let seconds = std::env::var("NUTSHELL_FUZZ_SECONDS").ok();
    let budget = seconds.map(|text| text.parse().map(Duration::from_secs).expect("NUTSHELL_FUZZ_SECONDS is a number"));
    let start = Instant::now();
    (0..).take_while(move |&seed| {
        let goes_on = budget.map_or(seed < few, |budget| start.elapsed() < budget);
        if !goes_on {
            println!("{seed} cases in {:.0?}", start.elapsed());
        }
        goes_on
    })
}

/// Says which case it was when a test panics.
pub struct Case(pub &'static str, pub u64);

impl Drop for Case {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the case that failed: {} number {}", self.0, self.1);
        }
    }
}
