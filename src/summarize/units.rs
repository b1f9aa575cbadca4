//! The sentences, list items, headings, rows and blocks of code of a cleaned note.

use std::ops::Range;

use super::clean::{Block, Document, Kind, Standing};
use super::dialogue::Speakers;
use super::line_breaks::{is_list, lines, stretches};
use super::words::words;
use crate::generate::sentences::{is_finished, sentences};

/// Words of a sentence that says something by itself.
const SPEAKING: std::ops::RangeInclusive<usize> = 5..=45;

/// Words of a line without a full stop that says something by itself.
const TELLING_LINE: std::ops::RangeInclusive<usize> = 4..=45;

/// Words of an item that can be quoted.
const LONGEST_ITEM: usize = 60;

/// Words of a list item that stays whole although it has several sentences.
const WHOLE_ITEM: usize = 30;

/// Bytes of a title without marks.
const TITLE: usize = 100;

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Part of running text.
    Sentence,
    /// A list item, or a line among others.
    Item,
    /// A heading, or a line that names what follows.
    Heading,
    /// A row of a table.
    Row,
    /// Code.
    Code,
}

/// A stretch of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Bytes of the text, without white space around; the mark of a list item is not part of it, the name of a speaker is.
    pub range: Range<usize>,
    /// What it is.
    pub role: Role,
    /// Whether its paragraph begins with it.
    pub leads: bool,
    /// Whose words it is.
    pub standing: Standing,
    /// Bytes of the name of who says it, in a dialogue; the name may stand before an earlier unit.
    pub speaker: Option<Range<usize>>,
    /// Which block of the document it is in.
    pub block: usize,
}

impl Unit {
    /// The unit on one line, without marks of markup that stand alone: one character may be a sign ("2 * 3").
    #[must_use]
    pub fn plain(&self, text: &str) -> String {
        let is_mark = |word: &&str| word.len() > 1 && word.chars().all(|c| matches!(c, '*' | '_' | '=' | '~' | '#'));
        text[self.range.clone()].split_whitespace().filter(|word| !is_mark(word)).collect::<Vec<_>>().join(" ")
    }

    /// Whether it can be quoted as a point of its own: an item, or a sentence that is finished, no question, and neither
    /// too short to say something nor too long to read.
    #[must_use]
    pub fn speaks(&self, text: &str) -> bool {
        let said = &text[self.range.clone()];
        match self.role {
            _ if self.standing == Standing::Aside || MARKS.iter().any(|mark| said.contains(mark)) => false,
            Role::Item => (1..=LONGEST_ITEM).contains(&length(said)),
            Role::Heading | Role::Row | Role::Code => false,
            Role::Sentence => SPEAKING.contains(&length(said)) && is_finished(said) && !asks(said) && !advertises(said),
        }
    }
}

/// What stands before an advertisement; lower case.
const ADVERTISEMENT: [&str; 7] = ["advertisement", "ad", "sponsored", "anzeige", "werbung", "publicidad", "publicité"];

/// Marks of chat templates: what has them is no sentence for people.
const MARKS: [&str; 5] = ["<|", "|>", "[INST]", "[/INST]", "<<SYS>>"];

/// How many words a text has; in scripts without spaces two characters count as one.
fn length(text: &str) -> usize {
    let unspaced = |c: char| matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    words(text).map(|word| word.chars().filter(|&c| unspaced(c)).count().div_ceil(2).max(1)).sum()
}

/// Whether a text is labelled as an advertisement.
#[must_use]
pub fn advertises(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_label =
        |label: &&str| lower.strip_prefix(*label).is_some_and(|rest| rest.trim_start().starts_with([':', '|']));
    ADVERTISEMENT.iter().any(is_label)
}

fn asks(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']).ends_with(['?', '？', '؟'])
}

/// The units of a document in order; together they hold everything but white space and the marks of list items.
#[must_use]
pub fn units(document: &Document) -> Vec<Unit> {
    let text = document.text();
    let of_kind = |kind: Kind| document.blocks.iter().filter(move |block| block.kind == kind);
    let said = |block: &Block| &text[block.body.clone()];
    let spoken = of_kind(Kind::Paragraph).chain(of_kind(Kind::Item)).flat_map(|block| said(block).lines());
    let speakers = Speakers::of(spoken);
    // In a note without full stops a line is all there is.
    let size = |finished: bool| {
        let blocks = of_kind(Kind::Paragraph).filter(|block| !finished || is_finished(said(block)));
        blocks.map(|block| block.body.len()).sum::<usize>()
    };
    let unpunctuated = size(true) * 4 <= size(false);
    let mut splitter = Splitter { text, speakers, unpunctuated, found: Vec::new() };
    for (at, block) in document.blocks.iter().enumerate() {
        let next = document.blocks.get(at + 1);
        match block.kind {
            Kind::Heading => splitter.whole(at, block, Role::Heading),
            Kind::Row => splitter.whole(at, block, Role::Row),
            Kind::Code => splitter.whole(at, block, Role::Code),
            Kind::Item => splitter.item(at, block),
            // A signature is one thing, not sentences.
            Kind::Paragraph if block.standing == Standing::Aside => splitter.whole(at, block, Role::Sentence),
            Kind::Paragraph if splitter.is_title(at, block, next) => splitter.whole(at, block, Role::Heading),
            Kind::Paragraph => splitter.paragraph(at, block),
        }
    }
    splitter.found
}

struct Splitter<'a> {
    text: &'a str,
    speakers: Speakers<'a>,
    unpunctuated: bool,
    found: Vec<Unit>,
}

impl Splitter<'_> {
    fn push(&mut self, at: usize, block: &Block, range: Range<usize>, role: Role, speaker: Option<Range<usize>>) {
        let leads = range.start == block.body.start;
        self.found.push(Unit { range, role, leads, standing: block.standing, speaker, block: at });
    }

    fn whole(&mut self, at: usize, block: &Block, role: Role) {
        self.push(at, block, block.body.clone(), role, None);
    }

    /// Whether a line of its own names what follows: it ends in a colon, has capitals only, or is the first one of a text
    /// of sentences and none itself.
    fn is_title(&self, at: usize, block: &Block, next: Option<&Block>) -> bool {
        let line = &self.text[block.body.clone()];
        if next.is_none() || line.len() > TITLE || line.contains('\n') || self.speakers.turn(line).is_some() {
            return false;
        }
        let capitals = line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
        let first = at == 0 && !self.unpunctuated && !line.ends_with([',', ';']);
        !is_finished(line) && (line.ends_with(':') || capitals || first)
    }

    fn item(&mut self, at: usize, block: &Block) {
        let body = block.body.clone();
        let said = &self.text[body.clone()];
        let speaker = self.speakers.turn(said).map(|name| body.start + name.start..body.start + name.end);
        if words(said).take(WHOLE_ITEM + 1).count() <= WHOLE_ITEM {
            self.push(at, block, body, Role::Item, speaker);
            return;
        }
        for (place, sentence) in sentences(said).into_iter().enumerate() {
            let role = if place == 0 { Role::Item } else { Role::Sentence };
            let range = body.start + sentence.start..body.start + sentence.end;
            self.push(at, block, range, role, speaker.clone());
        }
    }

    fn paragraph(&mut self, at: usize, block: &Block) {
        let start = block.body.start;
        let said = &self.text[block.body.clone()];
        // The turns of a dialogue, each with its speaker; without a dialogue there is one.
        let mut turns: Vec<(Range<usize>, Option<Range<usize>>)> = Vec::new();
        for line in lines(said) {
            let name = self.speakers.turn(&said[line.clone()]);
            let name = name.map(|name| start + line.start + name.start..start + line.start + name.end);
            match turns.last_mut() {
                Some((turn, _)) if name.is_none() => turn.end = line.end,
                _ => turns.push((line, name)),
            }
        }
        for (turn, speaker) in turns {
            self.turn(at, block, start + turn.start..start + turn.end, speaker.as_ref());
        }
    }

    fn turn(&mut self, at: usize, block: &Block, range: Range<usize>, speaker: Option<&Range<usize>>) {
        let (start, said) = (range.start, &self.text[range]);
        let list = speaker.is_none() && is_list(said);
        let stretches = if list { lines(said) } else { stretches(said) };
        let alone = stretches.len() == 1;
        for stretch in stretches {
            let line = &said[stretch.clone()];
            // A line that somebody ended says something though it has no full stop.
            let telling = !alone || self.unpunctuated;
            let telling = telling && speaker.is_none() && !line.ends_with([',', ':', ';', '?']) && !is_finished(line);
            if list || telling && TELLING_LINE.contains(&words(line).take(TELLING_LINE.end() + 1).count()) {
                self.push(at, block, start + stretch.start..start + stretch.end, Role::Item, None);
                continue;
            }
            for sentence in sentences(line) {
                let from = start + stretch.start;
                let range = from + sentence.start..from + sentence.end;
                self.push(at, block, range, Role::Sentence, speaker.cloned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summarize::clean::clean;

    fn roles(note: &str) -> Vec<(String, Role)> {
        let document = clean(note);
        units(&document).into_iter().map(|unit| (document.text()[unit.range].to_owned(), unit.role)).collect()
    }

    fn check(note: &str, expected: &[(&str, Role)]) {
        let expected: Vec<(String, Role)> = expected.iter().map(|(text, role)| ((*text).to_owned(), *role)).collect();
        assert_eq!(roles(note), expected);
    }

    #[test]
    fn running_text_lists_and_headings_are_told_apart() {
        use Role::{Heading, Item, Sentence};
        check(
            "# Shop\nmilk\nbread\n6 eggs\n\nWe need this\nbefore noon. Then we cook.\n- one. And more\n- two",
            &[
                ("Shop", Heading),
                ("milk", Item),
                ("bread", Item),
                ("6 eggs", Item),
                ("We need this\nbefore noon.", Sentence),
                ("Then we cook.", Sentence),
                ("one. And more", Item),
                ("two", Item),
            ],
        );
    }

    #[test]
    fn greetings_questions_and_headings_do_not_speak() {
        let text = "Hi Marta,\n\nthe budget section still needs some work.\n\nDid you see the draft that I sent?\n\n# The end of it all";
        let document = clean(text);
        let speaking: Vec<bool> = units(&document).iter().map(|unit| unit.speaks(document.text())).collect();
        assert_eq!(speaking, [false, true, false, false]);
    }

    #[test]
    fn titles_tables_and_code_have_their_roles() {
        use Role::{Code, Heading, Row, Sentence};
        check(
            "Library meeting\n\nWe met.\n\nCosts:\n\n| a | b |\n|---|---|\n| c | **5** |\n\n```sh\nls *\n```\nDONE NOW\n\nYes.",
            &[
                ("Library meeting", Heading),
                ("We met.", Sentence),
                ("Costs:", Heading),
                ("a | b", Row),
                ("c | 5", Row),
                ("ls *", Code),
                ("DONE NOW", Heading),
                ("Yes.", Sentence),
            ],
        );
    }

    #[test]
    fn turns_keep_their_speakers() {
        let document = clean("Anna: I'll bring the keys. You open.\nBen: Fine\nby me.\n**Anna:** See you.");
        let text = document.text();
        let found: Vec<(&str, &str)> = units(&document)
            .into_iter()
            .map(|unit| (&text[unit.speaker.unwrap_or_default()], &text[unit.range]))
            .collect();
        let expected = [
            ("Anna", "Anna: I'll bring the keys."),
            ("Anna", "You open."),
            ("Ben", "Ben: Fine\nby me."),
            ("Anna", "Anna: See you."),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_without_full_stops_speak_too() {
        let note = "met with tom about the budget he says cut ten percent\n\nana wants a third quote before friday comes\n\nbye";
        let document = clean(note);
        let speaking: Vec<bool> = units(&document).iter().map(|unit| unit.speaks(document.text())).collect();
        assert_eq!(speaking, [true, true, false]);
        check(
            "Roof leaks above bay 3\nKarl has two quotes from Weir and from Brandt & Co",
            &[
                ("Roof leaks above bay 3", Role::Item),
                ("Karl has two quotes from Weir and from Brandt & Co", Role::Item),
            ],
        );
    }

    #[test]
    fn a_paragraph_without_a_full_stop_is_no_point() {
        let paragraph = "so we met and talked about the roof and the bill ".repeat(6);
        let document = clean(&format!("{paragraph}\n{paragraph}\n{paragraph}"));
        let units = units(&document);
        assert!(units.iter().all(|unit| unit.role == Role::Sentence && !unit.speaks(document.text())), "{units:?}");
        let document = clean(&format!("- {}\n- b", paragraph.repeat(3)));
        assert!(!super::units(&document)[0].speaks(document.text()));
    }

    #[test]
    fn sentences_in_scripts_without_spaces_speak() {
        let document = clean("屋顶漏水，修理报价一万两千六百元，另一家是九千八百元。好。");
        let speaking: Vec<bool> = units(&document).iter().map(|unit| unit.speaks(document.text())).collect();
        assert_eq!(speaking, [true, false]);
    }

    #[test]
    fn what_is_quoted_and_what_stands_aside_is_marked() {
        let note = "Hi Tom,\n\nplease pay the roofer by Friday, as the rain will not wait for any of us.\n\nBest regards,\nAna\n\nOn 3 May 2026, Tom wrote:\n> Who pays the roofer?";
        let document = clean(note);
        let found: Vec<(Standing, &str)> =
            units(&document).into_iter().map(|unit| (unit.standing, &note[document.source(unit.range)])).collect();
        let expected = [
            (Standing::Own, "Hi Tom,"),
            (Standing::Own, "please pay the roofer by Friday, as the rain will not wait for any of us."),
            (Standing::Aside, "Best regards,\nAna"),
            (Standing::Aside, "On 3 May 2026, Tom wrote:"),
            (Standing::Quoted, "Who pays the roofer?"),
        ];
        assert_eq!(found, expected);
    }
}
