/** What became of every note, in a table that grows while the test runs. */

/** @import { Result } from './test-run.js' */

import { byId, make } from '../elements.js';
import { didSentence, passTitle } from './note-words.js';

export class ResultsView {
  #section = byId('results', HTMLElement);
  #body = byId('results-body', HTMLTableSectionElement);

  clear() {
    this.#section.hidden = true;
    this.#body.replaceChildren();
  }

  /** @param {Result} result */
  add(result) {
    const { item, output, score } = result;
    const { note } = item;
    this.#section.hidden = false;
    const row = make('tr');
    const name = make('th', passTitle(result));
    name.scope = 'row';
    const right = score.failures.length === 0;
    const wrong = make('td', right ? 'nothing' : '', right ? '' : 'wrong');
    wrong.append(...score.failures.map((failure) => make('p', failure)));
    row.append(
      name,
      wrong,
      make('td', note.expect),
      make('td', didSentence(score)),
      make('td', `${score.facts.part} of ${score.facts.whole}`, 'figure'),
      make('td', output.seconds.toFixed(1), 'figure'),
    );
    this.#body.append(row);
  }
}
