/** The side panel: shows the selected text and its summary. */

import './nutshell/api/note-summarizer.js';

const element = document.querySelector('note-summarizer');

function show({ note }) {
  if (!note) return;
  element.note = note;
  // The element itself says what is wrong.
  element.summarize().catch(() => {});
}

chrome.storage.session.onChanged.addListener(({ note }) => show({ note: note?.newValue }));
show(await chrome.storage.session.get('note'));
