/** The archive for a stick: the same bytes every time, true checksums, and a start script that serves a page with threads. */

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { AppPage, BROWSERS, launch, ROOT } from './harness/index.js';
import { makeTinySite, SHORT_NOTE, TINY_NAME } from './harness/tiny-site.js';

const run = promisify(execFile);

/** @type {string} */
let scratch;
/** The archive's folder, unpacked. @type {string} */
let folder;
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'nutshell zip-'));
  const tiny = await makeTinySite();
  const site = join(scratch, 'dist');
  await cp(tiny.root, site, { recursive: true, dereference: true });
  await tiny.remove();
  const command = join(ROOT, 'www', 'tooling', 'portable', 'zip.js');
  for (const [out, zone] of [
    ['one.zip', 'Asia/Tokyo'],
    ['two.zip', 'America/New_York'],
  ]) {
    const env = { ...process.env, TZ: zone };
    await run(process.execPath, [command, '--site', site, '--out', join(scratch, out)], { env });
  }
  // Python's own unpacking leaves out what may be executed, so that is asked for.
  const unpack =
    'import sys, zipfile, os\narchive = zipfile.ZipFile(sys.argv[1])\narchive.extractall(sys.argv[2])\n' +
    'for entry in archive.infolist(): os.chmod(os.path.join(sys.argv[2], entry.filename), entry.external_attr >> 16)\n';
  await run('python3', ['-c', unpack, join(scratch, 'one.zip'), scratch]);
  folder = join(scratch, 'nutshell');
});
after(() => scratch && rm(scratch, { recursive: true }));

test('the same site gives the same bytes in every time zone', async () => {
  const [one, two] = await Promise.all(['one.zip', 'two.zip'].map((name) => readFile(join(scratch, name))));
  assert.ok(one.equals(two));
});

test('the checksums name every file and are true', async () => {
  const { stdout } = await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder });
  const { stdout: found } = await run('find', ['.', '-type', 'f'], { cwd: folder });
  assert.equal(stdout.trim().split('\n').length, found.trim().split('\n').length - 1);
  for (const name of ['start-linux.sh', 'start-macos.command']) {
    assert.equal((await stat(join(folder, name))).mode & 0o777, 0o755, name);
  }
  assert.match(await readFile(join(folder, 'start-windows.bat'), 'utf8'), /^@echo off\r\n/);
});

for (const name of BROWSERS) {
  describe(`the start script, ${name}`, { timeout: 120_000 }, () => {
    test('serves a page that has threads at once and summarizes', async () => {
      const server = spawn(join(folder, 'start-linux.sh'), ['--port', '0', '--no-browser'], { stdio: 'pipe' });
      const running = await launch(name);
      try {
        const [said] = await once(server.stdout, 'data');
        const [address] = /http:\/\/localhost:\d+\//.exec(String(said)) ?? [];
        assert.ok(address, String(said));
        const app = await AppPage.open(running, address);
        assert.ok((await app.summarize(SHORT_NOTE)).length > 0);
        const facts = await app.facts();
        assert.equal(facts.Name, TINY_NAME);
        assert.match(facts.Engine, /^threads-/);
        assert.equal(app.navigations.length, 1, 'no reload was needed');
        const outside = await fetch(`${address}..%2fserver/serve.py`);
        assert.equal(outside.status, 404, 'only the site is served');
        await app.close();
      } finally {
        await running.close();
        server.kill();
      }
    });
  });
}
