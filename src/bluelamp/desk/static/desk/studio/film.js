// The film: the copy to play, fed to the video element from its segments as they are needed and made.
import { createFeed } from "./feed.js";
import { piecesOf } from "./sounding.js";

const AGAIN = 4000; // milliseconds before the beginning is fetched again

/** @param {HTMLVideoElement} video @param {(path: string) => string} address of a part of the copy @param {ReturnType<import("./reel.js").createReel>} reel */
export function createFilm(video, address, reel) {
  let feeds = [];
  let opened = "";
  let wanted = 0;

  /** Open what the manifest names, again once the sound has come. */
  async function open(duration) {
    const { mime, sound_mime: soundMime } = reel.manifest;
    const kind = `${mime} ${soundMime ?? ""}`;
    if (!mime || opened === kind || !reel.segments.some((each) => each.done) || !window.MediaSource?.isTypeSupported(mime)) return;
    opened = kind;
    feeds.forEach((feed) => feed.close());
    feeds = [];
    const source = new MediaSource();
    URL.revokeObjectURL(video.src);
    video.src = URL.createObjectURL(source);
    const begun = await Promise.all([
      bytesOf(address("head/")),
      soundMime ? bytesOf(address("sound/")).catch(() => null) : null,
      new Promise((resolve) => source.addEventListener("sourceopen", resolve, { once: true })),
    ]).catch(() => null);
    if (opened !== kind) return;
    if (!begun) {
      opened = "";
      setTimeout(() => open(duration), AGAIN);
      return;
    }
    const [head, sound] = begun;
    source.duration = duration;
    const settled = (isIdle) => { if (isIdle) finish(source); };
    feeds = [createFeed(source.addSourceBuffer(mime), segments, settled)];
    const heard = sound && piecesOf(sound, duration);
    if (heard) feeds.push(createFeed(source.addSourceBuffer(soundMime), () => heard.pieces, settled));
    feeds.forEach((feed) => feed.want(wanted));
    feeds[0].begin(head);
    if (heard) feeds[1].begin(heard.head);
    video.currentTime = wanted;
  }

  function segments() {
    return reel.segments.filter((each) => each.done).map(({ number, start, end }) => ({
      key: number, start, end, bytes: (signal) => bytesOf(address(`${number}/`), signal),
    }));
  }

  /** Tell the browser that nothing follows, once the last piece of the whole copy is in: else it would wait for more. */
  function finish(source) {
    const isWhole = reel.segments.every((each) => each.done);
    if (isWhole && source.readyState === "open" && feeds.every((feed) => feed.isIdle() && feed.hasLast())) source.endOfStream();
  }

  /** Have this moment ready, and what follows it. */
  function want(seconds) {
    wanted = seconds;
    feeds.forEach((feed) => feed.want(seconds));
  }

  return { open, want, has: (seconds) => feeds.length > 0 && feeds[0].holds(seconds) };
}

async function bytesOf(address, signal) {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.arrayBuffer();
}
