// The tone that covers words, heard while footage plays as it does in what goes out.

const PITCH = 1000; // hertz
const LOUDNESS = 0.1;

/** @returns {(isOn: boolean) => void} */
export function createTone() {
  let context = null;
  let gain = null;

  function begin() {
    context = new AudioContext();
    gain = new GainNode(context, { gain: 0 });
    const tone = new OscillatorNode(context, { frequency: PITCH });
    tone.connect(gain).connect(context.destination);
    tone.start();
  }

  return (isOn) => {
    if (isOn && !context) begin();
    if (context) gain.gain.value = isOn ? LOUDNESS : 0;
  };
}
