/** What was seen of one summary: every choice of a token, and what stands written at each of them. */

/** @import { Candidate, Choice } from '../../shared/protocol.js' */

/** Choices that are kept: some megabytes. A lesson looks at a few hundred. */
export const MOST_CHOICES = 5000;

/** @typedef {{ text: string, choice: number }} Token A token with the number of its choice. */
/**
 * @typedef {object} Moment What there is to see at one choice.
 * @property {number} part Which part of the note, from 0.
 * @property {Token[]} tokens What stood written about the part before.
 * @property {Candidate[]} candidates
 * @property {number | null} chosen
 * @property {number | null} kept How many of the tokens stay, where some are taken back.
 * @property {string | null} finish
 * @property {number} attempts How often a sentence about the part was taken back before.
 */

export class Recording {
  /** @type {Choice[]} */
  #choices = [];
  #left = 0;
  #sorted = true;

  /** @param {Choice[]} choices the next ones */
  add(choices) {
    const room = MOST_CHOICES - this.#choices.length;
    this.#choices.push(...choices.slice(0, room));
    this.#left += Math.max(0, choices.length - room);
    this.#sorted = false;
  }

  /** Choices at hand. */
  get length() {
    return this.#choices.length;
  }

  /** Choices that were made and not kept. */
  get left() {
    return this.#left;
  }

  get parts() {
    return this.#choices.reduce((most, { part }) => Math.max(most, part + 1), 0);
  }

  /** The number of the choice that came last, whatever its part. */
  get newest() {
    const last = this.#choices.at(-1);
    return last ? this.#inOrder().indexOf(last) : 0;
  }

  /** The parts are written side by side and shown one after the other. */
  #inOrder() {
    if (!this.#sorted) {
      this.#ordered = [...this.#choices].sort((a, b) => a.part - b.part);
      this.#sorted = true;
    }
    return this.#ordered;
  }

  /** @type {Choice[]} */
  #ordered = [];

  /**
   * @param {number} at the number of a choice, from 0
   * @returns {Moment}
   */
  moment(at) {
    const choices = this.#inOrder();
    const { part, step } = choices[at];
    const { candidates, chosen, kept, finish } = step;
    const first = choices.findIndex((choice) => choice.part === part);
    /** @type {Token[]} */
    const tokens = [];
    let attempts = 0;
    for (let index = first; index < at; index += 1) {
      const before = choices[index].step;
      const text = before.chosen === null ? null : before.candidates[before.chosen].text;
      if (text !== null) tokens.push({ text, choice: index });
      if (before.kept !== null) {
        tokens.length = before.kept;
        attempts += 1;
      }
    }
    return { part, tokens, candidates, chosen, kept, finish, attempts };
  }

  /**
   * The number of the next choice that turned something away; null where there is none.
   * @param {number} after the number of a choice
   * @returns {number | null}
   */
  nextForbidden(after) {
    const turnedAway = (/** @type {Choice} */ { step }) => step.candidates.some(({ forbidden }) => forbidden !== null);
    const found = this.#inOrder().findIndex((choice, index) => index > after && turnedAway(choice));
    return found < 0 ? null : found;
  }

  /** How many choices turned something away. */
  get forbidden() {
    return this.#choices.filter(({ step }) => step.candidates.some(({ forbidden }) => forbidden !== null)).length;
  }
}
