//! Whole notes.

use super::*;

/// The cleaned text, with a mark for each block: # heading, p paragraph, - item, | row, ` code; q for quoted, a for aside.
fn blocks(note: &str) -> Vec<(String, String)> {
    let document = clean(note);
    let mark = |block: &Block| {
        let kind = match block.kind {
            Kind::Heading => "#",
            Kind::Paragraph => "p",
            Kind::Item => "-",
            Kind::Row => "|",
            Kind::Code => "`",
        };
        let standing = match block.standing {
            Standing::Own => "",
            Standing::Quoted => "q",
            Standing::Aside => "a",
        };
        let done = block.done.map_or("", |done| if done { "x" } else { "o" });
        format!("{kind}{standing}{done}")
    };
    document.blocks.iter().map(|block| (mark(block), document.text()[block.body.clone()].to_owned())).collect()
}

fn check(note: &str, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        expected.iter().map(|(mark, text)| ((*mark).to_owned(), (*text).to_owned())).collect();
    assert_eq!(blocks(note), expected, "{note}");
}

#[test]
fn markdown_becomes_its_blocks() {
    check(
        "---\ntitle: x\n---\n# The **plan** #\n\nText with `code_a*b*` and\na [link](http://x.org/a_b).[^1]\n\n* one\n  more\n\
         * [x] two\n\n1. three\n***\n![](only.png)\n\nSetext\n------\n> quoted\nnot quoted\n\n[^1]: A footnote.\n[r]: http://x.org\n\
         | a | b |\n|:--|--:|\n| 1 | *2* |\n\n~~~\n*code*\n~~~\n<!-- no -->",
        &[
            ("#", "The plan"),
            ("p", "Text with code_a*b* and\na link."),
            ("-", "one\nmore"),
            ("-x", "two"),
            ("-", "three"),
            ("#", "Setext"),
            ("pq", "quoted"),
            ("p", "not quoted"),
            ("p", "A footnote."),
            ("|", "a | b"),
            ("|", "1 | 2"),
            ("`", "*code*"),
        ],
    );
}

#[test]
fn plain_text_survives_unharmed() {
    let notes = [
        "2 * 3 * 4 = 24, and 2*3*4 too; a < b and c > d; snake_case_name in C# and C++.",
        "#tag first\nThen \\\\server\\share and C:\\temp, R&D, AT&T; <name> is asked.",
        "1986. A great year\nfor 5 * 3 people | and more",
        "He said --\nand then -- nothing: ~5 km, $5 = 5$",
        "A [note] in brackets (with remarks) [1].",
        "😀 ok 👩\u{200d}🔬, می\u{200c}خواهم, 你好。",
    ];
    for note in notes {
        assert_eq!(clean(note).text(), note);
    }
}

#[test]
fn list_marks_stay_in_the_text_but_not_in_the_body() {
    let document = clean("- [ ] one\n- two\n2) three");
    assert_eq!(document.text(), "- one\n- two\n2) three");
    assert_eq!(document.blocks[0].range, 0..5);
    assert_eq!(document.blocks[0].body, 2..5);
    assert_eq!(document.source(2..5), 6..9);
}

#[test]
fn evidence_points_into_the_note_as_it_was_written() {
    let note = "---\r\na: 1\r\n---\r\n<p>The <b>board</b> &amp; Tom\r\npaid **\u{20ac}5**.</p>";
    let document = clean(note);
    assert_eq!(document.text(), "The board & Tom\npaid \u{20ac}5.");
    let at = document.text().find("Tom").unwrap();
    assert_eq!(&note[document.source(at..at + 3)], "Tom");
    let at = document.text().find('&').unwrap();
    assert_eq!(&note[document.source(at..at + 1)], "&amp;");
    let at = document.text().find('\u{20ac}').unwrap();
    assert_eq!(&note[document.source(at..document.text().len())], "\u{20ac}5**.");
    assert_eq!(&note[document.omitted[0].source.clone()], "---\r\na: 1\r\n---\r\n");
}

#[test]
fn mails_keep_what_their_author_says_apart() {
    check(
        "From: Ana <ana@x.org>\nTo: Tom\nSubject: Re: Roof\nMessage-ID: <1@x>\n\nHi Tom,\n\nplease take the second quote that came in, \
         since the first one has no scaffolding.\n\nBest,\nAna\n\nOn 3 May 2026, Tom <t@x.org> wrote:\n> Which quote?\n> > Older.",
        &[
            ("pa", "From: Ana ana@x.org\nTo: Tom"),
            ("#", "Roof"),
            ("p", "Hi Tom,"),
            ("p", "please take the second quote that came in, since the first one has no scaffolding."),
            ("pa", "Best,\nAna"),
            ("pa", "On 3 May 2026, Tom t@x.org wrote:"),
            ("pq", "Which quote?\nOlder."),
        ],
    );
}

#[test]
fn where_little_else_is_said_a_quotation_is_the_note() {
    check("> All of it\n> is quoted.", &[("p", "All of it\nis quoted.")]);
    check("Best regards,\nAna", &[("p", "Best regards,\nAna")]);
    check("", &[]);
}

#[test]
fn legal_notices_are_left_out_and_listed() {
    let note = "Hi Tom,\n\nthe roof is done, and the bill comes to you by post this week or next.\n\nRegards,\nAna\n\
                This message is confidential.\nIf you are not the intended recipient\nplease delete it.\n\n\
                > -----Original Message-----\n> From: Tom\n> Sent: Monday\n> Is it done?\n";
    check(
        note,
        &[
            ("p", "Hi Tom,"),
            ("p", "the roof is done, and the bill comes to you by post this week or next."),
            ("pa", "Regards,\nAna"),
            ("pa", "From: Tom\nSent: Monday"),
            ("pq", "Is it done?"),
        ],
    );
    let omitted = clean(note).omitted;
    assert_eq!(omitted.len(), 1);
    assert!(note[omitted[0].source.clone()].starts_with("This message") && omitted[0].what == Omitted::Disclaimer);
}

#[test]
fn a_notice_outside_of_a_mail_is_what_the_note_says() {
    let note = "Rules of the archive\n\nThe reading room opens at nine and closes at five, every day but Sunday.\n\n\
                This message is confidential.\nIf you are not the intended recipient\nplease delete it.";
    let document = clean(note);
    assert!(document.omitted.is_empty() && document.text().contains("please delete it"), "{document:?}");
}

#[test]
fn brackets_and_marks_that_define_nothing_stay() {
    check("# C#\n\n# Plan #", &[("#", "C#"), ("#", "Plan")]);
    check(
        "[Anna]: Yes.\n[Ben]: Done. (laughs)\n[Rate]: N/A",
        &[("p", "[Anna]: Yes.\n[Ben]: Done. (laughs)\n[Rate]: N/A")],
    );
    check("See [a].\n\n[a]: https://x.org/a\n[b]: /b\n[c]: #c\n[d]: x.html 'D'", &[("p", "See a.")]);
}

#[test]
fn long_mails_of_little_take_no_time() {
    let blank = "\n".repeat(100_000) + &"a\n\n".repeat(50_000);
    assert_eq!(clean(&blank).blocks.len(), 50_000);
    let headers = "From: a\nSent: b\nTo: c\n\n".repeat(20_000);
    assert!(!clean(&headers).text().is_empty());
}
