//! Whether a note is in English: small models write nothing else well.

use super::words::words;

/// The commonest words of English that hardly occur in other languages; lower case.
const COMMON: &str = "the and of to that is was are were be been with for it this from they which not have has had will would \
    by on at as you he she we or but his her their if what when there who all one out so up my your our can than then";

/// Share of them from which a text is English. In English notes it is a third, in telegrams a tenth.
const SHARE: f64 = 0.06;

/// Words from which that share says something.
const ENOUGH: usize = 20;

/// Whether a text is in another language than English, as far as its words show.
#[must_use]
pub fn is_foreign(text: &str) -> bool {
    let (mut all, mut common) = (0, 0);
    for word in words(text).filter(|word| word.chars().all(char::is_alphabetic)) {
        let lower = word.to_lowercase();
        // In a script without spaces a word is a line.
        all += word.chars().filter(|c| *c > '\u{e00}').count().div_ceil(2).max(1);
        common += usize::from(COMMON.split_ascii_whitespace().any(|known| known == lower));
    }
    all >= ENOUGH && (common as f64) < SHARE * all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for english in [
            "The board met on 5 March and approved the money that was asked for by the library, which had been late before.",
            "Pump 3 down since Monday, parts ordered, Lars on call; valve at the south gate leaks, tank 40% full, crew of 6 out.",
            "Short note",
        ] {
            assert!(!is_foreign(english), "{english}");
        }
        for foreign in [
            "Der Vorstand traf sich am 5. März und hat das Geld bewilligt, das die Bücherei für neue Regale haben wollte, an die.",
            "El taller empieza a las nueve y media en la sala grande; hay que traer papel, tijeras y cinco euros para el material.",
            "Le conseil s'est réuni le 5 mars et il a approuvé la somme que la bibliothèque avait demandée pour les étagères neuves.",
            "委员会于三月五日开会，批准了图书馆所需的四万八千五百元。下次会议在三月二十一日下午两点举行，请大家准时参加会议。",
            "اجتمع المجلس يوم الثلاثاء ووافق على المبلغ الذي طلبته المكتبة لشراء رفوف جديدة قبل نهاية شهر يونيو من هذه السنة",
        ] {
            assert!(is_foreign(foreign), "{foreign}");
        }
    }
}
