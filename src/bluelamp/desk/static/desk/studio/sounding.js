// The sound as a file of fragments, cut into pieces that a feed can take one at a time.

const BOX = new Set(["moov", "trak", "mdia", "moof", "traf"]); // boxes that hold boxes, of those on the way

/** @param {ArrayBuffer} file fragmented MP4 (ISO/IEC 14496-12) @param {number} duration seconds of the film
 * @returns {{head: ArrayBuffer, pieces: object[]}} */
export function piecesOf(file, duration) {
  const view = new DataView(file);
  const fragments = [];
  let head = 0;
  let scale = 1;
  for (const box of boxes(view, 0, file.byteLength)) {
    if (box.type === "moov") {
      scale = timescale(view, box);
      head = box.end;
    } else if (box.type === "moof") {
      fragments.push({ from: box.start, start: decodeTime(view, box) / scale });
    }
  }
  const pieces = fragments.map(({ from, start }, number) => {
    const after = fragments[number + 1];
    return { key: number, start, end: after?.start ?? Math.max(duration, start), bytes: async () => file.slice(from, after?.from ?? file.byteLength) };
  });
  return { head: file.slice(0, fragments[0]?.from ?? head), pieces };
}

function* boxes(view, start, end) {
  for (let at = start; at + 8 <= end; ) {
    const size = view.getUint32(at) || end - at;
    const type = String.fromCharCode(...new Uint8Array(view.buffer, at + 4, 4));
    yield { type, start: at, body: at + 8, end: at + size };
    at += size;
  }
}

function find(view, box, wanted) {
  for (const inner of boxes(view, box.body, box.end)) {
    if (inner.type === wanted) return inner;
    const deeper = BOX.has(inner.type) ? find(view, inner, wanted) : null;
    if (deeper) return deeper;
  }
  return null;
}

function timescale(view, moov) {
  const { body } = find(view, moov, "mdhd");
  return view.getUint32(body + (view.getUint8(body) === 1 ? 20 : 12));
}

function decodeTime(view, moof) {
  const box = find(view, moof, "tfdt");
  if (!box) return 0;
  const { body } = box;
  return view.getUint8(body) === 1 ? Number(view.getBigUint64(body + 4)) : view.getUint32(body + 4);
}
