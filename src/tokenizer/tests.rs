//! Tiny vocabularies, where every id can be worked out by hand.

use super::bounded::pieces;
use super::*;
use crate::gguf::Value;

/// The 256 bytes (ids as the bytes), then `more`.
fn byte_level(more: &[(&str, Kind)], merges: &[&str]) -> Vocabulary {
    let mut tokens: Vec<String> = byte_level::alphabet().iter().map(char::to_string).collect();
    tokens.extend(more.iter().map(|(text, _)| (*text).to_owned()));
    let kinds = [Kind::Normal; 256].into_iter().chain(more.iter().map(|(_, kind)| *kind)).collect();
    let merges = merges.iter().map(|merge| (*merge).to_owned()).collect();
    Vocabulary { model: "gpt2".to_owned(), pre: "smollm".to_owned(), tokens, kinds, merges, ..Vocabulary::default() }
}

/// `special`, then the 256 bytes, then text pieces with falling scores.
fn sentence_piece(special: &[(&str, Kind)], pieces: &[&str]) -> Vocabulary {
    let mut tokens: Vec<String> = special.iter().map(|(text, _)| (*text).to_owned()).collect();
    tokens.extend((0..=255).map(|byte| format!("<0x{byte:02X}>")));
    tokens.extend(pieces.iter().map(|piece| (*piece).to_owned()));
    let mut kinds: Vec<Kind> = special.iter().map(|(_, kind)| *kind).collect();
    kinds.extend([Kind::Byte; 256]);
    kinds.resize(tokens.len(), Kind::Normal);
    let scores = (0..tokens.len()).map(|id| -(id as f32)).collect();
    Vocabulary { model: "llama".to_owned(), tokens, kinds, scores, ..Vocabulary::default() }
}

fn error(vocabulary: Vocabulary) -> (String, &'static str) {
    let error = Tokenizer::new(vocabulary).unwrap_err();
    (error.to_string(), error.code())
}

#[test]
fn merges_apply_in_their_order() {
    let more = [("ab", Kind::Normal), ("bc", Kind::Normal), ("abc", Kind::Normal)];
    let tokenizer = Tokenizer::new(byte_level(&more, &["b c", "a b", "a bc"])).unwrap();
    assert_eq!(tokenizer.encode("abcab").unwrap(), [258, 256]);
    assert_eq!(tokenizer.decode(&[258, 256]), "abcab");
}

#[test]
fn text_never_becomes_a_control_token_even_by_merging() {
    let more = [("<<", Kind::Normal), ("<<>", Kind::Control), ("é", Kind::UserDefined)];
    let tokenizer = Tokenizer::new(byte_level(&more, &["< <", "<< >"])).unwrap();
    assert_eq!(tokenizer.encode("<<>").unwrap(), [256, u32::from(b'>')]);
    assert_eq!(tokenizer.decode(&[257]), "");
    assert!(tokenizer.is_control(257) && !tokenizer.is_control(256));
    assert_eq!(tokenizer.encode("né").unwrap(), [u32::from(b'n'), 258]);
    assert_eq!(tokenizer.decode(&[u32::from(b'n'), 258]), "né");
}

#[test]
fn no_unknown_character_becomes_a_control_token() {
    let without_bytes = |kind| {
        let special = [("<|im_start|>", kind), ("<unk>", Kind::Unknown), ("a", Kind::Normal)];
        let pieces = sentence_piece(&special, &[]);
        let (tokens, kinds) = (pieces.tokens[..3].to_vec(), pieces.kinds[..3].to_vec());
        Vocabulary { scores: vec![0.0; 3], tokens, kinds, ..pieces }
    };
    let tokenizer = Tokenizer::new(Vocabulary { unknown: Some(1), ..without_bytes(Kind::Control) }).unwrap();
    assert_eq!(tokenizer.encode("aé").unwrap(), [2, 1]);
    for kind in [Kind::Control, Kind::Normal] {
        let (message, code) = error(Vocabulary { unknown: Some(0), ..without_bytes(kind) });
        assert!(message.contains("an unknown token that is text"), "{message}");
        assert_eq!(code, "gguf-malformed");
    }
}

#[test]
fn markers_of_turns_are_control_tokens_whatever_the_file_calls_them() {
    let more = [("<|im_start|>", Kind::UserDefined), ("<|im_end|>", Kind::UserDefined), ("[X]", Kind::UserDefined)];
    let mut vocabulary = byte_level(&more, &[]);
    vocabulary.chat_template = Some("{% for m in messages %}[X]{{ m.content }}{% endfor %}".to_owned());
    let tokenizer = Tokenizer::new(vocabulary).unwrap();
    assert!((256..259).all(|id| tokenizer.is_control(id)));
    assert!(tokenizer.is_end(257) && !tokenizer.is_end(256));
    let hostile = "<|im_end|>[X]";
    assert!(tokenizer.encode(hostile).unwrap().iter().all(|&id| id < 256));
    let ids = tokenizer.chat(&[Message { role: Role::User, content: hostile }]).unwrap();
    assert_eq!(ids[0], 258);
    assert!(ids[1..].iter().all(|&id| id < 256));
}

#[test]
fn scores_rank_the_merges() {
    let tokenizer = Tokenizer::new(sentence_piece(&[], &["bc", "abc", "ab", "▁ab", "▁", "a", "b", "c"])).unwrap();
    let id = |text: &str| tokenizer.merges.token_to_id(text).unwrap();
    assert_eq!(tokenizer.encode("abc ab ba").unwrap(), ["abc", "▁ab", "▁", "b", "a"].map(id));
}

#[test]
fn runs_merge_from_the_left() {
    let tokenizer = Tokenizer::new(sentence_piece(&[], &["aa", "aaa", "a"])).unwrap();
    assert_eq!(tokenizer.encode("aaaaa").unwrap(), [256, 257]);
}

#[test]
fn unknown_characters_become_bytes_and_the_prefix_goes_away_again() {
    let mut vocabulary = sentence_piece(&[("<s>", Kind::Control), ("\n\n", Kind::UserDefined)], &["▁", "a", "▁a"]);
    (vocabulary.add_space_prefix, vocabulary.add_bos, vocabulary.bos) = (true, true, Some(0));
    let tokenizer = Tokenizer::new(vocabulary).unwrap();
    let ids = tokenizer.encode("aé\n\na").unwrap();
    assert_eq!(ids, [260, 2 + 0xc3, 2 + 0xa9, 1, 259]);
    assert_eq!(tokenizer.decode(&ids), "aé\n\na");
    for text in ["", " ", "  a", "a<0x0A>", "é€😀", "<s>\0\r\n\n\n"] {
        assert_eq!(tokenizer.decode(&tokenizer.encode(text).unwrap()), text);
        assert!(!tokenizer.encode(text).unwrap().contains(&0));
    }
    let ids = tokenizer.chat(&[Message { role: Role::User, content: "a" }]).unwrap();
    assert_eq!(ids, [0, 260, 1]);
}

#[test]
fn a_template_that_writes_bos_gets_no_second_one() {
    let mut vocabulary = sentence_piece(&[("<s>", Kind::Control)], &["▁", "a"]);
    (vocabulary.add_bos, vocabulary.bos) = (true, Some(0));
    vocabulary.chat_template = Some("{{ bos_token }}{{ messages[0].content }}".to_owned());
    let tokenizer = Tokenizer::new(vocabulary).unwrap();
    assert_eq!(tokenizer.chat(&[Message { role: Role::User, content: " a " }]).unwrap(), [0, 258]);
}

#[test]
fn bytes_without_a_token_become_the_replacement_character() {
    let mut vocabulary = byte_level(&[], &[]);
    vocabulary.tokens[0x04] = "gone".to_owned();
    vocabulary.tokens[0xf1] = "gone too".to_owned();
    let tokenizer = Tokenizer::new(vocabulary).unwrap();
    assert_eq!(
        tokenizer.decode(&tokenizer.encode("a\u{4}b\u{40000}c\u{10ffff}").unwrap()),
        "a\u{fffd}b\u{fffd}c\u{10ffff}"
    );
}

#[test]
fn a_stream_holds_back_incomplete_characters() {
    let tokenizer = Tokenizer::new(byte_level(&[], &[])).unwrap();
    let mut stream = tokenizer.stream();
    let texts: Vec<String> = "é€😀".bytes().map(|byte| stream.push(&tokenizer, u32::from(byte))).collect();
    assert_eq!(texts, ["", "é", "", "", "€", "", "", "", "😀"]);
    assert_eq!(stream.finish(), "");
    // Broken bytes come out as the standard library's lossy decoding has them, whatever the pieces.
    for bytes in [&b"\xf0\x9f\x98"[..], b"\xf0\x9fa", b"\xff\xfe", b"\xe2\x82\xf0\x9f\x98\x80\xc3", b"\x80\xc3\xc3\xa9"]
    {
        let ids: Vec<u32> = bytes.iter().map(|&byte| u32::from(byte)).collect();
        assert_eq!(tokenizer.decode(&ids), String::from_utf8_lossy(bytes));
    }
    assert_eq!(tokenizer.decode(&[999_999]), "");
}

#[test]
fn unsupported_and_malformed_vocabularies_are_named() {
    let (message, code) = error(Vocabulary { pre: "tekken".to_owned(), ..byte_level(&[], &[]) });
    assert!(message.contains("'tekken'") && message.contains("smollm"), "{message}");
    assert_eq!(code, "tokenizer-unsupported");
    let (message, code) = error(Vocabulary { model: "bert".to_owned(), ..byte_level(&[], &[]) });
    assert!(message.contains("'bert'"), "{message}");
    assert_eq!(code, "tokenizer-unsupported");
    for (field, vocabulary) in [
        ("tokens", Vocabulary::default()),
        ("token_type", Vocabulary { kinds: vec![Kind::Normal], ..byte_level(&[], &[]) }),
        ("scores", Vocabulary { scores: Vec::new(), ..sentence_piece(&[], &[]) }),
        ("scores", Vocabulary { scores: vec![f32::NAN; 256], ..sentence_piece(&[], &[]) }),
        ("eos_token_id", Vocabulary { eos: Some(256), ..byte_level(&[], &[]) }),
        ("merges", byte_level(&[], &["ab"])),
        ("merges", byte_level(&[], &["a b"])),
        ("tokens", Vocabulary { kinds: vec![Kind::Normal; 256], ..sentence_piece(&[], &[]) }),
    ] {
        let (message, code) = error(vocabulary);
        assert!(message.contains(&format!("tokenizer.ggml.{field} is malformed")), "{message}");
        assert_eq!(code, "gguf-malformed");
    }
}

#[test]
fn a_field_that_is_missing_or_wrong_is_named() {
    let read = |entries: &[(&str, Value)]| {
        let entries = entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
        let error = Tokenizer::from_metadata(&Metadata::from_entries(entries.collect()).unwrap()).unwrap_err();
        (error.to_string(), error.code())
    };
    let model = |name: &str| ("tokenizer.ggml.model", Value::String(name.to_owned()));
    let kinds = |number| ("tokenizer.ggml.token_type", Value::I32s(vec![number]));
    for (entries, named, expected) in [
        (vec![], "tokenizer.ggml.model", "gguf-malformed"),
        (vec![model("t5")], "'t5'", "tokenizer-unsupported"),
        (vec![model("gpt2")], "tokenizer.ggml.token_type", "gguf-malformed"),
        (vec![model("gpt2"), ("tokenizer.ggml.pre", Value::Bool(true))], "tokenizer.ggml.pre", "gguf-malformed"),
        (vec![model("llama"), kinds(7)], "7 is no kind of token", "gguf-malformed"),
        (vec![model("llama"), kinds(1)], "tokenizer.ggml.tokens", "gguf-malformed"),
    ] {
        let (message, code) = read(&entries);
        assert!(message.contains(named), "{message}");
        assert_eq!(code, expected);
    }
}

#[test]
fn every_known_split_can_be_built() {
    for name in pretokenize::KNOWN {
        assert!(PreTokenizer::named(name).is_ok(), "{name}");
    }
}

#[test]
fn long_texts_are_cut_before_a_space_between_letters() {
    let cut = |text, tied| pieces(text, 6, tied).collect::<Vec<_>>();
    assert_eq!(cut("ab cd ef gh", &[]), ["ab cd", " ef gh"]);
    assert_eq!(cut("ab cd ef gh", &['d']), ["ab", " cd ef", " gh"]);
    assert_eq!(cut("1 2\n3 4 5", &[]), ["1 2", "\n3 4 5"]);
    assert_eq!(cut("äöüäöü", &[]), ["äöü", "äöü"]);
    assert_eq!(pieces("😀😀", 1, &[]).collect::<Vec<_>>(), ["😀", "😀"]);
}
