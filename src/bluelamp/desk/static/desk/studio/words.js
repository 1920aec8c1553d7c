// Times and counts in words, and times as people write them.

/** “1:03.2”: minutes, seconds and tenths; hours where there are any. @param {number} seconds */
export function clock(seconds) {
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600) % 60;
  const hours = Math.floor(tenths / 36000);
  const rest = `${pad(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
  return hours ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** As a clock, to the thousandth: what a field holds. @param {number} seconds */
export function exactly(seconds) {
  const whole = Math.floor(seconds + 0.0005);
  const thousandths = String(Math.round((seconds - whole) * 1000)).padStart(3, "0");
  return `${Math.floor(whole / 60)}:${pad(whole % 60)}.${thousandths}`;
}

/** Seconds from “63.2”, “1:03.2” or “1:01:03.2”; NaN where it is no time. @param {string} written */
export function secondsIn(written) {
  const parts = written.trim().split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d+(\.\d+)?$/.test(part))) return Number.NaN;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** “1 doubt”, “3 doubts”. @param {number} number @param {string} one @param {string} several */
export function counted(number, one, several = `${one}s`) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : several}`;
}

/** “Ana, Ben and Cyd”. @param {string[]} names */
export function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** “about 2 minutes”. @param {number} seconds */
export function roughly(seconds) {
  if (seconds < 50) return `about ${Math.max(5, Math.ceil(seconds / 5) * 5)} seconds`;
  return `about ${counted(Math.round(seconds / 60), "minute")}`;
}

function pad(number) {
  return String(number).padStart(2, "0");
}
