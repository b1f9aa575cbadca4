//! What the model is asked to do with a piece of text.

use super::options::{Kind, Length, Options};

/// The system prompt of the adapter.
const TUNED: &str = "You summarize notes.";

/// What the model should write about a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// The one thing that matters.
    Point,
    /// A few sentences.
    Sentences,
    /// What the adapter was trained to write.
    Tuned(Kind, Length),
}

impl Task {
    /// The task for a part of a note that has so many points.
    #[must_use]
    pub fn of(points: usize, options: &Options) -> Self {
        if !options.adapted {
            return if points == 1 { Self::Point } else { Self::Sentences };
        }
        let enough = |length: &Length| options.kind.points(*length) >= points;
        // A headline has one point at any length: there the length is that of the line.
        let length = match options.kind {
            Kind::Headline | Kind::Teaser => options.length,
            _ => [Length::Short, Length::Medium].into_iter().find(enough).unwrap_or(Length::Long),
        };
        Self::Tuned(options.kind, length)
    }

    /// The system prompt. The two of the model as it comes are those that it was trained with for summaries (its card and
    /// its training set name them); other wordings make it answer the text instead of summarizing it.
    #[must_use]
    pub fn system(self) -> &'static str {
        match self {
            Self::Point => {
                "Extract and present the main key point of the input text in one very short sentence, including essential \
                 details like dates or locations if necessary."
            }
            Self::Sentences => {
                "Provide a concise, objective summary of the input text in up to three sentences, focusing on key actions and \
                 intentions without using second or third person pronouns."
            }
            Self::Tuned(..) => TUNED,
        }
    }

    /// What is asked after the text, so that a second kind of summary finds the text in the cache: the adapter's only, word
    /// for word as it was trained (`models/adapter/prompts.py`).
    #[must_use]
    pub fn request(self) -> Option<&'static str> {
        let Self::Tuned(kind, length) = self else { return None };
        Some(match (kind, length) {
            (Kind::Headline, Length::Short) => "Write a headline of up to 12 words.",
            (Kind::Headline, Length::Medium) => "Write a headline of up to 17 words.",
            (Kind::Headline, Length::Long) => "Write a headline of up to 22 words.",
            (Kind::Teaser, Length::Short) => "Write a teaser in one short sentence.",
            (Kind::Teaser, Length::Medium) => "Write a teaser in one sentence.",
            (Kind::Teaser, Length::Long) => "Write a teaser in two sentences.",
            (Kind::Tldr, Length::Short) => "Summarize the note in one sentence.",
            (Kind::Tldr, Length::Medium) => "Summarize the note in up to three sentences.",
            (Kind::Tldr, Length::Long) => "Summarize the note in up to five sentences.",
            (Kind::KeyPoints, Length::Short) => "List up to three key points.",
            (Kind::KeyPoints, Length::Medium) => "List up to five key points.",
            (Kind::KeyPoints, Length::Long) => "List up to seven key points.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the adapter is trained on.
    const PROMPTS: &str = include_str!("../../models/adapter/prompts.py");

    #[test]
    fn the_adapter_is_asked_as_it_was_trained() {
        assert!(PROMPTS.contains(&format!("SYSTEM = {TUNED:?}\n")));
        for (kind, kind_name) in [
            (Kind::Headline, "headline"),
            (Kind::Teaser, "teaser"),
            (Kind::Tldr, "tldr"),
            (Kind::KeyPoints, "key-points"),
        ] {
            for (length, length_name) in [(Length::Short, "short"), (Length::Medium, "medium"), (Length::Long, "long")]
            {
                let request = Task::Tuned(kind, length).request().unwrap();
                let line = format!("({kind_name:?}, {length_name:?}): {request:?},\n");
                assert!(PROMPTS.contains(&line), "{line}");
            }
        }
    }

    #[test]
    fn a_part_with_fewer_points_is_asked_for_fewer() {
        let options = |kind, adapted| Options { kind, adapted, length: Length::Long, ..Options::default() };
        assert_eq!(Task::of(1, &options(Kind::KeyPoints, false)), Task::Point);
        assert_eq!(Task::of(2, &options(Kind::Tldr, false)), Task::Sentences);
        assert_eq!(Task::of(4, &options(Kind::KeyPoints, true)), Task::Tuned(Kind::KeyPoints, Length::Medium));
        assert_eq!(Task::of(1, &options(Kind::Tldr, true)), Task::Tuned(Kind::Tldr, Length::Short));
        assert_eq!(Task::of(1, &options(Kind::Headline, true)), Task::Tuned(Kind::Headline, Length::Long));
    }
}
