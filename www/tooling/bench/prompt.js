/** The prompt that all engines read. */

/** The system prompt that the model was trained with for summaries. */
export const SYSTEM =
  'Provide a concise, objective summary of the input text in up to three sentences, focusing on key actions and ' +
  'intentions without using second or third person pronouns.';

/**
 * A system and a user turn in ChatML, for engines that take text: what Nutshell makes of them by the file's template.
 * @param {string} system
 * @param {string} user
 */
export const chat = (system, user) =>
  `<|im_start|>system\n${system}<|im_end|>\n<|im_start|>user\n${user}<|im_end|>\n<|im_start|>assistant\n`;

/**
 * A text that makes a prompt of about `tokens` tokens: the note, again and again.
 * @param {string} note
 * @param {number} noteTokens Tokens of the note.
 * @param {number} tokens
 */
export function textOf(note, noteTokens, tokens) {
  const words = `${note}\n`.split(/(?<=\s)/);
  // The turns and the system prompt take about 45.
  const wanted = Math.max(1, Math.round(((tokens - 45) * words.length) / noteTokens));
  return Array.from({ length: wanted }, (_, index) => words[index % words.length]).join('');
}
