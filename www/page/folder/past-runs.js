/** The runs of this folder, the last one first. */

/** @import { Run } from '../../batch/history.js' */

import { byId, make } from '../elements.js';
import { dates, phrases, plural, text } from '../language/text.js';

const STATES = phrases({
  running: 'cut off',
  paused: 'paused',
  stopped: 'stopped',
  done: 'done',
  undoing: 'its undoing was cut off',
  undone: 'undone',
});

/** @param {Run} run */
export const dateOf = ({ begun }) => dates({ dateStyle: 'medium', timeStyle: 'short' }).format(begun);

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
    return text('{files}: an earlier version brought back, {state}', {
      files: [...files.keys()].join(', '),
      state: text(STATES[state]),
    });
  const failed = [...records.values()].filter(({ status }) => status === 'failed').length;
  const counts = [
    plural(records.size - failed, '{n} note summarized', '{n} notes summarized'),
    failed > 0 ? text('{n} failed', { n: failed }) : '',
    kept.length > 0 ? text('kept: {files}', { files: kept.join(', ') }) : '',
  ];
  return `${text(STATES[state])}: ${counts.filter(Boolean).join(', ')}`;
}
