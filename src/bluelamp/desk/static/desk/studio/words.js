// Counts, names and waits in words.

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
