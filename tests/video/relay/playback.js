// Plays a recorded file in this page and finds when flashes were shown and beeps were heard, in
// seconds of the page's clock: sound as it leaves the loudspeaker, pictures as they are displayed.
const BEEPS = `
  registerProcessor("beeps", class extends AudioWorkletProcessor {
    last = -1;
    process([[samples]]) {
      for (let n = 0; n < (samples?.length ?? 0); n += 1) {
        if (Math.abs(samples[n]) < 0.1) continue;
        const at = (currentFrame + n) / sampleRate;
        if (at - this.last > 0.3) this.port.postMessage(at);
        this.last = at;
      }
      return true;
    }
  });`;

window.play = async ({ url, seconds }) => {
  const video = document.createElement("video");
  video.src = url;
  document.body.append(video);
  const found = { flashes: [], beeps: [], error: "" };
  const context = new AudioContext();
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([BEEPS], { type: "text/javascript" })));
  const ear = new AudioWorkletNode(context, "beeps");
  context.createMediaElementSource(video).connect(ear).connect(context.destination);
  ear.port.onmessage = ({ data }) => {
    const { contextTime, performanceTime } = context.getOutputTimestamp();
    found.beeps.push(performanceTime / 1000 + data - contextTime);
  };

  const pen = new OffscreenCanvas(16, 12).getContext("2d", { willReadFrequently: true });
  let lastFlash = -1;
  const look = (_now, { expectedDisplayTime }) => {
    video.requestVideoFrameCallback(look);
    pen.drawImage(video, 0, 0, 16, 12);
    if (pen.getImageData(8, 4, 1, 1).data[0] < 128) return;
    const at = expectedDisplayTime / 1000;
    if (at - lastFlash > 0.3) found.flashes.push(at);
    lastFlash = at;
  };
  video.requestVideoFrameCallback(look);
  video.addEventListener("error", () => (found.error = video.error.message));

  await video.play();
  const began = performance.now();
  while (!video.ended && performance.now() - began < seconds * 1000) {
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return { ...found, played: video.currentTime, duration: video.duration };
};
