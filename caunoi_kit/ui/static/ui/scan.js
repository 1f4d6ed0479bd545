// The camera reads the QR code of a card into the box, where the browser can do that by itself.
// Without script, camera or BarcodeDetector the part stays hidden and the box is typed or scanned
// into by hand. Pictures are looked at in the browser and never kept or sent.
(() => {
  const part = document.querySelector("[data-scan]");
  if (!part || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const box = document.querySelector(`[name="${part.dataset.scan}"]`);
  const button = part.querySelector("button");
  const video = part.querySelector("video");
  const words = part.querySelector("[role=status]");
  const begin = button.textContent;
  let stream = null;
  let ends = 0;

  const stop = (said) => {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
    video.hidden = true;
    button.textContent = begin;
    words.textContent = said;
  };
  const look = async (detector) => {
    if (!stream) return;
    if (Date.now() > ends) { stop(part.dataset.late); return; }
    let found = [];
    try { found = await detector.detect(video); } catch { /* the camera has no picture yet */ }
    if (!stream) return;
    if (found.length && found[0].rawValue) {
      box.value = found[0].rawValue;
      stop(part.dataset.done);
      box.form.requestSubmit();
      return;
    }
    setTimeout(look, 200, detector);
  };
  button.addEventListener("click", async () => {
    if (stream) { stop(""); return; }
    words.textContent = "";
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      stop(part.dataset.refused);
      return;
    }
    video.srcObject = stream;
    video.hidden = false;
    button.textContent = part.dataset.stop;
    ends = Date.now() + 60000;
    video.play().catch(() => {}); // no picture yet: detecting tries again
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  });
  addEventListener("pagehide", () => stop(""));
  BarcodeDetector.getSupportedFormats().then((formats) => {
    part.hidden = !formats.includes("qr_code");
  });
})();
