import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoteShelf, noteTitle, SHELF_LIMIT } from '../../www/page/note-shelf.js';
import { countWords } from '../../www/page/word-count.js';

const file = (/** @type {string} */ name) => ({ name, text: `text of ${name}` });
const names = (/** @type {NoteShelf} */ shelf) => shelf.notes.map(noteTitle);

test('a file takes the place of an empty textbox', () => {
  const shelf = new NoteShelf();
  shelf.add([file('a.md')]);
  assert.deepEqual(names(shelf), ['a.md']);
  assert.equal(shelf.current.text, 'text of a.md');
});

test('files never replace typed text', () => {
  const shelf = new NoteShelf();
  shelf.edit('my own words');
  shelf.add([file('a.md'), file('b.md')]);
  assert.deepEqual(names(shelf), ['my own words', 'a.md', 'b.md']);
  shelf.select(shelf.notes[0].id);
  assert.equal(shelf.current.text, 'my own words');
});

test('edits stay with their note', () => {
  const shelf = new NoteShelf();
  shelf.add([file('a.md'), file('b.md')]);
  shelf.edit('changed');
  shelf.select(shelf.notes[1].id);
  shelf.select(shelf.notes[0].id);
  assert.equal(shelf.current.text, 'changed');
});

test('what was removed comes back to its place', () => {
  const shelf = new NoteShelf();
  shelf.add([file('a.md'), file('b.md'), file('c.md')]);
  shelf.select(shelf.notes[1].id);
  shelf.remove();
  assert.deepEqual(names(shelf), ['a.md', 'c.md']);
  shelf.undo();
  assert.deepEqual(names(shelf), ['a.md', 'b.md', 'c.md']);
  assert.equal(shelf.current.name, 'b.md');
  assert.equal(shelf.canUndo, false);
});

test('the last note removed leaves an empty textbox, and comes back', () => {
  const shelf = new NoteShelf();
  shelf.edit('words');
  shelf.remove();
  assert.equal(shelf.current.text, '');
  assert.equal(shelf.canUndo, true);
  shelf.undo();
  assert.deepEqual(names(shelf), ['words']);
});

test('room counts what is really held', () => {
  const shelf = new NoteShelf();
  assert.equal(shelf.room, SHELF_LIMIT);
  shelf.edit('typed');
  assert.equal(shelf.room, SHELF_LIMIT - 1);
});

test('words are counted', () => {
  assert.equal(countWords(''), 0);
  assert.equal(countWords('  \n\t '), 0);
  assert.equal(countWords(' one two\nthree\u00a0four\r\n'), 4);
});
