// A feed: keeps one source buffer filled around the playhead, a piece at a time, and lets go of what is far away.

const AHEAD = 30; // seconds kept ready
const BEHIND = 8;
const FAR = 75; // seconds away from which a piece is let go
const NEAR = 12; // what is kept where the browser has no more room

/** @typedef {{key: string | number, start: number, end: number, bytes: (signal: AbortSignal) => Promise<ArrayBuffer>}} Piece */

/** @param {SourceBuffer} buffer @param {() => Piece[]} pieces those there are, in order
 * @param {(isIdle: boolean) => void} tell after each change */
export function createFeed(buffer, pieces, tell) {
  const held = new Map();
  let focus = 0;
  let fetching = null;
  let isBusy = true; // until the head is in
  let isClosed = false;

  const updated = () => new Promise((resolve, reject) => {
    buffer.addEventListener("updateend", resolve, { once: true });
    buffer.addEventListener("error", () => reject(new Error("The browser cannot play this piece.")), { once: true });
  });

  function want(seconds) {
    focus = seconds;
    if (fetching && !isIn(fetching.piece, seconds) && pieceAt(seconds) && !held.has(pieceAt(seconds).key)) {
      fetching.control.abort();
    }
    const here = pieceAt(seconds);
    if (here && held.has(here.key) && !isBusy && !isBuffered(seconds)) held.delete(here.key);
    pump();
  }

  const isIn = (piece, seconds) => piece.start <= seconds && seconds < piece.end;
  const pieceAt = (seconds) => pieces().find((piece) => isIn(piece, seconds)) ?? pieces().at(-1);

  function isBuffered(seconds) {
    const { buffered } = buffer;
    for (let each = 0; each < buffered.length; each += 1) {
      if (buffered.start(each) - 0.2 <= seconds && seconds <= buffered.end(each) + 0.2) return true;
    }
    return false;
  }

  /** The piece at the playhead, then those after it, then the one before. */
  function next() {
    const wanted = pieces().filter((piece) => piece.end > focus - BEHIND && piece.start < focus + AHEAD && !held.has(piece.key));
    return wanted.find((piece) => isIn(piece, focus)) ?? wanted.find((piece) => piece.start >= focus) ?? wanted[0];
  }

  async function pump() {
    if (isBusy || isClosed) return;
    isBusy = true;
    for (let piece = next(); piece && !isClosed; piece = next()) {
      try {
        await put(piece);
      } catch (error) {
        if (error.name !== "AbortError") break;
      }
    }
    isBusy = false;
    if (!isClosed) tell(true);
  }

  async function put(piece) {
    fetching = { piece, control: new AbortController() };
    let bytes;
    try {
      bytes = await piece.bytes(fetching.control.signal);
    } finally {
      fetching = null;
    }
    if (isClosed) return;
    await letGo(FAR);
    try {
      buffer.appendBuffer(bytes);
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      await letGo(NEAR);
      buffer.appendBuffer(bytes);
    }
    await updated();
    held.set(piece.key, piece);
    tell(false);
  }

  async function letGo(distance) {
    for (const [key, piece] of held) {
      if (piece.start > focus + distance || piece.end < focus - distance) {
        held.delete(key);
        buffer.remove(piece.start, piece.end);
        await updated();
      }
    }
  }

  async function begin(head) {
    buffer.appendBuffer(head);
    await updated();
    isBusy = false;
    pump();
  }

  function close() {
    isClosed = true;
    fetching?.control.abort();
  }

  return { begin, want, close, isIdle: () => !isBusy, holds: (seconds) => isBuffered(seconds), hasLast: () => held.has(pieces().at(-1)?.key) };
}
