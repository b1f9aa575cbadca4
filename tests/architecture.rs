//! Enforces the rules of the tree: layers, exclusive rights, names and sizes of files, one origin, one set of error codes.

#[path = "architecture/javascript.rs"]
mod javascript;
#[path = "architecture/markup.rs"]
mod markup;
#[path = "architecture/rust_source.rs"]
mod rust_source;

use std::collections::BTreeSet;
use std::path::Path;

/// Longest file of code, in lines.
const LONGEST: usize = 450;
/// File names that say nothing.
const EMPTY_NAMES: [&str; 6] = ["util", "utils", "helper", "helpers", "common", "misc"];
/// Folders under `www` that are not ours or are not shipped.
const NOT_SHIPPED: [&str; 3] = ["www/node_modules/", "www/tooling/", "www/vendor/"];

/// The text files below a folder of the repository, as (path with slashes, text), sorted.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("a listed entry can be read").path();
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            if NOT_SHIPPED.iter().any(|skipped| format!("{name}/").starts_with(skipped)) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
                found.push((name, text));
            }
        }
    }
    found.sort();
    found
}

fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), violations.join("\n"));
}

/// What is wrong with a file's name or length.
fn shape_violations(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    if EMPTY_NAMES.contains(&stem.to_ascii_lowercase().as_str()) {
        found.push(format!("{path}: a name that does not say what is inside"));
    }
    let lines = text.lines().count();
    if lines > LONGEST {
        found.push(format!("{path}: {lines} lines; split it by subject below {LONGEST}"));
    }
    found
}

#[test]
fn rust_keeps_the_layers_and_the_exclusive_rights() {
    let sources = files("src", &[".rs"]);
    let lib = sources.iter().find(|(path, _)| path == "src/lib.rs").expect("src/lib.rs is there");
    let layers = rust_source::layers(&lib.1);
    assert!(layers.len() >= 9 && sources.len() >= 9, "{} modules in the table, {} files", layers.len(), sources.len());
    let found = sources.iter().flat_map(|(path, text)| rust_source::violations(path, text, &layers));
    assert_none(&found.collect::<Vec<_>>());
}

#[test]
fn javascript_keeps_its_borders() {
    let found = files("www", &[".js", ".mjs"]);
    assert_none(&found.iter().flat_map(|(path, text)| javascript::violations(path, text)).collect::<Vec<_>>());
}

#[test]
fn pages_and_styles_stay_at_home() {
    let pages = files("www", &[".html"]);
    let styles = files("www", &[".css"]);
    let in_pages = pages.iter().flat_map(|(path, text)| markup::page_violations(path, text));
    let in_styles = styles.iter().flat_map(|(path, text)| markup::style_violations(path, text));
    assert_none(&in_pages.chain(in_styles).collect::<Vec<_>>());
}

#[test]
fn files_are_short_and_named_by_their_subject() {
    let mut all = files("src", &[".rs"]);
    all.extend(files("tests", &[".rs", ".js", ".mjs"]));
    all.extend(files("www", &[".js", ".mjs"]));
    assert_none(&all.iter().flat_map(|(path, text)| shape_violations(path, text)).collect::<Vec<_>>());
}

#[test]
fn long_and_nameless_files_are_found() {
    assert!(shape_violations("src/a/b.rs", &"x\n".repeat(LONGEST)).is_empty());
    assert_eq!(shape_violations("src/a/b.rs", &"x\n".repeat(LONGEST + 1)).len(), 1);
    for path in ["src/utils.rs", "src/model/helpers.rs", "www/page/common.js", "www/page/misc.d.ts", "tests/Util.rs"] {
        assert_eq!(shape_violations(path, "").len(), 1, "{path}");
    }
    assert!(shape_violations("src/model/utilization.rs", "").is_empty());
}

#[test]
fn every_error_code_of_rust_is_known_in_javascript() {
    let sources = files("src", &[".rs"]);
    let given: BTreeSet<String> = sources.iter().flat_map(|(_, text)| rust_source::error_codes(text)).collect();
    assert!(!given.is_empty(), "no error code was found in src: this test looks in the wrong place");
    let errors = files("www/shared", &["errors.js"]);
    let (_, errors) = errors.first().expect("www/shared/errors.js lists the error codes as ERROR_CODES");
    let known: BTreeSet<String> = javascript::keys_of(errors, "ERROR_CODES").into_iter().collect();
    let missing: Vec<&String> = given.difference(&known).collect();
    assert!(missing.is_empty(), "www/shared/errors.js does not have {missing:?}");
}
