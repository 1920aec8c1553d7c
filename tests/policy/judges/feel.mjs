// Opens an exported decision with dmn-moddle and decides cases by an independent FEEL interpreter.
//   node feel.mjs FILE.dmn < cases.json    a list of {fact: value}, with the day as as_of
// Prints {warnings, verdicts, seconds}; a verdict is [outcome, default, clause], or null where no rule matches.
import { readFileSync } from "node:fs";
import { DmnModdle } from "dmn-moddle";
import { evaluate, unaryTest } from "feelin";

const { rootElement, warnings } = await new DmnModdle().fromXML(
  readFileSync(process.argv[2], "utf8"), "dmn:Definitions",
);
const table = rootElement.drgElement.find((element) => element.$type === "dmn:Decision").decisionLogic;
const faults = [];

function value(answer, text) {
  if (answer.warnings.some(({ type }) => type !== "NO_VARIABLE_FOUND")) faults.push(text);
  return answer.value;
}

function context(facts) {
  const read = ([name, given]) =>
    [name, given !== null && (name.endsWith("_on") || name === "as_of")
      ? value(evaluate(`date("${given}")`), given) : given];
  return Object.fromEntries(Object.entries(facts).map(read));
}

function decide(facts) {
  const given = context(facts);
  const columns = table.input.map(({ inputExpression: { text } }) => value(evaluate(text, given), text));
  const matches = ({ text }, place) =>
    text === "-" || value(unaryTest(text, { ...given, "?": columns[place] }), text) === true;
  const rule = table.rule.find(({ inputEntry }) => inputEntry.every(matches));
  return rule ? rule.outputEntry.map(({ text }) => value(evaluate(text), text)) : null;
}

const cases = JSON.parse(readFileSync(0, "utf8"));
const start = performance.now();
const verdicts = cases.map(decide);
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({
  warnings: [...warnings.map(({ message }) => message), ...new Set(faults)],
  hitPolicy: table.hitPolicy,
  verdicts,
  seconds,
}));
