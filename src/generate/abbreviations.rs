//! Words with a full stop that may not end a sentence, in English, German, French and Spanish.

/// Before names: they never end a sentence. Lower case, without the last stop, as all here.
const TITLES: [&str; 27] = [
    "mr", "mrs", "ms", "dr", "prof", "hr", "fr", "frl", "gen", "col", "rev", "capt", "lt", "sgt", "gov", "sen", "rep",
    "pres", "hon", "messrs", "mme", "mlle", "dipl", "ing", "mag", "sra", "dra",
];

/// Before what they explain or shorten: they hardly ever end a sentence.
const CONNECTING: [&str; 40] = [
    "e.g", "i.e", "eg", "ie", "cf", "vs", "approx", "ca", "al", "viz", "esp", "incl", "excl", "est", "st", "mt", "ft",
    "bzw", "z.b", "d.h", "u.a", "i.d.r", "z.t", "vgl", "evtl", "ggf", "inkl", "exkl", "sog", "bspw", "zzgl", "resp",
    "env", "p.ej", "c.-à-d", "attn", "dept", "univ", "geb", "gegr",
];

/// Before numbers: "No. 5". Elsewhere they are words or ends.
const NUMBERED: [&str; 42] = [
    "no", "nos", "nr", "núm", "fig", "figs", "abb", "eq", "p", "pp", "vol", "vols", "bd", "ch", "chap", "kap", "sec",
    "sect", "art", "para", "par", "tab", "tel", "ext", "op", "ref", "rm", "min", "max", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec",
];

/// After names and amounts: they may end a sentence, and do where a usual first word follows.
const TRAILING: [&str; 19] = [
    "inc", "ltd", "co", "corp", "llc", "plc", "bros", "jr", "sr", "ave", "blvd", "rd", "str", "hrs", "cie", "dez",
    "esq", "dist", "assn",
];

/// What may follow "12." in a date, in German and its neighbours.
const MONTHS: [&str; 33] = [
    "januar",
    "jänner",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "jan",
    "feb",
    "mär",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "okt",
    "nov",
    "dez",
    "january",
    "february",
    "june",
    "july",
    "october",
    "december",
    "maj",
    "maart",
];

/// What may follow "3 p.m." within a sentence, though it has a capital.
const AFTER_TIMES: [&str; 26] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "est",
    "edt",
    "cst",
    "cdt",
    "mst",
    "pst",
    "pdt",
    "et",
    "pt",
    "gmt",
    "utc",
    "cet",
];

/// Usual first words of sentences.
const FIRST_WORDS: &str = "a after all also although an and are as at because before both but by can could did do does each \
    finally first for from had has have he her here his how however i if in is it its let many most my next no not now of \
    on once one or our please several she should since so some that the their then there these they this those to today \
    tomorrow two until was we were what when where which while who why will with would yes yesterday you your \
    aber als am auch auf bei da dabei danach dann das daher der deshalb die dies diese dieser du ein eine er es für hier \
    ich ihr im mit nach nun oder seit sie um und vom von wegen wenn weil wir zu zum zur \
    ainsi avec ce ces cette dans des donc elle elles en et il ils je la le les mais nous on pour puis un une vous \
    el ella ellos esta este los las pero por una y";

/// Whether a full stop after `before` (the sentence so far, without it) belongs to a word, and the sentence goes on with
/// `after`. While a text grows (`complete` is false), a next word that may not be whole yet settles nothing, and the
/// answer is yes.
#[must_use]
pub fn goes_on(before: &str, after: &str, complete: bool) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '„' | '«' | '/' | '*'));
    let word = word.into_iter().next().unwrap_or_default();
    if word.is_empty() || word.len() > 24 {
        return false;
    }
    let lower = word.to_lowercase();
    let is = |known: &[&str]| known.contains(&lower.as_str());
    if is(&TITLES) {
        return true;
    }
    let next = after.find(|c: char| !c.is_alphanumeric()).map_or(after, |end| &after[..end]);
    let open = !complete && next.len() == after.len();
    let next_lower = if next.len() > 24 { String::new() } else { next.to_lowercase() };
    // "P. Lind" is somebody, "p. 5" a page.
    let name = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    if is(&NUMBERED) && !name {
        return next.starts_with(|c: char| c.is_ascii_digit());
    }
    if word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return if open { MONTHS.iter().any(|month| month.starts_with(&next_lower)) } else { is_month(next) };
    }
    if matches!(lower.as_str(), "a.m" | "p.m") {
        return open || AFTER_TIMES.contains(&next_lower.as_str());
    }
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let is_first = || FIRST_WORDS.split_ascii_whitespace().any(|first| first == next_lower);
    // "J. R. Smith", but "so do I." ends, unless another initial follows.
    if initial {
        let another = next.chars().count() == 1 && after[next.len()..].starts_with('.');
        return open || another || lower != "i" && !is_first();
    }
    let dotted = word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.chars().count()));
    let dotted = dotted && word.contains(char::is_alphabetic);
    (dotted || is(&CONNECTING) || is(&TRAILING)) && (open || !is_first())
}

/// Whether a text begins with the name of a month, as the rest of a date does in German: "5. Mai".
#[must_use]
pub fn is_month(text: &str) -> bool {
    let word = text.find(|c: char| !c.is_alphabetic()).map_or(text, |end| &text[..end]);
    word.len() <= 12 && MONTHS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_decides() {
        let on = [
            "Dr|Weiss",
            "No|5",
            "e.g|Paris",
            "U.S|Army",
            "J|Smith",
            "J. P|Okafor",
            "J|R. Smith",
            "I|M. Pei",
            "12|September",
            "p.m|Monday",
        ];
        let on = on.iter().chain(&["Brandt & Co|Anna", "approx|40", "Jan|5", "z.B|Berlin"]);
        for text in on {
            let (before, after) = text.split_once('|').unwrap();
            assert!(goes_on(before, after, true), "{text}");
        }
        let ends = [
            "said no|Then",
            "U.S|The next",
            "so do I|Then",
            "in Dec|The",
            "is 40|The",
            "3 p.m|The",
            "Brandt & Co|The x",
        ];
        let ends = ends.iter().chain(&["v1.2.3|Then", "x.org|We", "vitamin C|It", "etc|Then", "1.5|The"]);
        for text in ends {
            let (before, after) = text.split_once('|').unwrap();
            assert!(!goes_on(before, after, true), "{text}");
        }
    }

    #[test]
    fn a_growing_text_settles_nothing_too_early() {
        assert!(goes_on("in the U.S", "Th", false) && !goes_on("in the U.S", "The ", false));
        assert!(goes_on("zum 15", "De", false) && !goes_on("is 40", "The", false));
    }
}
