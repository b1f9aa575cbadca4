//! What a model wrote, without the markup that it may have put in.

use super::clean;

/// A sentence or line without list marks, heading marks, check boxes, quotes, emphasis and links, on one line.
#[must_use]
pub fn plain(sentence: &str) -> String {
    let document = clean(sentence);
    let said = document.blocks.iter().flat_map(|block| document.text()[block.body.clone()].split_whitespace());
    said.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_text_stays() {
        assert_eq!(plain("- [x] Renew the **car** insurance"), "Renew the car insurance");
        assert_eq!(plain("## 2. Light\n reactions"), "2. Light reactions");
        assert_eq!(plain("see [the page](http://x.org/a) and ![a cat](c.png)"), "see the page and a cat");
        assert_eq!(plain("3.5 litres [not a link]"), "3.5 litres [not a link]");
        assert_eq!(plain("> 5 * 3"), "5 * 3");
    }
}
