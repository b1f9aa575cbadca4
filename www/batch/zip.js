/** The files of a target folder as one zip, put together while it is read. */

/** @import { SourceFolder } from './folder-port.js' */

/**
 * @param {SourceFolder} folder
 * @returns {Promise<Blob>}
 */
export async function zipOf(folder) {
  const { downloadZip } = await import('../vendor/client-zip.js');
  return downloadZip(filesOf(folder)).blob();
}

/** @param {SourceFolder} folder */
async function* filesOf(folder) {
  for await (const { path } of folder.list(() => true)) {
    const file = await folder.open(path);
    yield { name: path, input: file, lastModified: new Date(file.lastModified) };
  }
}
