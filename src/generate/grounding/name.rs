//! Names: words with a capital.

use std::collections::HashSet;

use super::super::sentences::sentences;
use super::Draft;
use super::day::{Days, month};
use super::word::Word;

/// Words that a sentence may begin with though the text does not have them; lower case.
const OPENERS: &str = "a about after all also although an and another any as at because before both but by can could \
    despite do does due during each every everyone few finally first for from further he her here his how however if in \
    instead it its last later like many meanwhile members might more moreover most must new next no not now of on once one \
    only or other others our over participants people rather second several shall she should similarly since so some such \
    than that the their then there these they third this those through thus to together two under until up users we what \
    when where whether which while who whom whose why will with within without yet";

/// Endings of forms that are no names at the beginning of a sentence.
const FORMS: [&str; 3] = ["ing", "ly", "ed"];

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
        let mut proper = HashSet::new();
        for sentence in sentences(draft.text) {
            let first = words.partition_point(|word| word.start < sentence.start);
            let after = words.partition_point(|word| word.start < sentence.end);
            let capitals = || (first + 1..after).filter(|&at| is_name(&words[at]));
            if capitals().count() * 2 <= after - first {
                proper.extend(capitals().map(|at| key(&words[at])).filter(|key| !common.contains(key)));
            }
        }
        let side_by_side = (1..words.len())
            .filter(|&at| draft.gap(at - 1, at).chars().all(|c| c.is_whitespace() || matches!(c, '.' | '-' | '&')));
        let pairs = side_by_side.map(|at| (key(&words[at - 1]), key(&words[at]))).collect();
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
        // One letter is no name, but may become one.
        let begins_name = |at: usize| {
            draft.is_open(at) && draft.words[at].is_capitalized() && !draft.words[at].text.contains(char::is_numeric)
        };
        let mut names = (0..draft.words.len()).filter(|&at| is_name(&draft.words[at]) || begins_name(at));
        names.all(|at| {
            let (key, open) = (key(&draft.words[at]), draft.is_open(at));
            let known = self.has(&key) || (open && self.begins(&key));
            let owns = key.len() < draft.words[at].text.len();
            (known || (at == 0 && !owns && opens(&key, open)) || days.name(draft, at))
                && (open || self.may_follow(draft, at))
        })
    }

    fn has(&self, key: &str) -> bool {
        let has = |key: &str| self.keys.binary_search_by(|known| known.as_str().cmp(key)).is_ok();
        has(key)
            || key.strip_suffix('s').is_some_and(|singular| singular.len() > 2 && has(singular))
            || has(&format!("{key}s"))
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
        if !is_name(&words[before]) || !matches!(draft.gap(before, at), " " | ". " | "-") || dated(before) || dated(at)
        {
            return true;
        }
        let pair = (key(&words[before]), key(&words[at]));
        let no_name = before == 0 && (self.common.contains(&pair.0) || opens(&pair.0, false));
        no_name || self.pairs.contains(&pair)
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
        && word.text.chars().take(2).filter(|c| c.is_alphabetic()).count() == 2
        && !word.text.contains(char::is_numeric)
}

/// Whether a sentence may begin with a word that the text does not have.
fn opens(key: &str, open: bool) -> bool {
    OPENERS.split_ascii_whitespace().any(|opener| opener == key || (open && opener.starts_with(key)))
        || (key.len() > 4 && FORMS.iter().any(|ending| key.ends_with(ending)))
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
