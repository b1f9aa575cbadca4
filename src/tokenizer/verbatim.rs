//! Tokens that are found by their exact text: control tokens in a template, user-defined tokens in any text.

use super::TokenizerError;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Input, MatchKind};

/// A set of tokens and the search for them: one kind of automaton, since a choice of three would ship all three.
#[derive(Debug)]
pub(super) struct Verbatim {
    search: Option<NFA>,
    ids: Vec<u32>,
}

/// A piece of a text that was searched.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// Text without any of the tokens.
    Text(&'a str),
    /// One of the tokens.
    Token(u32),
}

impl Verbatim {
    /// A search for these texts; empty ones are left out.
    pub(super) fn new(tokens: impl IntoIterator<Item = (String, u32)>) -> Result<Self, TokenizerError> {
        let (texts, ids): (Vec<String>, Vec<u32>) = tokens.into_iter().filter(|(text, _)| !text.is_empty()).unzip();
        if texts.is_empty() {
            return Ok(Self { search: None, ids });
        }
        let search = NFA::builder().match_kind(MatchKind::LeftmostLongest).build(&texts);
        let search = search.map_err(|error| TokenizerError::Internal(error.to_string()))?;
        Ok(Self { search: Some(search), ids })
    }

    /// The pieces of `text` in order: of the tokens that begin first, the longest.
    pub(super) fn split<'a>(&self, text: &'a str) -> Vec<Found<'a>> {
        let mut pieces = Vec::new();
        let mut rest = 0;
        if let Some(search) = &self.search {
            // The automaton refuses only searches that are anchored.
            for found in search.try_find_iter(Input::new(text)).into_iter().flatten() {
                if rest < found.start() {
                    pieces.push(Found::Text(&text[rest..found.start()]));
                }
                pieces.push(Found::Token(self.ids[found.pattern().as_usize()]));
                rest = found.end();
            }
        }
        if rest < text.len() {
            pieces.push(Found::Text(&text[rest..]));
        }
        pieces
    }
}
