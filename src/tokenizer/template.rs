//! A conversation as text: the model file's own Jinja template, or a built-in format where it has none.
//!
//! Neither ever sees what the messages say. Each content is stood for by a mark made of Unicode noncharacters, and the
//! outcome is cut at the marks, so that the template's text and the messages' text stay apart.

use std::io;

use minijinja::{AutoEscape, Environment, Error, ErrorKind, Value, context};

/// A piece of a rendered conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Text of the format: control tokens are meant here.
    Format(String),
    /// The content of the message with this index.
    Content(usize),
}

/// Encloses a mark: a noncharacter, which no template writes.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
/// A mark's number is a private-use character from here on.
const FIRST: u32 = 0xf_0000;
/// More messages than private-use characters of that plane can number are not rendered by a template.
const MOST: usize = 0xfffd;

/// Steps that a template may take, and levels that it may nest: what a file says must not hang the engine.
const FUEL: u64 = 500_000;
const DEPTH: usize = 32;

/// Bytes that a template may write: the format of a few turns has some hundred.
const LONGEST: usize = 1 << 16;

/// What a template writes; no more than [`LONGEST`].
#[derive(Default)]
struct Written(Vec<u8>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::Error::other("it writes too much"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn mark(index: usize) -> String {
    let number = u32::try_from(index).ok().and_then(|index| char::from_u32(FIRST + index));
    [OPEN, number.unwrap_or(CLOSE), CLOSE].iter().collect()
}

/// Cuts a rendered text at the marks. None where a mark was torn, or where one of the `count` messages is missing.
fn cut(rendered: &str, count: usize) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut seen = vec![false; count];
    let mut rest = rendered;
    while let Some(at) = rest.find(OPEN) {
        if at > 0 {
            parts.push(Part::Format(rest[..at].to_owned()));
        }
        let mut mark = rest[at + OPEN.len_utf8()..].chars();
        let index = usize::try_from(u32::from(mark.next()?).checked_sub(FIRST)?).ok()?;
        *seen.get_mut(index)? = true;
        if mark.next()? != CLOSE {
            return None;
        }
        parts.push(Part::Content(index));
        rest = mark.as_str();
    }
    if !rest.is_empty() {
        parts.push(Part::Format(rest.to_owned()));
    }
    seen.iter().all(|&seen| seen).then_some(parts)
}

/// Renders a Hugging Face chat template for messages with these roles, the prompt for an answer added, in the
/// environment that such templates expect: Python's string methods, `raise_exception`, `bos_token`, `eos_token`,
/// block tags that swallow their line. None where it does not render, writes too much, or loses a message.
pub(super) fn jinja(source: &str, roles: &[&str], bos: &str, eos: &str) -> Option<Vec<Part>> {
    if roles.len() > MOST || source.contains([OPEN, CLOSE]) {
        return None;
    }
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(DEPTH);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.add_function("raise_exception", |reason: String| -> Result<Value, Error> {
        Err(Error::new(ErrorKind::InvalidOperation, reason))
    });
    let marks = (0..).map(mark);
    let messages: Vec<Value> =
        roles.iter().zip(marks).map(|(role, content)| context! { role => *role, content => content }).collect();
    let template = environment.template_from_str(source).ok()?;
    let about = context! {
        messages => messages,
        add_generation_prompt => true,
        bos_token => bos,
        eos_token => eos,
        tools => (),
        documents => (),
    };
    let mut written = Written::default();
    template.render_captured_to(about, &mut written).ok()?;
    cut(&String::from_utf8(written.0).ok()?, roles.len())
}

/// Collects parts.
#[derive(Default)]
struct Writer(Vec<Part>);

impl Writer {
    fn text(&mut self, text: &str) {
        if let Some(Part::Format(last)) = self.0.last_mut() {
            last.push_str(text);
        } else {
            self.0.push(Part::Format(text.to_owned()));
        }
    }

    fn turn(&mut self, before: &str, index: usize, after: &str) {
        self.text(before);
        self.0.push(Part::Content(index));
        self.text(after);
    }
}

/// ChatML: `<|im_start|>role`, the content, `<|im_end|>`; no turn that nobody wrote.
pub(super) fn chatml(roles: &[&str]) -> Vec<Part> {
    let mut writer = Writer::default();
    for (index, role) in roles.iter().enumerate() {
        writer.turn(&format!("<|im_start|>{role}\n"), index, "<|im_end|>\n");
    }
    writer.text("<|im_start|>assistant\n");
    writer.0
}

/// Gemma's turns: `user` and `model`; what the system says goes before the next turn's content.
pub(super) fn gemma(roles: &[&str]) -> Vec<Part> {
    let mut writer = Writer::default();
    let mut open = false;
    for (index, role) in roles.iter().enumerate() {
        let name = if *role == "assistant" { "model" } else { "user" };
        let before = if open { String::new() } else { format!("<start_of_turn>{name}\n") };
        open = *role == "system" && roles.get(index + 1) == Some(&"user");
        writer.turn(&before, index, if open { "\n\n" } else { "<end_of_turn>\n" });
    }
    writer.text("<start_of_turn>model\n");
    writer.0
}

/// For a model that knows no turns: the contents as paragraphs, to be continued.
pub(super) fn plain(roles: &[&str]) -> Vec<Part> {
    let mut writer = Writer::default();
    for index in 0..roles.len() {
        writer.turn("", index, "\n\n");
    }
    writer.0.retain(|part| *part != Part::Format(String::new()));
    writer.0
}

/// Takes out a ChatML system turn that the format itself wrote at the beginning.
pub(super) fn without_own_system_turn(mut parts: Vec<Part>) -> Vec<Part> {
    if let Some(Part::Format(text)) = parts.first_mut()
        && let Some(start) = text.find("<|im_start|>system\n")
        && !text[..start].contains("<|im_start|>")
        && let Some(length) = text[start..].find("<|im_end|>")
    {
        let end = start + length + "<|im_end|>".len();
        let end = end + usize::from(text[end..].starts_with('\n'));
        text.replace_range(start..end, "");
    }
    parts
}

#[cfg(test)]
#[path = "template_tests.rs"]
mod tests;
