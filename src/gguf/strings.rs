//! A list of strings in two allocations.

use std::fmt::{self, Debug, Formatter};

/// A list of strings kept as one text and the end of each string, so that it takes no more memory than it takes in the
/// file (where each string has a length of eight bytes). A vocabulary as `Vec<String>` would take several times as much.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// An empty list with room for `count` strings of `bytes` bytes altogether.
    pub(super) fn with_capacity(count: usize, bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ends: Vec::with_capacity(count) }
    }

    /// Appends a string.
    pub(super) fn push(&mut self, string: &str) {
        self.text.push_str(string);
        self.ends.push(self.text.len());
    }

    /// Number of strings.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there are no strings.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The string at `index`, or `None` past the end.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        Some(&self.text[start..end])
    }

    /// The strings in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let string = &self.text[start..end];
            start = end;
            string
        })
    }
}

impl<S: AsRef<str>> FromIterator<S> for Strings {
    fn from_iter<I: IntoIterator<Item = S>>(strings: I) -> Self {
        let mut list = Self::default();
        strings.into_iter().for_each(|string| list.push(string.as_ref()));
        list
    }
}

impl Debug for Strings {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Strings;

    #[test]
    fn keeps_empty_and_wide_strings_apart() {
        let strings: Strings = ["", "Ġthe", "", "é"].into_iter().collect();
        assert_eq!(strings.len(), 4);
        assert_eq!(strings.iter().collect::<Vec<_>>(), ["", "Ġthe", "", "é"]);
        assert_eq!(
            (0..5).map(|i| strings.get(i)).collect::<Vec<_>>(),
            [Some(""), Some("Ġthe"), Some(""), Some("é"), None]
        );
        assert_eq!(format!("{strings:?}"), r#"["", "Ġthe", "", "é"]"#);
    }

    #[test]
    fn an_empty_list_has_nothing() {
        let strings = Strings::default();
        assert!(strings.is_empty());
        assert_eq!(strings.get(0), None);
        assert_eq!(strings.iter().len(), 0);
    }
}
