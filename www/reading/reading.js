/**
 * What a reader makes of a document: its text in parts, some of them HTML, which only the page can read. Types alone.
 *
 * @typedef {{ text: string } | { html: string }} Part
 * @typedef {{ parts: Part[], notice: string | null }} Reading `notice`: what of the document is not in the parts
 * @typedef {'docx' | 'email' | 'pdf' | 'rtf'} DocumentKind
 * @typedef {{ kind: DocumentKind, bytes: Uint8Array, sealed: boolean }} ReadRequest `sealed`: nothing may be asked of the network
 * @typedef {{ ok: true, reading: Reading } | { ok: false, error: import('../shared/errors.js').ErrorInfo }} ReadReply
 */

export {};
