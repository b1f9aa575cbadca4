/** The Summarizer API in a project with a bundler. */

import { type CreateMonitor, configure, Summarizer } from 'nutshell-summarizer';

configure({ base: `${import.meta.env.BASE_URL}nutshell/` });

function byId<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

const text = byId<HTMLTextAreaElement>('text');
const go = byId<HTMLButtonElement>('go');
const progress = byId<HTMLProgressElement>('progress');
const summary = byId<HTMLPreElement>('summary');

function monitor(target: CreateMonitor): void {
  target.addEventListener('downloadprogress', ({ loaded }) => {
    progress.value = loaded;
  });
}

async function summarize(): Promise<void> {
  summary.textContent = '';
  progress.hidden = false;
  const summarizer = await Summarizer.create({ type: 'key-points', length: 'medium', monitor });
  progress.hidden = true;
  const reader = summarizer.summarizeStreaming(text.value).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    summary.append(read.value);
  }
  summarizer.destroy();
}

go.addEventListener('click', () => {
  go.disabled = true;
  summarize()
    .catch((error: Error) => {
      summary.textContent = `${error.name}: ${error.message}`;
    })
    .finally(() => {
      go.disabled = false;
    });
});
