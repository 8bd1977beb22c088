const EVERY_MS = 100;
const STEPS = 6;
const QUIET_DECIBELS = -60;
const LOUD_DECIBELS = -20;

/** How loud a microphone is, in steps 0 to 6, ten times a second. */
export class LevelMeter {
  #onLevel;
  #context = null;
  #timer = 0;

  constructor(onLevel) {
    this.#onLevel = onLevel;
  }

  connect(track) {
    this.disconnect();
    this.#context = new AudioContext();
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 1024;
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.#onLevel(stepOf(samples));
    }, EVERY_MS);
  }

  disconnect() {
    clearInterval(this.#timer);
    this.#context?.close();
    this.#context = null;
  }
}

/** The step of a stretch of sound, by its mean power. */
export function stepOf(samples) {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(power + 1e-12);
  const share = (decibels - QUIET_DECIBELS) / (LOUD_DECIBELS - QUIET_DECIBELS);
  return Math.round(STEPS * Math.min(1, Math.max(0, share)));
}
