//! The rules of the Rust tree, checked on tokens, so that comments and strings never count.

use std::collections::HashMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Layer of each top-level module, read from the table in `src/lib.rs`.
pub type Layers = HashMap<String, u32>;

/// Words with an exclusive right: a path in `src` may use what `matches` only where `may` says so.
struct Right {
    what: &'static str,
    matches: fn(&str) -> bool,
    may: fn(&str) -> bool,
}

const RIGHTS: [Right; 6] = [
    Right { what: "`unsafe` outside src/kernels", matches: |w| w == "unsafe", may: |p| p.starts_with("src/kernels/") },
    Right {
        what: "rayon outside src/team.rs",
        matches: |w| w == "rayon" || w == "rayon_core",
        may: |p| p == "src/team.rs",
    },
    Right {
        what: "the browser's bindings outside src/wasm",
        matches: |w| w.starts_with("wasm_bindgen") || w == "js_sys" || w == "web_sys",
        may: |p| p.starts_with("src/wasm/"),
    },
    Right {
        what: "scores in the bindings of the engine",
        matches: |w| w == "eval",
        may: |p| !p.starts_with("src/wasm/") || p == "src/wasm/scorer.rs",
    },
    Right {
        what: "candle outside src/model/candle",
        matches: |w| w.starts_with("candle_"),
        may: |p| p == "src/model/candle.rs" || p.starts_with("src/model/candle/"),
    },
    Right { what: "include!, which hides where code is from", matches: |w| w == "include", may: |_| true },
];

/// Reads the table of layers from the text of `src/lib.rs`: rows `//! | number | modules in backticks | … |`.
pub fn layers(lib: &str) -> Layers {
    let mut layers = Layers::new();
    for row in lib.lines().filter_map(|line| line.strip_prefix("//! |")) {
        let mut cells = row.split('|');
        let (Some(number), Some(modules)) = (cells.next(), cells.next()) else { continue };
        let Ok(number) = number.trim().parse() else { continue };
        layers.extend(modules.split('`').skip(1).step_by(2).map(|module| (module.to_owned(), number)));
    }
    layers
}

/// Every violation in the file `path` (`src/…`, with slashes), each beginning with `path:line`.
pub fn violations(path: &str, text: &str, layers: &Layers) -> Vec<String> {
    let stream: TokenStream = match text.parse() {
        Ok(stream) => stream,
        Err(error) => return vec![format!("{path}: cannot be read as Rust: {error}")],
    };
    let mut found = Found { path, violations: Vec::new() };
    words(stream.clone(), &mut found);
    let module = module_of(path);
    match module.first() {
        None => {}
        Some(own) if !layers.contains_key(own) => found.at(1, format!("{own} is not in the table of src/lib.rs")),
        Some(_) => paths(stream, &module, layers, &mut found),
    }
    found.violations
}

struct Found<'a> {
    path: &'a str,
    violations: Vec<String>,
}

impl Found<'_> {
    fn at(&mut self, line: usize, what: String) {
        self.violations.push(format!("{}:{line}: {what}", self.path));
    }
}

/// `src/model/candle/header.rs` is `[model, candle, header]`; `mod.rs` is its folder; `lib.rs` is the root.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.strip_prefix("src/").and_then(|p| p.strip_suffix(".rs")).unwrap_or(path);
    let mut module: Vec<String> = inside.split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|name| name == "mod" || inside == "lib") {
        module.pop();
    }
    module
}

fn line_of(token: &TokenTree) -> usize {
    token.span().start().line
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// Whether `::` stands at `at`.
fn is_path_mark(tokens: &[TokenTree], at: usize) -> bool {
    is_mark(tokens.get(at), ':') && is_mark(tokens.get(at + 1), ':')
}

/// The exclusive rights, over every word of the file.
fn words(stream: TokenStream, found: &mut Found<'_>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => words(group.stream(), found),
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                let word = word.trim_start_matches("r#");
                let hides = word == "include" && is_mark(tokens.get(at + 1), '!');
                let literal = tokens.get(at + 2).map(ToString::to_string).unwrap_or_default();
                // A file beside this one, or a support file of the tests, is in no other layer.
                let elsewhere = literal.contains('/') && !literal.contains("/tests/support/");
                if at == 0 && word == "path" && is_mark(tokens.get(1), '=') && elsewhere {
                    found.at(line_of(token), "#[path] puts a module where its name does not say".into());
                }
                for right in &RIGHTS {
                    if (right.matches)(word) && (hides || !(right.may)(found.path)) {
                        found.at(line_of(token), right.what.into());
                    }
                }
            }
            _ => {}
        }
    }
}

/// Follows every path that starts at `crate` or `super` inside `module`.
fn paths(stream: TokenStream, module: &[String], layers: &Layers, found: &mut Found<'_>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        if is_word(Some(token), "mod")
            && let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                (tokens.get(at + 1), tokens.get(at + 2))
        {
            let inner: Vec<String> = module.iter().cloned().chain([name.to_string()]).collect();
            paths(body.stream(), &inner, layers, found);
            at += 3;
        } else if is_word(Some(token), "crate") || is_word(Some(token), "super") {
            let base = if is_word(Some(token), "crate") { &[][..] } else { &module[..module.len().saturating_sub(1)] };
            if is_path_mark(&tokens, at + 1) {
                at = follow(&tokens, at + 3, base, &module[0], layers, found);
            } else if base.is_empty() && is_word(tokens.get(at + 1), "as") {
                found.at(line_of(token), "the crate's root under another name".into());
                at += 1;
            } else {
                at += 1;
            }
        } else {
            if let TokenTree::Group(group) = token {
                paths(group.stream(), module, layers, found);
            }
            at += 1;
        }
    }
}

/// Checks what stands at `at`, after `base::`; gives the place from which to read on.
fn follow(
    tokens: &[TokenTree],
    at: usize,
    base: &[String],
    own: &str,
    layers: &Layers,
    found: &mut Found<'_>,
) -> usize {
    match tokens.get(at) {
        Some(TokenTree::Ident(word)) if word == "super" && is_path_mark(tokens, at + 1) => {
            follow(tokens, at + 3, &base[..base.len().saturating_sub(1)], own, layers, found)
        }
        Some(token @ TokenTree::Ident(word)) => {
            if base.is_empty() {
                check_import(own, word.to_string().trim_start_matches("r#"), line_of(token), layers, found);
            }
            at + 1
        }
        Some(token @ TokenTree::Punct(_)) => {
            if base.is_empty() {
                found.at(line_of(token), "everything from the crate's root".into());
            }
            at + 1
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            for branch in inside.split(|token| is_mark(Some(token), ',')) {
                if !branch.is_empty() {
                    follow(branch, 0, base, own, layers, found);
                }
            }
            at + 1
        }
        _ => at + 1,
    }
}

fn check_import(own: &str, target: &str, line: usize, layers: &Layers, found: &mut Found<'_>) {
    match layers.get(target) {
        _ if target == own => {}
        None => found.at(line, format!("{own} imports {target}, which is not in the table of src/lib.rs")),
        Some(layer) if *layer < layers[own] => {}
        Some(layer) => {
            found.at(line, format!("{own} (layer {}) imports {target} (layer {layer})", layers[own]));
        }
    }
}

/// The error codes in the text: strings like `a-b` inside functions named `code`, and after the string `"code"`.
pub fn error_codes(text: &str) -> Vec<String> {
    let mut codes = Vec::new();
    if let Ok(stream) = text.parse::<TokenStream>() {
        collect_codes(stream, false, &mut codes);
    }
    codes
}

fn collect_codes(stream: TokenStream, inside: bool, codes: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut in_code_function = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "fn" => in_code_function = is_word(tokens.get(at + 1), "code"),
            TokenTree::Group(group) => {
                collect_codes(group.stream(), inside || in_code_function, codes);
                if group.delimiter() == Delimiter::Brace {
                    in_code_function = false;
                }
            }
            TokenTree::Literal(literal) => {
                let labelled =
                    at >= 2 && matches!(&tokens[at - 2], TokenTree::Literal(label) if label.to_string() == "\"code\"");
                let literal = literal.to_string();
                let text = literal.trim_matches('"');
                let parts = || text.split('-');
                if (inside || labelled)
                    && literal.starts_with('"')
                    && parts().count() > 1
                    && parts().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
                {
                    codes.push(text.to_owned());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: &str = "//! | layer | modules | subject |\n//! |---|---|---|\n//! | 0 | [`team`], [`ports`] | x |\n\
        //! | 1 | [`kernels`] | x |\n//! | 2 | [`model`], [`tokenizer`] | x |\n//! | 6 | `wasm` | x |\n";

    fn found(path: &str, text: &str) -> Vec<String> {
        violations(path, text, &layers(LIB))
    }

    #[test]
    fn the_table_is_read() {
        let layers = layers(LIB);
        assert_eq!((layers["team"], layers["ports"], layers["wasm"], layers.len()), (0, 0, 6, 6));
    }

    #[test]
    fn imports_from_below_and_from_itself_pass() {
        let text = "//! crate::wasm is only spoken of.\nuse crate::{kernels::{a, b}, ports::Clock as C, model::X};\n\
            use super::{forward, weights::W}; // unsafe crate::wasm\n/* use rayon; */ #[path = \"config_tests.rs\"] mod t; pub(crate) fn f() -> &'static str { \
            \"unsafe rayon crate::wasm\" }\nmod tests { use super::*; use super::super::load::Loader; }";
        assert_eq!(found("src/model/config.rs", text), Vec::<String>::new());
        assert_eq!(found("src/lib.rs", "pub mod a;"), Vec::<String>::new());
    }

    #[test]
    fn imports_from_above_or_beside_are_found() {
        for (path, text) in [
            ("src/kernels/mod.rs", "use crate::model::X;"),
            ("src/kernels/mod.rs", "use crate::{team::Team, model};"),
            ("src/kernels/mod.rs", "use super::model::X;"),
            ("src/kernels/scalar.rs", "use super::super::model::X;"),
            ("src/kernels/scalar.rs", "mod inner { use super::super::super::{team, model::X}; }"),
            ("src/kernels/scalar.rs", "use super::{super::model::X};"),
            ("src/model/mod.rs", "fn f() { let x = crate::tokenizer::f(); }"),
            ("src/model/mod.rs", "fn f() { assert!(crate::wasm::f()); }"),
            ("src/model/mod.rs", "use crate as root;"),
            ("src/model/mod.rs", "use crate::*;"),
            ("src/model/mod.rs", "use crate::{self as root};"),
            ("src/model/mod.rs", "use crate::unheard_of::X;"),
            ("src/team.rs", "use crate::ports::Clock;"),
            ("src/unheard_of/mod.rs", ""),
            ("src/model/mod.rs", "#[path = \"../wasm/mod.rs\"] mod shell;"),
            ("src/model/mod.rs", "include!(\"../wasm/mod.rs\");"),
            ("src/model/mod.rs", "fn broken( {"),
        ] {
            assert_eq!(found(path, text).len(), 1, "{path}: {text}: {:?}", found(path, text));
        }
        assert_eq!(
            found("src/kernels/mod.rs", "\nuse crate::model::X;"),
            ["src/kernels/mod.rs:2: kernels (layer 1) imports model (layer 2)"]
        );
    }

    #[test]
    fn exclusive_rights_are_kept() {
        for (inside, outside, text) in [
            ("src/kernels/simd128.rs", "src/model/mod.rs", "fn f() { unsafe { g() } }"),
            ("src/kernels/simd128.rs", "src/team.rs", "unsafe impl Send for X {}"),
            ("src/team.rs", "src/kernels/pass.rs", "use rayon::prelude::*;"),
            ("src/wasm/mod.rs", "src/team.rs", "pub use wasm_bindgen_rayon::init_thread_pool;"),
            ("src/wasm/mod.rs", "src/model/mod.rs", "fn f() { js_sys::Date::now(); }"),
            ("src/wasm/session.rs", "src/ports.rs", "use web_sys::Performance;"),
            ("src/wasm/session.rs", "src/ports.rs", "use wasm_bindgen::prelude::*;"),
            ("src/wasm/scorer.rs", "src/wasm/session.rs", "use super::eval::notes;"),
            ("src/model/candle.rs", "src/model/mod.rs", "use candle_core::Tensor;"),
            ("src/model/candle/header.rs", "src/wasm/loader.rs", "use candle_transformers::models;"),
        ] {
            assert_eq!(found(inside, text), Vec::<String>::new(), "{inside}: {text}");
            assert_eq!(found(outside, text).len(), 1, "{outside}: {text}");
        }
    }

    #[test]
    fn codes_are_found_where_they_are_given() {
        let text = r#"
            /// Not "this-one".
            fn code(&self) -> &'static str { match self { A => "model-memory", B => { "a-b-c" } C => "single" } }
            fn other() { let x = ["not-this", "Nor-This"]; for p in [("code", "options-invalid"), ("detail", "no-no")] {} }
        "#;
        assert_eq!(error_codes(text), ["model-memory", "a-b-c", "options-invalid"]);
    }
}
