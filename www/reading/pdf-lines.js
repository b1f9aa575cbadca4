/** The pieces of text on a page of a PDF become lines, in the order in which the file draws them. */

/**
 * @typedef {object} PageItem A piece of text as pdf.js gives it, or a mark without text.
 * @property {string} [str]
 * @property {number[]} [transform] six numbers: from the text's own space to the page's
 * @property {number} [width] in the page's units
 */

/**
 * @typedef {object} PageLine
 * @property {string} text gaps as wide as a column are tabs
 * @property {number} x left end, in points, rightwards
 * @property {number} right
 * @property {number} y of the baseline, upwards
 * @property {number} size of the letters
 */

/** @typedef {{ text: string, x: number, y: number, width: number, size: number }} Piece */

/** A gap of so many letter sizes separates columns of a table. */
const COLUMN_GAP = 1.5;
/** A narrower gap is a space if it is wider than this. */
const SPACE_GAP = 0.12;

/** What stands before a list item. */
export const ITEM_MARK = /^(?:[•‣◦▪●○■□·∙–—*-]|\(?(?:\d{1,3}|[a-z])[.)])(?=\s|$)/;

/**
 * @param {PageItem[]} items
 * @returns {PageLine[]}
 */
export function pageLines(items) {
  /** @type {PageLine[]} */
  const lines = [];
  /** @type {PageLine | null} */
  let line = null;
  let space = false;
  /** @type {Piece | null} */
  let last = null;
  for (const piece of upright(items)) {
    if (piece.text.trim() === '') {
      space = true;
      continue;
    }
    if (last && isShadow(last, piece)) continue;
    if (line && continues(line, piece)) {
      line.text += gap(line, piece, space) + piece.text;
      line.right = Math.max(line.right, piece.x + piece.width);
      if (piece.size > line.size) Object.assign(line, { size: piece.size, y: piece.y });
    } else {
      line = { text: piece.text, x: piece.x, right: piece.x + piece.width, y: piece.y, size: piece.size };
      lines.push(line);
    }
    space = piece.text.endsWith(' ');
    last = piece;
  }
  return lines
    .map((each) => ({
      ...each,
      text: each.text
        .replace(/ +/g, ' ')
        .replace(/ ?\t ?/g, '\t')
        .trim(),
    }))
    .filter(({ text }) => text !== '');
}

/**
 * The pieces in the direction that most of the page is written in; watermarks and margins across it are none of the
 * text. A page that lies on its side is turned.
 * @param {PageItem[]} items
 * @returns {Piece[]}
 */
function upright(items) {
  const turns = [0, 0, 0, 0];
  /** @type {{ turn: number, piece: Piece }[]} */
  const all = [];
  for (const { str, transform, width = 0 } of items) {
    if (!str || !transform) continue;
    const [a, b, c, d, x, y] = transform;
    const turn = Math.round(Math.atan2(b, a) / (Math.PI / 2)) & 3;
    turns[turn] += str.trim().length;
    const [along, up] = [
      [x, y],
      [y, -x],
      [-x, -y],
      [-y, x],
    ][turn];
    all.push({ turn, piece: { text: str, x: along, y: up, width, size: Math.hypot(c, d) || 1 } });
  }
  const most = turns.indexOf(Math.max(...turns));
  return all.filter(({ turn }) => turn === most).map(({ piece }) => piece);
}

/**
 * Whether a piece goes on in a line: beside it, or above or below as exponents are.
 * @param {PageLine} line
 * @param {Piece} piece
 */
function continues(line, piece) {
  const size = Math.max(line.size, piece.size);
  return Math.abs(piece.y - line.y) < 0.5 * size && piece.x > line.right - size;
}

/**
 * @param {PageLine} line
 * @param {Piece} piece
 * @param {boolean} space
 */
function gap(line, piece, space) {
  const wide = (piece.x - line.right) / Math.max(line.size, piece.size);
  if (wide > COLUMN_GAP) return ITEM_MARK.test(line.text) && line.text.length <= 4 ? ' ' : '\t';
  return space || wide > SPACE_GAP ? ' ' : '';
}

/**
 * Letters drawn twice, a hair apart, are bold.
 * @param {Piece} last
 * @param {Piece} piece
 */
function isShadow(last, piece) {
  const near = 0.15 * piece.size;
  return last.text === piece.text && Math.abs(last.x - piece.x) < near && Math.abs(last.y - piece.y) < near;
}
