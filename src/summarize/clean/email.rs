//! Whose words the lines of an e-mail are: the author's, somebody quoted, or neither.
//!
//! What a reader expects of a summary of a reply is what the reply says; the mails below it explain it. So quoted lines
//! are kept and marked. A mail that was forwarded is there to be read, so it counts as the author's own.

use super::email_words::{CLOSINGS, DEVICES, FIELDS, FORWARDED, NOTICES, ORIGINAL, SENDERS, SUBJECTS, TECHNICAL};
use super::lines::Line;

/// Whose words something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The author's.
    Own,
    /// Somebody else's, quoted: after `>`, or below "On … wrote:" and its like.
    Quoted,
    /// Around the message: who sent it when, the greeting at the end, the signature.
    Aside,
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Kept(Standing),
    /// It is the subject of the mail: a heading, from this byte of the line on.
    Subject(usize),
    /// It separates messages.
    Separator,
    /// It is for machines.
    Technical,
    /// It is a notice that lawyers add.
    Disclaimer,
}

/// Phrases of [`NOTICES`] that make a paragraph a legal notice.
const NOTICE: usize = 4;

/// Lines of a signature, and of what comes after a greeting at the end, at most.
const SIGNATURE: usize = 15;
const AFTER_CLOSING: usize = 6;

/// Lines at the end of a message that are searched for a legal notice.
const TAIL: usize = 40;

/// Characters of a line that belongs to a signature at most.
const SHORT: usize = 70;

/// What becomes of each line. Lines of code are given as blank.
#[must_use]
pub fn fates(text: &str, lines: &[Line]) -> Vec<Fate> {
    let first = first(lines);
    let mut reader = Reader { text, lines, first, fates: Vec::with_capacity(lines.len()), mail: greets(text, lines) };
    let mut base = Standing::Own;
    let mut starts = vec![0];
    let mut forwarding = false;
    let mut fresh = true;
    while reader.fates.len() < lines.len() {
        let at = reader.fates.len();
        let line = &lines[at];
        if line.is_blank() {
            reader.fates.push(Fate::Kept(base));
            // A block of header fields begins after an empty line or a rule.
            fresh = true;
            continue;
        }
        let headers = if line.quotes == 0 && (fresh || forwarding) { reader.headers(at, at == first) } else { 0 };
        if headers > 0 {
            reader.mail = true;
            let has_subject = |fates: &[Fate]| fates.iter().any(|fate| matches!(fate, Fate::Subject(_)));
            if !(forwarding || starts == [0] && at == first && !has_subject(&reader.fates)) {
                base = Standing::Quoted;
                starts.push(at);
            }
            forwarding = false;
            reader.push_headers(headers, base == Standing::Own);
            continue;
        }
        forwarding = false;
        let said = line.text(text);
        if line.quotes == 0
            && let Some(forwards) = separator(said)
        {
            reader.mail = true;
            base = if forwards { Standing::Own } else { Standing::Quoted };
            forwarding = forwards;
            starts.push(at);
            reader.fates.push(Fate::Separator);
            fresh = true;
            continue;
        }
        let quote_begins = line.quotes > 0 && (at == 0 || lines[at - 1].quotes == 0 || lines[at - 1].is_blank());
        if line.quotes > 0 && separator(said).is_some() {
            reader.fates.push(Fate::Separator);
            continue;
        }
        let after_separator = line.quotes > 0 && reader.fates.last() == Some(&Fate::Separator);
        let headers = if quote_begins || after_separator { reader.headers(at, true) } else { 0 };
        if headers > 0 {
            reader.push_headers(headers, false);
            continue;
        }
        let attribution = reader.attribution(at);
        if attribution > 0 && line.quotes == 0 {
            reader.mail = true;
            starts.push(at);
            for _ in 0..attribution {
                reader.fates.push(Fate::Kept(Standing::Aside));
            }
            let next = lines[at + attribution..].iter().find(|line| !line.is_blank());
            // Without marks of quotation only a mail program's wording shows that all the rest is quoted.
            let formal = (at..at + attribution).any(|at| has_address_or_time(lines[at].text(text)));
            if formal && next.is_some_and(|next| next.quotes == 0) {
                base = Standing::Quoted;
            }
            continue;
        }
        fresh = is_rule(said);
        reader.fates.push(Fate::Kept(if line.quotes > 0 { Standing::Quoted } else { base }));
    }
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(lines.len());
        reader.close(start, end);
    }
    reader.fates
}

fn first(lines: &[Line]) -> usize {
    lines.iter().position(|line| !line.is_blank()).unwrap_or(0)
}

/// Whether a text begins as a letter does.
fn greets(text: &str, lines: &[Line]) -> bool {
    let first = lines.iter().find(|line| !line.is_blank()).map_or("", |line| line.text(text)).to_lowercase();
    let greeting = ["hi ", "hello ", "dear ", "hallo ", "liebe", "sehr geehrte", "guten ", "bonjour", "hola "];
    first.len() <= SHORT && greeting.iter().any(|start| first.starts_with(start))
}

/// Whether a line has an e-mail address in it, or a time of day.
fn has_address_or_time(line: &str) -> bool {
    let time = |three: &[u8]| three[0].is_ascii_digit() && three[1] == b':' && three[2].is_ascii_digit();
    line.contains('@') || line.as_bytes().windows(3).any(time)
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|byte| matches!(byte, b'-' | b'_' | b'=' | b'*'))
}

/// Whether a line separates messages, and then whether what follows was forwarded.
fn separator(line: &str) -> Option<bool> {
    if line.len() > 2 * SHORT {
        return None;
    }
    let lower = line.to_lowercase();
    if matches!(lower.trim_end_matches(':'), "begin forwarded message" | "anfang der weitergeleiteten nachricht") {
        return Some(true);
    }
    let inside = lower.trim_matches(['-', ' ', '_']);
    if inside.len() + 4 > lower.len() || !lower.starts_with("--") {
        return None;
    }
    let is = |known: &[&str]| known.contains(&inside);
    is(&FORWARDED).then_some(true).or_else(|| is(&ORIGINAL).then_some(false))
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a [Line],
    /// The first line that is not empty.
    first: usize,
    fates: Vec<Fate>,
    /// Whether the text is an e-mail.
    mail: bool,
}

impl Reader<'_> {
    /// The name of the header field that a line begins with, lower case.
    fn field(&self, at: usize) -> Option<String> {
        let (name, _) = self.lines[at].text(self.text).split_once(':')?;
        (name.len() <= 30 && !name.contains(' ')).then(|| name.trim_matches('*').to_lowercase())
    }

    /// How many lines the header that begins here has; 0 where none begins. At the beginning of a text two fields with a
    /// sender, a receiver or a subject suffice, further down it takes a sender and two more.
    fn headers(&self, at: usize, top: bool) -> usize {
        let (mut known, mut sender, mut telling) = (Vec::new(), false, false);
        let mut end = at;
        while let Some(line) = self.lines.get(end).filter(|line| !line.is_blank()) {
            let field = self.field(end);
            let Some(field) = field.filter(|field| is_known(field)) else {
                // A long field goes on in indented lines.
                if end > at && line.indent > 0 && !line.text(self.text).starts_with(['-', '*', '•']) {
                    end += 1;
                    continue;
                }
                break;
            };
            sender |= SENDERS.contains(&field.as_str());
            telling |= SUBJECTS.contains(&field.as_str()) || matches!(field.as_str(), "to" | "an");
            if !known.contains(&field) {
                known.push(field);
            }
            end += 1;
            if end - at > 200 {
                break;
            }
        }
        let enough = if top { known.len() >= 2 && (sender || telling) } else { known.len() >= 3 && sender };
        if enough { end - at } else { 0 }
    }

    fn push_headers(&mut self, count: usize, with_subject: bool) {
        let mut fate = Fate::Technical;
        for at in self.fates.len()..self.fates.len() + count {
            if let Some(field) = self.field(at).filter(|field| is_known(field)) {
                fate = if TECHNICAL.iter().any(|start| field.starts_with(start)) {
                    Fate::Technical
                } else if SUBJECTS.contains(&field.as_str()) && with_subject {
                    Fate::Subject(subject(self.lines[at].text(self.text)))
                } else {
                    Fate::Kept(Standing::Aside)
                };
            }
            // Only the first line of a long subject is the heading.
            let folded = matches!(fate, Fate::Subject(_)) && self.field(at).is_none_or(|field| !is_known(&field));
            self.fates.push(if folded { Fate::Subject(0) } else { fate });
        }
    }

    /// How many lines say who wrote what follows: "On … wrote:", over two lines at most; 0 where they don't.
    fn attribution(&self, at: usize) -> usize {
        let first = self.lines[at].text(self.text);
        let opens = ["On ", "Am ", "Le ", "El ", "Il "].iter().any(|start| first.starts_with(start));
        if !opens || first.len() > 4 * SHORT {
            return 0;
        }
        let ends = |line: &str| {
            let line = line.trim_end();
            line.ends_with("wrote:")
                || line.ends_with("schrieb:")
                || line.contains(" schrieb ") && line.ends_with(':')
                || line.ends_with("a écrit :")
                || line.ends_with("escribió:")
                || line.ends_with("ha scritto:")
        };
        let tells_when = |line: &str| line.contains(|c: char| c.is_ascii_digit() || c == '@');
        if ends(first) {
            return usize::from(tells_when(first));
        }
        let next = self.lines.get(at + 1).map_or("", |line| line.text(self.text));
        if next.len() <= 2 * SHORT && ends(next) && tells_when(first) { 2 } else { 0 }
    }

    /// Finds the legal notice, the signature and the greeting at the end of a message in these lines.
    fn close(&mut self, start: usize, end: usize) {
        // Lines of the message itself from its end: what is quoted below it is not part of it.
        let quoted = |at: &usize| self.lines[*at].quotes > 0 || self.lines[*at].is_blank();
        let end = end - (start..end).rev().take_while(quoted).count();
        // Outside of a mail, a paragraph about what is confidential is what somebody wants to say.
        let end = if self.mail { self.drop_notices(start, end) } else { end };
        let from = start.max(end.saturating_sub(TAIL));
        let marker = (from..end).rev().find(|&at| self.is_signature_mark(at));
        if let Some(at) = marker
            && self.count(at + 1, end) <= SIGNATURE
        {
            self.set(at, at + 1, Fate::Separator);
            self.set(at + 1, end, Fate::Kept(Standing::Aside));
        }
        let end = marker.unwrap_or(end);
        let mut seen = 0;
        for at in (from..end).rev().filter(|&at| !self.lines[at].is_blank()) {
            if self.lines[at].quotes > 0 || seen > AFTER_CLOSING {
                break;
            }
            let said = self.lines[at].text(self.text);
            let device = said.to_lowercase();
            if seen == 0 && DEVICES.iter().any(|start| device.starts_with(start)) && said.len() <= SHORT {
                self.set(at, at + 1, Fate::Kept(Standing::Aside));
                continue;
            }
            if self.closes_letter(said) && at > self.first {
                self.set(at, end, Fate::Kept(Standing::Aside));
                break;
            }
            if said.chars().count() > SHORT || said.ends_with(['?', '!']) {
                break;
            }
            seen += 1;
        }
    }

    /// Marks the paragraphs at the end that are legal notices; where what precedes them ends.
    fn drop_notices(&mut self, start: usize, mut end: usize) -> usize {
        let floor = start.max(end.saturating_sub(TAIL));
        loop {
            let mut from = end;
            while from > floor && !self.lines[from - 1].is_blank() {
                from -= 1;
            }
            if from == end || from == floor && floor > start {
                return end;
            }
            let paragraph: Vec<String> = (from..end)
                .map(|at| self.lines[at].text(self.text).to_lowercase().replace("e-mail", "email"))
                .collect();
            let paragraph = paragraph.join(" ");
            let phrases =
                NOTICES.iter().filter(|phrase| paragraph.contains(&phrase.replace("e-mail", "email"))).count();
            // A note that is nothing but a notice is there to be read.
            if phrases < NOTICE || self.count(start, from) == 0 {
                return end;
            }
            // A signature may stand directly above.
            let tells = |at: &usize| {
                let line = self.lines[*at].text(self.text).to_lowercase();
                NOTICES.iter().any(|phrase| line.contains(phrase))
            };
            let from = (from..end).find(tells).unwrap_or(from);
            self.set(from, end, Fate::Disclaimer);
            end = from - (start..from).rev().take_while(|&at| self.lines[at].is_blank()).count();
        }
    }

    /// "-- ", or "--" in what is known to be a mail.
    fn is_signature_mark(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let spaced = self.text[line.content.end..].starts_with(" \n");
        line.quotes == 0 && line.text(self.text) == "--" && (self.mail || spaced)
    }

    fn closes_letter(&self, line: &str) -> bool {
        if line.len() > SHORT {
            return false;
        }
        let lower = line.to_lowercase();
        CLOSINGS.iter().any(|closing| {
            let Some(rest) = lower.strip_prefix(closing) else { return false };
            if rest.starts_with(char::is_alphanumeric) {
                return false;
            }
            let marked = rest.starts_with([',', '!', '.']);
            let name = rest.trim_start_matches([',', '!', '.', ' ', '–', '-']);
            let is_short = name.split_whitespace().count() <= 3 && !name.ends_with(['.', '?', ':']);
            is_short
                && (self.mail && (marked || name.is_empty())
                    || marked && name.is_empty()
                    || closing.contains(' ') && name.is_empty())
        })
    }

    fn count(&self, from: usize, to: usize) -> usize {
        self.lines[from..to.max(from)].iter().filter(|line| !line.is_blank()).count()
    }

    fn set(&mut self, from: usize, to: usize, fate: Fate) {
        for old in self.fates.iter_mut().take(to).skip(from) {
            *old = fate;
        }
    }
}

fn is_known(field: &str) -> bool {
    FIELDS.contains(&field) || TECHNICAL.iter().any(|start| field.starts_with(start))
}

/// Where the subject itself begins in a subject line, after the field's name and marks such as "Re:".
fn subject(line: &str) -> usize {
    let mut at = line.find(':').map_or(0, |colon| colon + 1);
    loop {
        at += line[at..].len() - line[at..].trim_start_matches([' ', '*']).len();
        let mark = ["re:", "fwd:", "fw:", "aw:", "wg:", "tr:", "rv:"]
            .into_iter()
            .find(|mark| line[at..].get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)));
        let Some(mark) = mark else { return at };
        at += mark.len();
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    /// A letter for each line: o(wn), q(uoted), a(side), S(ubject), - separator, t(echnical), d(isclaimer), space.
    fn read(text: &str) -> String {
        let lines = lines(text);
        let fates = fates(text, &lines);
        let letter = |(fate, line): (&Fate, &Line)| match fate {
            _ if line.is_blank() => ' ',
            Fate::Kept(Standing::Own) => 'o',
            Fate::Kept(Standing::Quoted) => 'q',
            Fate::Kept(Standing::Aside) => 'a',
            Fate::Subject(_) => 'S',
            Fate::Separator => '-',
            Fate::Technical => 't',
            Fate::Disclaimer => 'd',
        };
        fates.iter().zip(&lines).map(letter).collect()
    }

    #[test]
    fn replies_quote_what_they_answer() {
        let text = "Hi Marta,\n\nyes, Friday.\n\nBest regards,\nAnna\n\nOn 3 March 2026, Marta Lind <m@x.org> wrote:\n\n> Friday?\n>> Or Monday?\nOne more thing.";
        assert_eq!(read(text), "o o aa a qqo");
        let text = "See below.\n\n-----Original Message-----\nFrom: Tom\nSent: Monday\nTo: Ana\nSubject: Roof\n\nThe roof leaks.\n\nTom";
        assert_eq!(read(text), "o -aaaa q q");
        let text = "Fine.\n\nFrom: Tom\nSent: Monday\nSubject: Roof\n\nThe roof leaks.";
        assert_eq!(read(text), "o aaa q");
        assert_eq!(read("ok\n\nOn Tue, 3 March 2026 at 10:00 Marta Lind\n<m@x.org> wrote:\n\nFriday?"), "o aa q");
    }

    #[test]
    fn forwarded_mails_are_there_to_be_read() {
        let text = "FYI\n\n---------- Forwarded message ---------\nFrom: Tom\nDate: Monday\nSubject: Fwd: Roof\n\nThe roof leaks.";
        assert_eq!(read(text), "o -aaS o");
    }

    #[test]
    fn headers_at_the_top_tell_about_the_mail() {
        let text =
            "Received: x\n by y\nMIME-Version: 1.0\nFrom: Tom\nSubject: Re: Roof\nDate: Monday\n\nThe roof leaks.";
        assert_eq!(read(text), "tttaSa o");
        assert_eq!(&"Subject: Re: AW: Roof"[subject("Subject: Re: AW: Roof")..], "Roof");
        assert_eq!(read("Date: 14 March\nPresent: Anna, Ben\n\nWe met."), "oo o");
    }

    #[test]
    fn signatures_and_notices_stand_aside() {
        let notice =
            "This e-mail is confidential. If you are not the intended recipient, notify the sender and delete it.";
        let text = format!("Dear all,\n\nthe key is gone.\n-- \nTom Beck\nTel. 12\n\n{notice}");
        assert_eq!(read(&text), "o o-aa d");
        assert_eq!(read("We met.\n\nThe plan is confidential."), "o o");
        assert_eq!(read("Hello Tom,\nsee you at 3.\nCheers\nAna\n\nSent from my iPhone"), "ooaa a");
        assert_eq!(read("One.\n--\nTwo."), "ooo");
        assert_eq!(read("Thanks to Ana we are done.\nBest of all: it works."), "oo");
        assert_eq!(read("Best\nWorst"), "oo");
    }
}
