/**
 * Patterns for paths, as people know them from ignore files: `*` and `?` stand for characters of one name, `**` for any
 * folders. A pattern without a slash means a name at any depth, one with a slash a path from the top; one that matches a
 * folder means all that is in it. Case does not count.
 */

/** @typedef {(path: string) => string | null} Matcher The first pattern that matches the path or a folder on the way. */

/**
 * @param {string[]} patterns
 * @returns {Matcher}
 */
export function matcher(patterns) {
  const compiled = patterns.map((pattern) => ({ pattern, expression: compile(pattern) }));
  return (path) => {
    const whole = path.normalize('NFC');
    return compiled.find(({ expression }) => expression.test(whole))?.pattern ?? null;
  };
}

/**
 * Patterns that were typed in one line, with commas between them.
 * @param {string} line
 * @returns {string[]}
 */
export function parsePatterns(line) {
  return line
    .split(',')
    .map((pattern) => pattern.trim())
    .filter(Boolean);
}

/** @param {string} pattern */
function compile(pattern) {
  const path = pattern.normalize('NFC').replace(/^\.?\/+|\/+$/g, '');
  const anchor = path.includes('/') ? '^' : '^(?:.*/)?';
  const body = path.replace(/\*\*\/|\*\*|\*|\?|[\\^$.|+()[\]{}]/g, (token) => {
    switch (token) {
      case '**/':
        return '(?:.*/)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      default:
        return `\\${token}`;
    }
  });
  return new RegExp(`${anchor}${body}(?:/.*)?$`, 'iu');
}
