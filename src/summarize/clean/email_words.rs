//! What mail programs, letter writers and lawyers write, in English, German, French, Spanish and Italian; lower case.

/// Header fields that people read, lower case.
pub const FIELDS: [&str; 24] = [
    "from", "to", "cc", "bcc", "date", "sent", "subject", "reply-to", "von", "an", "gesendet", "datum", "betreff",
    "de", "à", "para", "envoyé", "enviado", "fecha", "objet", "asunto", "da", "a", "oggetto",
];

/// Those that name the subject.
pub const SUBJECTS: [&str; 5] = ["subject", "betreff", "objet", "asunto", "oggetto"];

/// Those that name the sender.
pub const SENDERS: [&str; 4] = ["from", "von", "de", "da"];

/// How fields for machines begin.
pub const TECHNICAL: [&str; 17] = [
    "message-id",
    "mime-version",
    "content-",
    "received",
    "return-path",
    "delivered-to",
    "dkim-",
    "arc-",
    "x-",
    "authentication-results",
    "in-reply-to",
    "references",
    "thread-",
    "list-",
    "user-agent",
    "importance",
    "auto-submitted",
];

/// What stands between dashes above an earlier message; lower case.
pub const ORIGINAL: [&str; 5] =
    ["original message", "ursprüngliche nachricht", "message d'origine", "mensaje original", "messaggio originale"];

/// The same above a message that is passed on.
pub const FORWARDED: [&str; 5] =
    ["forwarded message", "weitergeleitete nachricht", "message transféré", "mensaje reenviado", "messaggio inoltrato"];

/// Ways to end a letter; lower case. One of a single word needs a mark after it, or a mail around it.
pub const CLOSINGS: [&str; 42] = [
    "best regards",
    "kind regards",
    "warm regards",
    "many thanks",
    "best wishes",
    "with best wishes",
    "all the best",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "sincerely yours",
    "thank you",
    "thanks again",
    "take care",
    "talk soon",
    "see you",
    "regards",
    "best",
    "thanks",
    "cheers",
    "sincerely",
    "yours",
    "love",
    "mit freundlichen grüßen",
    "mit freundlichen grüssen",
    "freundliche grüße",
    "viele grüße",
    "liebe grüße",
    "beste grüße",
    "herzliche grüße",
    "schöne grüße",
    "gruß",
    "mfg",
    "cordialement",
    "bien à vous",
    "saludos",
    "un saludo",
    "abrazos",
    "abraços",
    "um abraço",
    "amitiés",
    "atentamente",
];

/// What phones and programs add; lower case.
pub const DEVICES: [&str; 6] =
    ["sent from my ", "von meinem ", "get outlook for", "envoyé de mon ", "enviado desde mi ", "inviato da "];

/// Phrases of legal notices; lower case.
pub const NOTICES: [&str; 22] = [
    "confidential",
    "privileged",
    "intended recipient",
    "intended solely",
    "intended only",
    "intended for the",
    "not the intended",
    "received this",
    "in error",
    "unauthorized",
    "unauthorised",
    "disclosure",
    "notify the sender",
    "delete it",
    "this e-mail",
    "this email",
    "this message and any",
    "vertraulich",
    "irrtümlich",
    "diese e-mail",
    "nicht der richtige adressat",
    "unbefugte",
];
