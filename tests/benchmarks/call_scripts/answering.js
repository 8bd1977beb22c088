// The other side of the reference: answers the offer that comes over EXCHANGE with the camera
// and microphone that this page has opened for the product.
(() => {
  const tracks = {};
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => {
    const stream = await ask(wanted);
    for (const track of stream.getTracks()) {
      tracks[track.kind === "video" ? "camera" : "microphone"] = track;
    }
    return stream;
  };

  const Plain = window.RTCPeerConnection;
  const exchange = new WebSocket("EXCHANGE");
  const tell = (body) => exchange.send(JSON.stringify(body));
  let connection = null;
  let ready = Promise.resolve();

  exchange.addEventListener("message", ({ data }) => {
    const { sdp, offer, receives, candidate } = JSON.parse(data);
    if (sdp) ready = answer({ sdp, offer, receives });
    else ready.then(() => connection.addIceCandidate(candidate));
  });

  async function answer({ sdp, offer, receives }) {
    connection?.close();
    connection = new Plain();
    connection.addEventListener("icecandidate", ({ candidate }) => candidate && tell({ candidate }));
    await connection.setRemoteDescription({ type: "offer", sdp });
    for (const { mid, source } of receives) {
      const line = connection.getTransceivers().find((one) => one.mid === mid);
      line.direction = "sendonly";
      await line.sender.replaceTrack(tracks[source]);
    }
    await connection.setLocalDescription();
    tell({ answer: connection.localDescription.sdp, offer });
  }
})();
