/** The runs of this folder, the last one first. */

/** @import { Run } from '../../batch/history.js' */

import { byId, make } from '../elements.js';
import { formatPlural } from '../figures.js';

const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

const STATES = {
  running: 'cut off',
  paused: 'paused',
  stopped: 'stopped',
  done: 'done',
  undoing: 'its undoing was cut off',
  undone: 'undone',
};

/** @param {Run} run */
export const dateOf = ({ begun }) => date.format(begun);

/** @param {Run[]} runs */
export function showPastRuns(runs) {
  byId('past', HTMLElement).hidden = runs.length === 0;
  byId('past-runs', HTMLElement).replaceChildren(
    ...[...runs].reverse().map((run) => {
      const item = make('li');
      item.append(make('span', dateOf(run)), make('span', describe(run)));
      return item;
    }),
  );
}

/** @param {Run} run */
function describe({ what, state, records, kept, files }) {
  if (what.kind === 'restore')
    return `${[...files.keys()].join(', ')}: an earlier version brought back, ${STATES[state]}`;
  const failed = [...records.values()].filter(({ status }) => status === 'failed').length;
  const counts = [
    formatPlural(records.size - failed, 'note summarized', 'notes summarized'),
    failed > 0 ? `${failed} failed` : '',
    kept.length > 0 ? `kept: ${kept.join(', ')}` : '',
  ];
  return `${STATES[state]}: ${counts.filter(Boolean).join(', ')}`;
}
