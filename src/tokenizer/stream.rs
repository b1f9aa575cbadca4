//! Ids to text, one at a time, in whole characters.

use super::Tokenizer;

/// Turns ids into text as they come. A character whose bytes are spread over several tokens appears with the last of
/// them; what can never become a character appears as U+FFFD. The concatenation of everything that
/// [`TextStream::push`] and [`TextStream::finish`] return equals [`Tokenizer::decode`] of all ids.
#[derive(Debug, Clone, Default)]
pub struct TextStream {
    /// The bytes of a character that is not complete yet: at most three.
    held: Vec<u8>,
    /// Whether any text has come.
    begun: bool,
}

impl TextStream {
    /// Takes the next id and returns the text that it completes, often none. Control tokens have no text.
    #[must_use]
    pub fn push(&mut self, tokenizer: &Tokenizer, id: u32) -> String {
        let mut bytes = tokenizer.bytes(id);
        if !self.begun && !bytes.is_empty() {
            self.begun = true;
            if tokenizer.space_prefix() {
                bytes = bytes.strip_prefix(b" ").unwrap_or(bytes);
            }
        }
        self.held.extend_from_slice(bytes);
        let mut text = String::new();
        let mut kept = 0;
        for chunk in self.held.utf8_chunks() {
            text.push_str(chunk.valid());
            kept += chunk.valid().len();
            let broken = chunk.invalid();
            if kept + broken.len() == self.held.len() && could_continue(broken) {
                break;
            }
            if !broken.is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
                kept += broken.len();
            }
        }
        self.held.drain(..kept);
        text
    }

    /// Ends the stream: U+FFFD where a character was left incomplete, else nothing. The stream can be used anew.
    #[must_use]
    pub fn finish(&mut self) -> String {
        self.begun = false;
        let text = String::from_utf8_lossy(&self.held).into_owned();
        self.held.clear();
        text
    }
}

/// Whether more bytes could make a character of these.
fn could_continue(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}
