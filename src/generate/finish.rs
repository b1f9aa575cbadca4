//! Why an answer ends.

use serde::{Serialize, Serializer};

/// Why a generation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// The model ended its turn.
    EndOfTurn,
    /// As many sentences as were asked for.
    Sentences,
    /// As many tokens as were allowed, in the middle of a sentence.
    Length,
    /// The answer began to repeat itself.
    Loop,
    /// No sentence could be written that grounding allows.
    Ungrounded,
}

impl Serialize for Finish {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::EndOfTurn => "endofturn",
            Self::Sentences => "sentences",
            Self::Length => "length",
            Self::Loop => "loop",
            Self::Ungrounded => "ungrounded",
        })
    }
}
