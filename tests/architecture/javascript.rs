//! The rules of the JavaScript under `www/`, checked on tokens, so that comments and plain strings never count.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name or keyword.
    Word,
    /// A quoted string or the fixed part of a template; the text is without quotes and with escapes as written.
    Text,
    /// A number or regular expression.
    Other,
    /// One character of punctuation.
    Mark,
}

/// One token with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub text: String,
    pub line: usize,
}

/// Splits JavaScript into tokens (ECMA-262, chapter 12, as far as telling comments, strings, templates and regular
/// expressions from code needs).
pub fn tokens(source: &str) -> Vec<Token> {
    let mut lexer = Lexer { rest: source.chars().collect(), at: 0, line: 1, tokens: Vec::new() };
    lexer.run(false);
    lexer.tokens
}

struct Lexer {
    rest: Vec<char>,
    at: usize,
    line: usize,
    tokens: Vec<Token>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> char {
        self.rest.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn next(&mut self) -> char {
        let c = self.peek(0);
        self.at += 1;
        self.line += usize::from(c == '\n');
        c
    }

    fn push(&mut self, kind: Kind, text: String, line: usize) {
        self.tokens.push(Token { kind, text, line });
    }

    /// Reads to the end, or in a template's `${…}` to its closing brace.
    fn run(&mut self, in_template: bool) {
        let mut depth = 0;
        while self.at < self.rest.len() {
            let line = self.line;
            match self.peek(0) {
                '/' if self.peek(1) == '/' => {
                    while self.at < self.rest.len() && self.peek(0) != '\n' {
                        self.next();
                    }
                }
                '/' if self.peek(1) == '*' => {
                    self.at += 2;
                    while self.at < self.rest.len() && !(self.peek(0) == '*' && self.peek(1) == '/') {
                        self.next();
                    }
                    self.at += 2;
                }
                '/' if self.regular_expression_may_start() => self.regular_expression(),
                '\'' | '"' => self.string(),
                '`' => self.template(),
                c if c.is_alphabetic() || matches!(c, '_' | '$' | '#') => {
                    let text = self.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '#'));
                    self.push(Kind::Word, text, line);
                }
                c if c.is_ascii_digit() => {
                    let text = self.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
                    self.push(Kind::Other, text, line);
                }
                c if c.is_whitespace() => {
                    self.next();
                }
                c => {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    self.next();
                    if in_template && depth < 0 {
                        return;
                    }
                    self.push(Kind::Mark, c.into(), line);
                }
            }
        }
    }

    fn take_while(&mut self, part: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while part(self.peek(0)) {
            text.push(self.next());
        }
        text
    }

    /// A slash divides after a value and starts a regular expression elsewhere.
    fn regular_expression_may_start(&self) -> bool {
        self.tokens.last().is_none_or(|token| match token.kind {
            Kind::Text | Kind::Other => false,
            Kind::Mark => !matches!(token.text.as_str(), ")" | "]" | "}"),
            Kind::Word => {
                matches!(token.text.as_str(), "return" | "typeof" | "case" | "of" | "in" | "await" | "yield" | "void")
            }
        })
    }

    fn regular_expression(&mut self) {
        let line = self.line;
        let mut text = String::from(self.next());
        let mut in_class = false;
        while self.at < self.rest.len() {
            let c = self.next();
            text.push(c);
            match c {
                '\\' => text.push(self.next()),
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => break,
                '\n' => break,
                _ => {}
            }
        }
        self.push(Kind::Other, text, line);
    }

    fn string(&mut self) {
        let line = self.line;
        let quote = self.next();
        let mut text = String::new();
        while self.at < self.rest.len() {
            match self.next() {
                c if c == quote || c == '\n' => break,
                '\\' => text.extend(['\\', self.next()]),
                c => text.push(c),
            }
        }
        self.push(Kind::Text, text, line);
    }

    fn template(&mut self) {
        let mut line = self.line;
        let mut text = String::new();
        self.next();
        while self.at < self.rest.len() {
            match self.next() {
                '`' => break,
                '\\' => text.extend(['\\', self.next()]),
                '$' if self.peek(0) == '{' => {
                    self.next();
                    self.push(Kind::Text, std::mem::take(&mut text), line);
                    self.run(true);
                    line = self.line;
                }
                c => text.push(c),
            }
        }
        self.push(Kind::Text, text, line);
    }
}

/// Folders that `folder` may import from; `None` where no rule is given.
fn allowed(folder: &str) -> Option<&'static [&'static str]> {
    match folder {
        "shared" => Some(&[]),
        "page" => Some(&["page", "batch", "record", "api", "shared"]),
        "batch" => Some(&["batch", "record", "api", "shared", "vendor"]),
        "record" => Some(&["record"]),
        "api" => Some(&["api", "shared"]),
        "worker" => Some(&["worker", "shared"]),
        // Its libraries come by computed addresses, when they are needed.
        "reading" => Some(&["reading", "shared"]),
        // Takes the place of modules of the page and the workers in the page in one file.
        "single" => Some(&["single", "worker", "shared"]),
        // The service worker and whatever else lies at the root.
        "" => Some(&["shared"]),
        _ => None,
    }
}

/// `www/worker/x.js` lies in `worker`, `www/sw.js` in the root.
fn folder_of(path: &str) -> &str {
    let inside = path.strip_prefix("www/").unwrap_or(path);
    inside.split_once('/').map_or("", |(folder, _)| folder)
}

/// Resolves a relative specifier against the file that names it; `None` when it leaves `www` or is not relative.
fn resolve(path: &str, specifier: &str) -> Option<String> {
    if !specifier.starts_with("./") && !specifier.starts_with("../") {
        return None;
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/")).filter(|resolved| resolved.starts_with("www/"))
}

/// Whether a string names another origin. The names of XML vocabularies look like addresses but are never fetched.
pub fn is_foreign(text: &str) -> bool {
    let text = text.trim_start().to_ascii_lowercase();
    let scheme = ["http://", "https://", "ws://", "wss://"].iter().any(|scheme| text.contains(scheme));
    (scheme && !text.starts_with("http://www.w3.org/")) || text.starts_with("//")
}

/// Every violation in the file `path` (`www/…`, with slashes), each beginning with `path:line`.
pub fn violations(path: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let folder = folder_of(path);
    let mut report = |line: usize, what: String| found.push(format!("{path}:{line}: {what}"));
    let is = |at: usize, kind: Kind, text: &str| tokens.get(at).is_some_and(|t| t.kind == kind && t.text == text);

    for (at, token) in tokens.iter().enumerate() {
        let property = at > 0 && is(at - 1, Kind::Mark, ".");
        let next_text = |ahead: usize| tokens.get(at + ahead).filter(|t| t.kind == Kind::Text);
        match (token.kind, token.text.as_str()) {
            (Kind::Word, "import" | "from") if next_text(1).is_some() => {
                check_import(path, folder, &tokens[at + 1], &mut report);
            }
            (Kind::Word, "import") if !property && is(at + 1, Kind::Mark, "(") => {
                let whole = next_text(2).filter(|_| is(at + 3, Kind::Mark, ")") || is(at + 3, Kind::Mark, ","));
                match whole {
                    Some(specifier) => check_import(path, folder, specifier, &mut report),
                    None if matches!(folder, "worker" | "reading") => {}
                    None => report(token.line, "a computed import; only workers load the engine and libraries".into()),
                }
            }
            // A service worker has no other way to read a list of files than a script with a fixed name.
            (Kind::Word, "importScripts") if path == "www/sw.js" && next_text(2).is_some() => {}
            (Kind::Word, "importScripts" | "eval") if is(at + 1, Kind::Mark, "(") => {
                report(token.line, format!("{} loads code past the rules", token.text));
            }
            (Kind::Word, "WebAssembly")
                if matches!(folder, "page" | "batch" | "record" | "api" | "reading" | "shared") =>
            {
                report(token.line, format!("WebAssembly in www/{folder}; it belongs to the worker"));
            }
            (Kind::Text, text) if is_foreign(text) => report(token.line, format!("another origin: {text}")),
            (Kind::Text, text) if matches!(folder, "page" | "batch") && text.contains("../worker/") => {
                report(token.line, "the page names a file of the worker; only www/api starts it".into());
            }
            _ => {}
        }
    }
    found.dedup();
    found
}

fn check_import(path: &str, folder: &str, specifier: &Token, report: &mut impl FnMut(usize, String)) {
    let Some(allowed) = allowed(folder) else { return };
    match resolve(path, &specifier.text) {
        // The page's own rule on strings says this already.
        Some(target) if matches!(folder, "page" | "batch") && folder_of(&target) == "worker" => {}
        Some(target) if allowed.contains(&folder_of(&target)) => {}
        // What is foreign is reported as that.
        None if is_foreign(&specifier.text) => {}
        _ => report(specifier.line, format!("www/{folder} imports {}", specifier.text)),
    }
}

/// The keys of the object literal that the constant `name` is set to (possibly inside a call), if there is one.
pub fn keys_of(source: &str, name: &str) -> Vec<String> {
    let tokens = tokens(source);
    let start = tokens.iter().position(|t| t.kind == Kind::Word && t.text == name).unwrap_or(tokens.len());
    let mut keys = Vec::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match (token.kind, token.text.as_str()) {
            (Kind::Mark, "{") => depth += 1,
            (Kind::Mark, "}") => depth -= 1,
            (Kind::Mark, ";") if depth == 0 => break,
            (Kind::Mark, ":") if depth == 1 && matches!(tokens[at - 1].kind, Kind::Word | Kind::Text) => {
                keys.push(tokens[at - 1].text.clone());
            }
            _ => {}
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_passes() {
        for (path, text) in [
            (
                "www/shared/errors.js",
                "/** @type {import('../page/x.js').X} */ export const a = 'import from'; // import",
            ),
            (
                "www/page/main.js",
                "import { a } from '../api/nutshell.js'; import './elements.js'; import '../shared/a.js';",
            ),
            (
                "www/page/a.js",
                "// https://example.org WebAssembly\nconst r = /['\"`]\\/\\/[/'\"]/; const s = 'WebAssembly';",
            ),
            (
                "www/page/b.js",
                "const a = b / c; const d = `x${e({ f: `y` })}/`; g.createElementNS('http://www.w3.org/2000/svg');",
            ),
            (
                "www/page/c.js",
                "Array.from('abc'); const o = { from: '../worker' }; new URL('../sw.js', import.meta.url);",
            ),
            (
                "www/api/link.js",
                "new Worker(new URL('../worker/engine-worker.js', import.meta.url), { type: 'module' });",
            ),
            (
                "www/worker/engine.js",
                "import { x } from '../shared/y.js'; await import(new URL('nutshell.js', folder).href);",
            ),
            (
                "www/worker/engine.js",
                "WebAssembly.validate(bytes); const inside = await import(`../engine/${v}/n.js`);",
            ),
            (
                "www/reading/a.js",
                "import { x } from './b.js'; import { y } from '../shared/c.js'; await import(address(path));",
            ),
            (
                "www/batch/a.js",
                "import { x } from '../vendor/idb.js'; import '../record/yaml.js'; import '../api/nutshell.js';",
            ),
            ("www/page/folder/main.js", "import '../elements.js'; import '../../batch/run.js';"),
            ("www/single/worker/a.js", "import { x } from '../../worker/b.js'; import './c.js';"),
            ("www/sw.js", "import { x } from './shared/files.js'; importScripts('sw-files.js');"),
        ] {
            assert_eq!(violations(path, text), Vec::<String>::new(), "{path}: {text}");
        }
    }

    #[test]
    fn what_is_forbidden_is_found() {
        for (path, text) in [
            ("www/shared/errors.js", "import { x } from './protocol.js';"),
            ("www/shared/errors.js", "export * from '../page/x.js';"),
            ("www/page/main.js", "import { x } from '../worker/engine.js';"),
            ("www/page/main.js", "const x = await import('../worker/engine.js');"),
            ("www/page/main.js", "new Worker(new URL('../worker/engine.js', import.meta.url));"),
            ("www/page/main.js", "import '../engine/slow/nutshell.js';"),
            ("www/page/main.js", "import '../vendor/idb.js';"),
            ("www/batch/run.js", "import { x } from '../page/main.js';"),
            ("www/batch/run.js", "import { x } from '../worker/engine.js';"),
            ("www/record/yaml.js", "import { x } from '../batch/run.js';"),
            ("www/api/nutshell.js", "import { x } from '../batch/run.js';"),
            ("www/page/main.js", "import 'lit';"),
            ("www/page/main.js", "import {\n  a,\n  b\n} from '../../outside.js';"),
            ("www/page/main.js", "await import(name);"),
            ("www/page/main.js", "if ('WebAssembly' in self) WebAssembly.compile(x);"),
            ("www/page/main.js", "const t = `a${WebAssembly}b`;"),
            ("www/page/main.js", "fetch('https://example.org/x');"),
            ("www/page/main.js", "fetch(`https://${host}/x`);"),
            ("www/page/main.js", "import x from 'https://example.org/x.js';"),
            ("www/page/main.js", "const r = a / b; fetch('//example.org/x') / 2;"),
            ("www/page/main.js", "eval(note);"),
            ("www/api/nutshell.js", "import { x } from '../page/y.js';"),
            ("www/api/nutshell.js", "import { x } from '../worker/y.js';"),
            ("www/worker/engine.js", "import { x } from '../page/y.js';"),
            ("www/worker/engine.js", "export { x } from '../api/y.js';"),
            ("www/worker/engine.js", "importScripts('x.js');"),
            ("www/reading/a.js", "import { x } from '../page/y.js';"),
            ("www/reading/a.js", "import { x } from '../vendor/y.js';"),
            ("www/single/worker/a.js", "import { x } from '../../page/y.js';"),
            ("www/sw.js", "import { x } from './page/y.js';"),
            ("www/sw.js", "importScripts(name);"),
            ("www/sw.js", "importScripts('https://example.org/x.js');"),
        ] {
            assert_eq!(violations(path, text).len(), 1, "{path}: {text}: {:?}", violations(path, text));
        }
        assert_eq!(
            violations("www/shared/a.js", "/*\n*/\nimport './b.js';"),
            ["www/shared/a.js:3: www/shared imports ./b.js"]
        );
    }

    #[test]
    fn keys_are_found_in_any_formatting() {
        for source in [
            "export const CODES = { 'a-b': 'x: y', \"c-d\": `e`, aborted: '' }; const other = { no: 1 };",
            "// CODES\nexport const CODES = Object.freeze({\n  'a-b':\n    'x',\n  'c-d': { deep: 1 },\n  aborted: f(1),\n});",
        ] {
            assert_eq!(keys_of(source, "CODES"), ["a-b", "c-d", "aborted"], "{source}");
        }
        assert!(keys_of("const a = { b: 1 };", "CODES").is_empty());
    }
}
