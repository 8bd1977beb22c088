// The layers of a picture in a meeting, from small to large. A browser sends as many as the
// picture is worth, counted from the first one: the others would only lose it its largest.
const LAYERS = [
  { rid: "q", maxBitrate: 150_000 },
  { rid: "h", maxBitrate: 450_000 },
  { rid: "f", maxBitrate: 1_200_000 },
];
const TWO_FROM = 640 * 360;
const THREE_FROM = 960 * 540;

/** RTCRtpEncodingParameters for a picture of that many pixels; the largest layer is all of it. */
export function encodingsFor(pixels) {
  const count = pixels >= THREE_FROM ? 3 : pixels >= TWO_FROM ? 2 : 1;
  return LAYERS.map((layer, number) => ({
    ...layer,
    active: number < count,
    scaleResolutionDownBy: 2 ** Math.max(0, count - 1 - number),
    // The only one there is may use what the largest of several would.
    ...(number === count - 1 && { maxBitrate: LAYERS[2].maxBitrate }),
  }));
}

export function pixelsOf(track) {
  const { width = 0, height = 0 } = track?.getSettings() ?? {};
  return width * height;
}

/** Fits the layers of a sender to the track it is about to send. */
export async function fitLayers(sender, track) {
  const parameters = sender.getParameters();
  if (!track || parameters.encodings.length < 2) return;
  const wanted = encodingsFor(pixelsOf(track));
  for (const encoding of parameters.encodings) {
    Object.assign(
      encoding,
      wanted.find(({ rid }) => rid === encoding.rid),
    );
  }
  await sender.setParameters(parameters);
}
