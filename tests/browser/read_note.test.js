import assert from 'node:assert/strict';
import { File as NodeFile } from 'node:buffer';
import { test } from 'node:test';
import { NOTE_LIMIT_BYTES, readNote, refuseTextSize } from '../../www/page/read-note.js';

const NOTE = 'Café meeting, 14 March: €48,500 approved — “at last”.\r\nNaïve plan dropped.\n';
const utf8 = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @param {string} text @param {boolean} little @param {boolean} mark */
function utf16(text, little, mark) {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  if (mark) units.unshift(0xfeff);
  return Uint8Array.from(units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
}

/** @param {string} name @param {Uint8Array} bytes */
function file(name, bytes) {
  return /** @type {File} */ (/** @type {unknown} */ (new NodeFile([bytes], name)));
}

/** @param {string} name @param {Uint8Array} bytes */
async function read(name, bytes) {
  const result = await readNote(file(name, bytes));
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result;
}

/** @param {string} name @param {Uint8Array} bytes */
async function refused(name, bytes) {
  const result = await readNote(file(name, bytes));
  assert.ok(!result.ok, 'expected an error');
  assert.match(result.error.message, new RegExp(name.replace(/[.\s]/g, '.')), 'the message names the file');
  return result.error;
}

test('UTF-8 is read as it is, with and without a byte order mark', async () => {
  assert.deepEqual(await read('a.txt', utf8(NOTE)), { ok: true, text: NOTE, encoding: 'UTF-8', notice: null });
  assert.equal((await read('a.md', utf8(`\ufeff${NOTE}`))).text, NOTE);
});

test('UTF-16 is read in both byte orders, with and without a byte order mark', async () => {
  for (const little of [true, false]) {
    for (const mark of [true, false]) {
      for (const text of [NOTE, 'Встреча в пятницу, 14 марта\n', '会议 14 日\n决定\n']) {
        const result = await read('a.txt', utf16(text, little, mark));
        assert.equal(result.text, text);
        assert.equal(result.encoding, little ? 'UTF-16 LE' : 'UTF-16 BE');
        assert.equal(result.notice === null, mark, 'a guess is told, a mark is not');
      }
    }
  }
});

test('Latin-1 and Windows-1252 are read with a notice', async () => {
  const bytes = Uint8Array.from([
    0x43, 0x61, 0x66, 0xe9, 0x20, 0x80, 0x34, 0x30, 0x20, 0x96, 0x20, 0xfc, 0x62, 0x65, 0x72,
  ]);
  const result = await read('alt.txt', bytes);
  assert.equal(result.text, 'Café €40 – über');
  assert.match(result.notice ?? '', /Windows-1252/);
});

test('an encoding that is none of these gets an error, not garbage', async () => {
  const shiftJis = Uint8Array.from([
    0x89, 0xef, 0x8b, 0x63, 0x82, 0xcc, 0x81, 0x41, 0x8c, 0x88, 0x92, 0xe8, 0x8f, 0x90, 0x0a,
  ]);
  assert.equal((await refused('sjis.txt', shiftJis)).code, 'note-encoding');
  assert.equal((await refused('half.txt', Uint8Array.from([0xff, 0xfe, 0x41]))).code, 'note-encoding');
});

test('a UTF-8 file with one damaged byte stays UTF-8 and says so', async () => {
  const bytes = utf8(`Żółć gęślą jaźń, ${NOTE}`);
  const damaged = Uint8Array.from([...bytes, 0xc3]);
  const result = await read('cut.txt', damaged);
  assert.ok(result.text.startsWith('Żółć'));
  assert.match(result.notice ?? '', /damaged/);
});

test('a replacement character that the note itself holds is no damage', async () => {
  assert.equal((await read('fffd.txt', utf8('seen: \ufffd'))).notice, null);
});

test('binary files are refused by what they are', async () => {
  const pad = (/** @type {number[]} */ start) => Uint8Array.from([...start, ...new Array(64).fill(7)]);
  for (const [start, kind] of /** @type {[number[], RegExp][]} */ ([
    [[0x50, 0x4b, 0x03, 0x04], /ZIP/],
    [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], /PNG/],
    [[0xff, 0xd8, 0xff, 0xe0], /JPEG/],
    [[0x47, 0x47, 0x55, 0x46], /model/],
  ])) {
    const error = await refused('wrong name.txt', pad(start));
    assert.equal(error.code, 'note-binary');
    assert.match(error.message, kind);
  }
  assert.equal(
    (
      await refused(
        'noise.txt',
        Uint8Array.from({ length: 999 }, (_, i) => (i * 167) % 256),
      )
    ).code,
    'note-binary',
  );
  assert.equal(
    (
      await refused(
        'controls.txt',
        Uint8Array.from({ length: 99 }, (_, i) => 1 + (i % 7)),
      )
    ).code,
    'note-binary',
  );
});

test('a wrong extension is refused, a right one in capitals is not', async () => {
  assert.equal((await refused('table.csv', utf8('a,b'))).code, 'file-type');
  assert.equal((await refused('README', utf8('text'))).code, 'file-type');
  assert.equal((await read('NOTES.TXT', utf8('text'))).text, 'text');
});

test('a note over the limit is refused with the figure', async () => {
  const error = await refused('long.txt', utf8('word '.repeat(1_000_000)));
  assert.equal(error.code, 'note-too-large');
  assert.match(error.message, /5\.0 MB/);
  assert.equal((await read('fits.txt', utf8('a'.repeat(NOTE_LIMIT_BYTES)))).text.length, NOTE_LIMIT_BYTES);
  assert.equal((await refused('over.txt', utf8('a'.repeat(NOTE_LIMIT_BYTES + 1)))).code, 'note-too-large');
});

test('the limit counts bytes of UTF-8, for typed text too', async () => {
  assert.equal(refuseTextSize('Note', 'é'.repeat(NOTE_LIMIT_BYTES / 2)), null);
  assert.equal(refuseTextSize('Note', 'é'.repeat(NOTE_LIMIT_BYTES / 2 + 1))?.code, 'note-too-large');
  assert.equal((await read('wide.txt', utf16('a'.repeat(900_000), true, true))).text.length, 900_000);
});

test('markup in a note stays text', async () => {
  const html = '<script>alert(1)</script><img src=x onerror=alert(2)>';
  assert.equal((await read('page.md', utf8(html))).text, html);
});

test('a huge file is refused before it is read', async () => {
  let whole = false;
  const file = /** @type {File} */ (
    /** @type {unknown} */ ({
      name: 'huge.txt',
      size: 5e9,
      slice: () => new Blob(['some text']),
      arrayBuffer: () => {
        whole = true;
        return Promise.reject(new Error('read'));
      },
    })
  );
  const result = await readNote(file);
  assert.ok(!result.ok && result.error.code === 'note-too-large');
  assert.equal(whole, false);
});

test('an unreadable file is an error that names it', async () => {
  const file = /** @type {File} */ (
    /** @type {unknown} */ ({
      name: 'folder',
      size: 0,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('no')) }),
    })
  );
  const result = await readNote(file);
  assert.ok(!result.ok && /“folder”/.test(result.error.message));
});
