// Moments in words: “1:02.345”, and back.

export const ROUNDING = 5e-4; // seconds that a moment written to the thousandth may lie before its own

/** @param {number} seconds @param {number} places digits after the point */
export function clock(seconds, places = 1) {
  const all = Math.max(0, Math.round(seconds * 10 ** places) / 10 ** places);
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor(all / 60) % 60;
  const rest = (all % 60).toFixed(places).padStart(places ? places + 3 : 2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** Seconds of “1:02.5”, “62.5” or “1:00:02”; null where it is no time. @param {string} written */
export function readClock(written) {
  const parts = written.trim().split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d+(\.\d*)?$/.test(part))) return null;
  return parts.reduce((all, part) => all * 60 + Number(part), 0);
}
