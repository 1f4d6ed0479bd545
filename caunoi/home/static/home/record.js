// The clerk's page: keys for everything, and a word when a colleague opens or changes the record.
// Without script every key's link and button is there all the same.
(() => {
  const NAMES = { Control: "Ctrl", Alt: "Alt" };
  const pressed = (event) => {
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const digit = /^Digit(\d)$/.exec(event.code || "");
    return [event.ctrlKey && NAMES.Control, event.altKey && NAMES.Alt, digit ? digit[1] : key]
      .filter(Boolean).join("+");
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.metaKey) return;
    const name = pressed(event);
    if (name === "Ctrl+S") {
      const form = document.activeElement && document.activeElement.form;
      if (!form || (form.method || "").toLowerCase() !== "post") return;
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (!event.altKey || event.ctrlKey) return; // the keys F2 to F9 belong to the bar of the desk
    const target = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === name);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input, textarea, select")) target.focus();
    else target.click();
  });

  const place = document.getElementById("dong-nghiep");
  if (!place) return;
  const EVERY = 5000;
  const FOR = 2 * 60 * 1000; // an unattended page asks no longer; its questions never keep a session
  let number = place.dataset.number;
  let told = place.textContent.trim();
  let since = Date.now();
  ["keydown", "pointerdown", "pointermove"].forEach((kind) => document.addEventListener(kind, () => { since = Date.now(); }));
  const ask = async () => {
    if (document.hidden || Date.now() - since > FOR) return;
    try {
      const answer = await fetch(`${place.dataset.url}?tu=${number}`, { headers: { "X-Requested-With": "fetch" } });
      if (answer.status !== 200 || answer.redirected) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
      if (!found) return;
      if (!("changed" in found.dataset)) number = found.dataset.number;
      const words = found.textContent.trim();
      if (words === told) return;
      told = words;
      place.replaceChildren(found);
    } catch { /* the next question comes in a few seconds */ }
  };
  setInterval(ask, EVERY);
})();
