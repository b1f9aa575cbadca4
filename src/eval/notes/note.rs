//! What is known of a note of the test set.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::eval::facts::{Fact, Trap};

/// An entry of `facts.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestNote {
    /// Unique.
    pub name: String,
    /// Where its text is, relative to the folder of the notes.
    pub file: Option<String>,
    /// In place of a file, how its text is made.
    pub repeat: Option<Repeat>,
    /// `meeting`, `email`, …
    pub kind: String,
    /// BCP 47.
    pub language: String,
    /// What the tool should do with it.
    pub expect: Expectation,
    /// Why it should quote.
    pub reason: Option<Reason>,
    /// Which of the two notes that a visitor can run it is.
    pub path: Option<Road>,
    /// What a summary should tell.
    pub facts: Vec<Fact>,
    /// What no sentence of a summary may say.
    pub traps: Vec<Trap>,
    /// Strings that no summary may have.
    pub forbidden: Vec<String>,
}

/// A text that is repeated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The text.
    pub text: String,
    /// How often it stands there.
    pub times: usize,
}

/// What the tool should do with a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expectation {
    /// Summarize it in words of the model: at least one sentence.
    Summarize,
    /// Quote it, and write nothing.
    Quote,
}

/// Why a note should be quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// It is hardly longer than a summary.
    Short,
    /// It is a list.
    List,
    /// The model was not trained on its language.
    Language,
    /// Most of it is code.
    Code,
    /// There is nothing to tell; to refuse it is as good.
    Nothing,
}

/// A note that stands for one way a summary can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Road {
    /// A note of the sort that the tool is for.
    Happy,
    /// A note that the tool should not rewrite.
    Failure,
}

impl TestNote {
    /// Its text as a person reads it, for looking things up: a page has an entity where a summary has a space.
    #[must_use]
    pub fn readable<'a>(&self, source: &'a str) -> Cow<'a, str> {
        if self.kind == "html" { Cow::Owned(source.replace("&nbsp;", " ")) } else { Cow::Borrowed(source) }
    }
}

/// What notes of a kind are called, for people.
#[must_use]
pub fn kind_label(kind: &str) -> &str {
    match kind {
        "meeting" => "meetings",
        "lecture" => "lectures",
        "journal" => "journals",
        "todo" => "to-do lists",
        "research" => "research notes",
        "email" => "e-mails",
        "dialogue" => "dialogues",
        "bullets" => "bullet points",
        "recipe" => "recipes",
        "one-line" => "single lines",
        "incident" => "logs of incidents",
        "figures" => "notes full of figures",
        "foreign" => "notes not in English",
        "emoji" => "notes with emoji",
        "front-matter" => "notes with front matter",
        "html" => "web pages",
        "injection" => "notes with orders to the model",
        "unpunctuated" => "dictation without full stops",
        "almost-empty" => "all but empty notes",
        "one-character" => "one character over and over",
        "bidi" => "notes with marks of direction",
        "long" => "very long notes",
        other => other,
    }
}
