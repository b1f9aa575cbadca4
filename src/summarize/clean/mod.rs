//! A note as it was written to the text that is summarized, with the way back.
//!
//! Two passes: HTML and odd characters to plain text or markdown (`html`), then markdown and e-mail to blocks of plain
//! text (`blocks`). Each keeps for every piece of its text the bytes that it comes from (`source_map`), so that what a
//! summary rests on can be shown in the note itself.
//!
//! Both passes are our own rather than a markdown library's, because most notes are not markdown but plain text and
//! e-mails, which CommonMark reads against their meaning: a signature's `--` makes headings, an answer below a quotation
//! becomes part of it, "2*3*4" loses its signs. Both take linear time on every text.

mod blocks;
mod characters;
mod code;
mod email;
mod email_words;
mod entities;
mod front_matter;
#[cfg(test)]
mod fuzz;
mod html;
mod inline;
mod lines;
mod plain;
mod source_map;
mod tag;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use email::Standing;
pub use plain::plain;
pub use source_map::{Mapped, Piece};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A heading.
    Heading,
    /// Running text, or lines.
    Paragraph,
    /// A list item.
    Item,
    /// A row of a table; bars stand between its cells.
    Row,
    /// Code, as it is.
    Code,
}

/// A block of a cleaned text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the text, the mark of a list item included.
    pub range: Range<usize>,
    /// The same without the mark.
    pub body: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Whose words it is.
    pub standing: Standing,
    /// Whether a task is done; None where it is no task.
    pub done: Option<bool>,
}

/// What was left out of a note on purpose. Marks of markup are not among it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Omitted {
    /// YAML or TOML at the beginning.
    FrontMatter,
    /// An HTML comment.
    Comment,
    /// A script, a style sheet, a drawing.
    Script,
    /// A field of an e-mail's header that only machines read.
    Header,
    /// A legal notice below an e-mail.
    Disclaimer,
}

impl Omitted {
    /// What a person calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Comment => "HTML comments",
            Self::Script => "scripts, styles and drawings",
            Self::Header => "technical fields of a mail's header",
            Self::Disclaimer => "a legal notice below a mail",
        }
    }
}

/// A part of a note that is not in its cleaned text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omission {
    /// What it is.
    pub what: Omitted,
    /// Bytes of the note.
    pub source: Range<usize>,
}

/// A note that was cleaned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    mapped: Mapped,
    /// Its blocks in order; between them there is nothing but white space.
    pub blocks: Vec<Block>,
    /// What was left out on purpose, in order.
    pub omitted: Vec<Omission>,
}

impl Document {
    /// The text that is summarized.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.mapped.text
    }

    /// From where to where in the note a stretch of the text comes, marks of markup in between included.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        self.mapped.source(range)
    }

    /// A sentence for the person about what of the note is no part of the text, where there is something.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let mut names: Vec<&str> = Vec::new();
        for omission in &self.omitted {
            if !names.contains(&omission.what.name()) {
                names.push(omission.what.name());
            }
        }
        (!names.is_empty()).then(|| format!("Left out, as no part of the text: {}.", names.join("; ")))
    }

    /// The pieces of a stretch of the text, each with the bytes of the note that it comes from.
    pub fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = Piece> + '_ {
        self.mapped.pieces(range)
    }
}

/// Words of its author's that a note has at least where what it quotes is less important than they are.
const OWN_WORDS: usize = 12;

/// Cleans a note.
#[must_use]
pub fn clean(note: &str) -> Document {
    let (plain, mut omitted) = html::without_html(note);
    let (marked, mut blocks, more) = blocks::without_markup(&plain.text);
    omitted.extend(more.into_iter().map(|part| Omission { source: plain.source(part.source), ..part }));
    omitted.sort_by_key(|part| part.source.start);
    omitted.dedup_by(|next, part| {
        let between = part.source.end..next.source.start;
        let goes_on = next.what == part.what && note.get(between).is_some_and(|between| between.trim().is_empty());
        if goes_on {
            part.source.end = next.source.end;
        }
        goes_on
    });
    let mapped = marked.through(&plain);
    promote(&mapped.text, &mut blocks);
    Document { mapped, blocks, omitted }
}

/// Where the author says next to nothing, what is quoted is what the note is about; and where nothing else is there, so is
/// what stands aside.
fn promote(text: &str, blocks: &mut [Block]) {
    let words = |standing: Standing| {
        let of = |block: &&Block| block.standing == standing && block.kind != Kind::Heading;
        blocks.iter().filter(of).map(|block| text[block.body.clone()].split_whitespace().count()).sum::<usize>()
    };
    let (own, quoted) = (words(Standing::Own), words(Standing::Quoted));
    let from = if own < OWN_WORDS && quoted > own {
        Standing::Quoted
    } else if own + quoted == 0 {
        Standing::Aside
    } else {
        return;
    };
    blocks.iter_mut().filter(|block| block.standing == from).for_each(|block| block.standing = Standing::Own);
}
