const NOTES_HERTZ = [523, 659, 784]; // c, e, g: clearly a sign, not a fault
const NOTE_SECONDS = 0.35;
const LOUDNESS = 0.25;

/** Plays three notes on the chosen speaker. */
export class SpeakerTone {
  async play(deviceId = "") {
    const context = new AudioContext();
    if (deviceId && context.setSinkId) await context.setSinkId(deviceId);
    await context.resume();
    const volume = context.createGain();
    volume.gain.value = LOUDNESS;
    volume.connect(context.destination);
    NOTES_HERTZ.forEach((hertz, index) => {
      const note = context.createOscillator();
      note.frequency.value = hertz;
      note.connect(volume);
      note.start(context.currentTime + index * NOTE_SECONDS);
      note.stop(context.currentTime + (index + 1) * NOTE_SECONDS);
    });
    const seconds = NOTES_HERTZ.length * NOTE_SECONDS;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    await context.close();
  }
}
