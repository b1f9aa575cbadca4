//! Names: words with a capital.

use std::collections::HashSet;

use super::super::sentences::sentences;
use super::Draft;
use super::day::{Days, month};
use super::word::Word;

/// Words that a sentence may begin with though the text does not have them; lower case.
const OPENERS: &str = "a about according after all also although an and another any as at because before both but by \
    despite due during each every everyone few finally first for from further he her here his how however if in \
    instead it its last later like many meanwhile members more moreover most new next no not now of on once one \
    only or other others our over participants people rather second several she similarly since so some such \
    than that the their then there these they third this those through thus to together two under until up users we what \
    when where whether which while who whom whose why with within without yet";

/// Endings of forms of a word that the text may have in another one.
const FORMS: [&str; 3] = ["ing", "ly", "ed"];

/// Before names, with a stop.
const TITLES: [&str; 7] = ["mr", "mrs", "ms", "dr", "prof", "st", "rev"];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The words of a text, of which names in a summary must be, and which of them stand side by side.
#[derive(Debug)]
pub struct Names {
    /// Without possessive, lower case, sorted.
    keys: Vec<String>,
    /// Those that are written small somewhere: no names.
    common: HashSet<String>,
    /// Those that are written with a capital wherever they are, not only where a sentence begins or in a title.
    proper: HashSet<String>,
    pairs: HashSet<(String, String)>,
}

impl Names {
    pub fn of(draft: &Draft<'_>) -> Self {
        let words = &draft.words;
        let mut keys: Vec<String> = words.iter().map(key).collect();
        // "PEP8" is PEP with an 8.
        let letters = |word: &Word<'_>| word.lower().chars().take_while(|c| c.is_alphabetic()).collect::<String>();
        keys.extend(words.iter().map(letters).filter(|letters| letters.len() > 1));
        keys.extend(words.iter().filter_map(month).flat_map(months));
        keys.extend(words.iter().filter_map(weekday).flat_map(|name| [name.to_owned(), name[..3].to_owned()]));
        keys.sort_unstable();
        keys.dedup();
        let small = (0..words.len()).filter(|&at| !words[at].is_capitalized() && !in_address(draft, at));
        let common: HashSet<String> = small.map(|at| key(&words[at])).collect();
        let (mut proper, mut pairs) = (HashSet::new(), HashSet::new());
        for sentence in sentences(draft.text) {
            let first = words.partition_point(|word| word.start < sentence.start);
            let after = words.partition_point(|word| word.start < sentence.end);
            let capitals = || (first + 1..after).filter(|&at| is_name(&words[at]));
            if capitals().count() * 2 <= after - first {
                let within = |at: &usize| {
                    !draft.text[..words[*at].start].ends_with([':', '"', '“', '(', '[', '\n'])
                        && !draft.text[..words[*at].start].trim_end_matches(' ').ends_with(':')
                };
                proper.extend(capitals().filter(within).map(|at| key(&words[at])).filter(|key| !common.contains(key)));
            }
            let joins = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '&');
            let side_by_side = (first + 1..after).filter(|&at| draft.gap(at - 1, at).chars().all(joins));
            pairs.extend(side_by_side.map(|at| (key(&words[at - 1]), key(&words[at]))));
        }
        Self { keys, common, proper, pairs }
    }

    /// Whether each name of a sentence is in the text, or can become one where it stands at the end.
    pub fn hold(&self, draft: &Draft<'_>, days: &Days) -> bool {
        let small = |at: usize| {
            let word = &draft.words[at];
            !word.is_capitalized() && self.proper.contains(&key(word)) && !in_address(draft, at)
        };
        if draft.closed().any(small) {
            return false;
        }
        // One letter is an initial or the beginning of a name, or "A" or "I".
        let is_letter = |at: usize| {
            let word = &draft.words[at];
            word.is_capitalized() && word.text.chars().count() == 1 && !matches!(word.text, "A" | "I")
        };
        let mut names = (0..draft.words.len()).filter(|&at| is_name(&draft.words[at]) || is_letter(at));
        names.all(|at| {
            let (key, open) = (key(&draft.words[at]), draft.is_open(at));
            let known = self.has(&key) || (open && self.begins(&key));
            let owns = key.len() < draft.words[at].text.len();
            // A sentence may begin behind an abbreviation too.
            let first = at == 0 || draft.gap(at - 1, at) == ". ";
            (known || (first && !owns && self.opens(&key, open)) || days.completes(draft, at))
                && (open || self.may_follow(draft, at))
        })
    }

    fn has(&self, key: &str) -> bool {
        let has = |key: &str| self.keys.binary_search_by(|known| known.as_str().cmp(key)).is_ok();
        has(key)
            || key.strip_suffix('s').is_some_and(|singular| singular.len() > 2 && has(singular))
            || self.common.contains(&format!("{key}s"))
    }

    fn begins(&self, key: &str) -> bool {
        let first = self.keys.partition_point(|known| known.as_str() < key);
        self.keys.get(first).is_some_and(|known| known.starts_with(key))
    }

    /// Whether a name may stand behind the one before it: two names side by side are one, and the text must have it.
    fn may_follow(&self, draft: &Draft<'_>, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let words = &draft.words;
        let dated = |at: usize| month(&words[at]).is_some() || weekday(&words[at]).is_some();
        let pair = (key(&words[before]), key(&words[at]));
        let joined = match draft.gap(before, at) {
            " " | "-" => true,
            ". " => TITLES.contains(&pair.0.as_str()),
            _ => false,
        };
        if !joined || !is_name(&words[before]) || dated(before) || dated(at) {
            return true;
        }
        let no_name = before == 0 && (self.common.contains(&pair.0) || self.opens(&pair.0, false));
        no_name || self.pairs.contains(&pair)
    }

    /// Whether a sentence may begin with a word that the text does not have.
    fn opens(&self, key: &str, open: bool) -> bool {
        let form = |ending: &str| key.strip_suffix(ending).is_some_and(|stem| stem.len() > 2 && self.begins(stem));
        OPENERS.split_ascii_whitespace().any(|opener| opener == key || (open && opener.starts_with(key)))
            || FORMS.iter().any(|ending| form(ending))
    }
}

/// Whether a word is a part of an address, where names are written small.
fn in_address(draft: &Draft<'_>, at: usize) -> bool {
    draft.text[..draft.words[at].start].ends_with(['@', '.', '/']) || draft.after(at).starts_with(['@', '/'])
}

/// What a word is looked up by.
fn key(word: &Word<'_>) -> String {
    let lower = word.lower();
    lower.strip_suffix("'s").unwrap_or(&lower).to_owned()
}

/// Whether a word can be a name: it has a capital, two letters, and no figures, which are a question of numbers.
fn is_name(word: &Word<'_>) -> bool {
    word.is_capitalized()
        && word.text.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !word.text.contains(char::is_numeric)
}

/// Both spellings of a month.
fn months(number: u32) -> [String; 2] {
    let name = super::day::name(number);
    [name.to_owned(), name[..3].to_owned()]
}

fn weekday(word: &Word<'_>) -> Option<&'static str> {
    let lower = word.lower();
    let names = |name: &&&str| lower == ***name || lower == name[..3] || lower == name[..4];
    WEEKDAYS.iter().find(names).filter(|_| word.is_capitalized()).copied()
}
