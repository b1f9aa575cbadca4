//! The rules against the regular expressions that they stand for, as the `tokenizers` crate runs them.

use super::*;
use crate::tokenizer::byte_level::alphabet;
use proptest::prelude::*;
use tokenizers::pre_tokenizers::{
    PreTokenizerWrapper, byte_level::ByteLevel, sequence::Sequence, split::Split, split::SplitPattern,
};
use tokenizers::tokenizer::SplitDelimiterBehavior::Isolated;
use tokenizers::tokenizer::{OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer as _};

fn llama3(digits: &str) -> String {
    let words = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+";
    format!(r"{words}|\p{{N}}{digits}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
}

/// The steps of the models' published tokenizers.
fn oracles() -> [(Rule, Sequence); 4] {
    let split = |pattern: &str| -> PreTokenizerWrapper {
        Split::new(SplitPattern::Regex(pattern.to_owned()), Isolated, false).unwrap().into()
    };
    let bytes = |gpt2| ByteLevel::new(false, false, gpt2).into();
    [
        (Rule::Gpt2, Sequence::new(vec![bytes(true)])),
        (Rule::DigitsThenGpt2, Sequence::new(vec![split(r"\p{N}"), bytes(true)])),
        (Rule::Llama3 { digits: 3 }, Sequence::new(vec![split(&llama3("{1,3}")), bytes(false)])),
        (Rule::Llama3 { digits: 1 }, Sequence::new(vec![split(&llama3("")), bytes(false)])),
    ]
}

fn compare(oracles: &[(Rule, Sequence)], text: &str) {
    let alphabet = alphabet();
    let written = |split: &str| split.bytes().map(|byte| alphabet[usize::from(byte)]).collect::<String>();
    for (rule, oracle) in oracles {
        let mut expected = PreTokenizedString::from(text);
        oracle.pre_tokenize(&mut expected).unwrap();
        let expected = expected.get_splits(OffsetReferential::Normalized, OffsetType::None);
        let expected: Vec<&str> = expected.into_iter().map(|(split, ..)| split).collect();
        assert_eq!(rule.split(text).map(written).collect::<Vec<_>>(), expected, "{rule:?} on {text:?}");
    }
}

#[test]
fn every_character_is_of_the_class_that_the_expressions_say() {
    let oracles = oracles();
    // Nothing is assigned in the planes between.
    let characters: Vec<char> = ('\0'..'\u{34000}').chain('\u{e0000}'..='\u{10ffff}').collect();
    for block in characters.chunks(512) {
        // Next to a letter, a digit, a sign, a space and itself, a different split tells each class from the others.
        let text: String = block.iter().flat_map(|c| ['a', *c, '1', *c, *c, '!', *c, ' ', *c, 'a']).collect();
        compare(&oracles, &text);
    }
}

#[test]
fn contractions_are_those_of_the_expressions() {
    let oracles = oracles();
    for first in ('\0'..='\u{24f}').chain(['\u{212a}', '\u{212b}', '\u{1e9e}', '\u{fb05}']) {
        let text: String =
            ['e', 'E', 'l', 'L', 's'].iter().flat_map(|second| ['\'', first, *second, 'x', ' ']).collect();
        compare(&oracles, &text);
    }
}

proptest! {
    #[test]
    fn texts_split_as_the_expressions_split_them(
        text in "([ \t\r\n\u{85}\u{a0}\u{2028}\u{3000}]|['’stmdlrveSTMDLRVEſ]|[a1½٣é東!.,_]|\\PC){0,40}",
        spaces in "[ \r\n\t\u{3000}]{0,6}",
    ) {
        let oracles = oracles();
        compare(&oracles, &text);
        compare(&oracles, &format!("{text}{spaces}{text}"));
    }
}
