//! What kind of summary is wanted; names and defaults are those of the web's Summarizer API.

use serde_json::Value;

use super::error::SummarizeError;

/// What the summary is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A list of points.
    #[default]
    KeyPoints,
    /// A short paragraph.
    Tldr,
    /// A sentence or two from the beginning that make one read on.
    Teaser,
    /// One line.
    Headline,
}

impl Kind {
    /// Points or sentences of a summary of such a length at most.
    #[must_use]
    pub fn points(self, length: Length) -> usize {
        let by_length = |short, medium, long| match length {
            Length::Short => short,
            Length::Medium => medium,
            Length::Long => long,
        };
        match self {
            Self::KeyPoints => by_length(3, 5, 7),
            Self::Tldr => by_length(1, 3, 5),
            Self::Teaser => by_length(1, 1, 2),
            Self::Headline => 1,
        }
    }
}

/// How much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Length {
    /// 3 points, 1 sentence, or 12 words.
    #[default]
    Short,
    /// 5 points, 3 sentences (a teaser: 1), or 17 words.
    Medium,
    /// 7 points, 5 sentences (a teaser: 2), or 22 words.
    Long,
}

/// How it is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Points as `* `.
    #[default]
    Markdown,
    /// No marks; one point per line.
    PlainText,
}

/// Everything that a person decides about a summary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// What it is for.
    pub kind: Kind,
    /// How much of it.
    pub length: Length,
    /// How it is marked up.
    pub format: Format,
    /// Background on this note; never an instruction.
    pub context: String,
    /// Background on all notes; never an instruction.
    pub shared_context: String,
    /// Nobody waits for it: the whole matters more than that there is something to read early, and other jobs go first.
    pub unattended: bool,
    /// The model writes with its adapter, which has to be loaded.
    pub adapted: bool,
    /// For lessons: tell of each token what it was chosen from.
    pub trace: bool,
    /// For lessons: the model writes what it likes, and nothing of it is looked up in the note.
    pub ungrounded: bool,
}

impl Options {
    /// Reads `{"type", "length", "format", "context", "shared_context", "unattended", "adapted"}`; what is missing takes
    /// its default. Lessons have `{"trace", "grounding"}` besides.
    ///
    /// # Errors
    /// [`SummarizeError::Options`] naming the field that is unknown or has a wrong value.
    pub fn from_json(json: &str) -> Result<Self, SummarizeError> {
        let invalid = |field: &str, found: String, expected: String| SummarizeError::Options {
            field: field.to_owned(),
            found,
            expected,
        };
        let value = serde_json::from_str(json)
            .map_err(|problem| invalid("options", format!("no JSON ({problem})"), "a JSON object".into()))?;
        let Value::Object(fields) = value else {
            return Err(invalid("options", value.to_string(), "a JSON object".into()));
        };
        let mut options = Self::default();
        for (field, value) in &fields {
            let wrong = |expected: &str| invalid(field, value.to_string(), expected.to_owned());
            let text = value.as_str();
            let truth = || value.as_bool().ok_or_else(|| wrong("true or false"));
            match field.as_str() {
                "type" => {
                    options.kind = match text {
                        Some("key-points") => Kind::KeyPoints,
                        Some("tldr") => Kind::Tldr,
                        Some("teaser") => Kind::Teaser,
                        Some("headline") => Kind::Headline,
                        _ => return Err(wrong("'key-points', 'tldr', 'teaser' or 'headline'")),
                    }
                }
                "length" => {
                    options.length = match text {
                        Some("short") => Length::Short,
                        Some("medium") => Length::Medium,
                        Some("long") => Length::Long,
                        _ => return Err(wrong("'short', 'medium' or 'long'")),
                    }
                }
                "format" => {
                    options.format = match text {
                        Some("markdown") => Format::Markdown,
                        Some("plain-text") => Format::PlainText,
                        _ => return Err(wrong("'markdown' or 'plain-text'")),
                    }
                }
                "context" => text.ok_or_else(|| wrong("a text"))?.clone_into(&mut options.context),
                "shared_context" => text.ok_or_else(|| wrong("a text"))?.clone_into(&mut options.shared_context),
                "unattended" => options.unattended = truth()?,
                "adapted" => options.adapted = truth()?,
                "trace" => options.trace = truth()?,
                "grounding" => options.ungrounded = !truth()?,
                _ => {
                    let known = "only 'type', 'length', 'format', 'context', 'shared_context', 'unattended' and \
                                 'adapted'";
                    return Err(invalid(field, "not known".into(), known.into()));
                }
            }
        }
        Ok(options)
    }

    /// Points or sentences at most.
    #[must_use]
    pub fn points(&self) -> usize {
        self.kind.points(self.length)
    }

    /// Words of a headline at most.
    #[must_use]
    pub fn headline_words(&self) -> usize {
        match self.length {
            Length::Short => 12,
            Length::Medium => 17,
            Length::Long => 22,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_those_of_the_web() {
        let options = Options::from_json("{}").unwrap();
        assert_eq!((options.kind, options.length, options.format), (Kind::KeyPoints, Length::Short, Format::Markdown));
        let json = r#"{"type":"tldr","length":"long","format":"plain-text","context":"a","shared_context":"b"}"#;
        let options = Options::from_json(json).unwrap();
        assert_eq!((options.kind, options.length, options.format), (Kind::Tldr, Length::Long, Format::PlainText));
        assert_eq!((options.context.as_str(), options.shared_context.as_str(), options.points()), ("a", "b", 5));
        assert!(!options.trace && !options.ungrounded);
        let lesson = Options::from_json(r#"{"trace":true,"grounding":false}"#).unwrap();
        assert_eq!(lesson, Options { trace: true, ungrounded: true, ..Options::default() });
    }

    #[test]
    fn what_is_not_known_is_named() {
        for (json, field) in [
            (r#"{"type":"poem"}"#, "'type' is \"poem\""),
            (r#"{"length":7}"#, "'length' is 7"),
            (r#"{"format":null}"#, "'format' is null"),
            (r#"{"context":[]}"#, "'context' is []"),
            (r#"{"grounding":0}"#, "'grounding' is 0"),
            (r#"{"adapted":"notes"}"#, "'adapted' is \"notes\""),
            (r#"{"trace":"no"}"#, "'trace' is \"no\""),
            (r#"{"sharedContext":""}"#, "'sharedContext' is not known"),
            ("[]", "'options' is []"),
            ("{", "'options' is no JSON"),
        ] {
            let error = Options::from_json(json).unwrap_err();
            assert!(error.to_string().contains(field), "{error}");
            assert_eq!(error.code(), "options-invalid");
        }
    }
}
