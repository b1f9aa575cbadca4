use super::*;

const SMOLLM2: &str = "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}\
    {{ '<|im_start|>system\nHelp.<|im_end|>\n' }}{% endif %}\
    {{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}\
    {% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

fn format(text: &str) -> Part {
    Part::Format(text.to_owned())
}

/// The text that the parts make when message `i` says `[i]`.
fn text(parts: &[Part]) -> String {
    let text = |part: &Part| match part {
        Part::Format(text) => text.clone(),
        Part::Content(index) => format!("[{index}]"),
    };
    parts.iter().map(text).collect()
}

#[test]
fn a_template_keeps_its_text_and_the_contents_apart() {
    let parts = jinja(SMOLLM2, &["system", "user"], "", "").unwrap();
    let expected = [
        format("<|im_start|>system\n"),
        Part::Content(0),
        format("<|im_end|>\n<|im_start|>user\n"),
        Part::Content(1),
        format("<|im_end|>\n<|im_start|>assistant\n"),
    ];
    assert_eq!(parts, expected);
}

#[test]
fn a_system_turn_of_the_templates_own_is_dropped() {
    let parts = jinja(SMOLLM2, &["user"], "", "").unwrap();
    assert_eq!(
        text(&parts),
        "<|im_start|>system\nHelp.<|im_end|>\n<|im_start|>user\n[0]<|im_end|>\n<|im_start|>assistant\n"
    );
    assert_eq!(without_own_system_turn(parts), chatml(&["user"]));
}

#[test]
fn python_methods_and_block_trimming_work() {
    let source = "{%- set ns = namespace(n=0) %}\n{%- for m in messages %}\n    {%- set ns.n = ns.n + 1 %}\n\
        {{- bos_token ~ m.role.upper().strip() ~ ns.n }}\n{% if not loop.last %}\n{{ m['content'] | trim }}|\
        {% else %}\n{{ m.content.strip() }}{% endif %}\n{%- endfor %}\n{%- if tools is none %}{{ eos_token }}{% endif %}";
    let parts = jinja(source, &["user", "assistant"], "<s>", "</s>").unwrap();
    assert_eq!(text(&parts), "<s>USER1\n[0]|<s>ASSISTANT2\n[1]</s>");
}

#[test]
fn a_template_that_fails_or_loses_a_message_is_not_used() {
    for source in [
        "{{ raise_exception('roles must alternate') }}",
        "{% for m in messages %}{{ m.content[:1] }}{% endfor %}",
        "{{ messages[0].content }}",
        "{{ messages[0].content }}{{ messages[7].content.strip() }}",
        "{% for m in messages %}{{ m.content",
        "{{ messages[0].content }}\u{fdd0}{{ messages[1].content }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}\
         {% for m in messages %}{{ m.content }}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% for a in range(9999) %}{{ 'a' * 99999 }}{% endfor %}{% for m in messages %}{{ m.content }}{% endfor %}",
    ] {
        assert_eq!(jinja(source, &["user", "assistant"], "", ""), None, "{source}");
    }
}

#[test]
fn the_built_in_formats_are_those_of_the_models() {
    assert_eq!(
        text(&chatml(&["system", "user"])),
        "<|im_start|>system\n[0]<|im_end|>\n<|im_start|>user\n[1]<|im_end|>\n<|im_start|>assistant\n"
    );
    assert_eq!(
        text(&gemma(&["system", "user", "assistant", "user"])),
        "<start_of_turn>user\n[0]\n\n[1]<end_of_turn>\n<start_of_turn>model\n[2]<end_of_turn>\n\
         <start_of_turn>user\n[3]<end_of_turn>\n<start_of_turn>model\n"
    );
    assert_eq!(text(&plain(&["system", "user"])), "[0]\n\n[1]\n\n");
}
