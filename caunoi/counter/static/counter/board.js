// The big screen: asks every two seconds, draws what changed, speaks what is new. The voice is the
// browser's own; where it has no Vietnamese one, the screen stays silent rather than mispronounce.
(() => {
  const news = document.currentScript.dataset.news;
  const EVERY = 2000;
  let mark = "", last = 0, voice = null, loud = false;
  const $ = (id) => document.getElementById(id);
  const digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
  const spell = (text) => [...String(text)].map((c) => digits[c] ?? c).join(" ");
  const findVoice = () => {
    voice = (window.speechSynthesis?.getVoices() ?? []).find((each) => each.lang.startsWith("vi")) ?? null;
    const button = $("bat-tieng");
    button.hidden = loud || !voice; // a browser speaks only after somebody touched the page
  };
  const speak = (call) => {
    if (!loud || !voice) return;
    const said = new SpeechSynthesisUtterance(`Mời số ${spell(call.number)}, đến quầy ${spell(call.desk)}`);
    said.voice = voice; said.lang = "vi-VN"; said.rate = 0.9;
    speechSynthesis.speak(said);
  };
  const draw = (told) => {
    const body = $("dang-goi");
    body.replaceChildren(...told.calls.map((call) => {
      const row = document.createElement("tr"), number = document.createElement("th"), desk = document.createElement("td");
      number.scope = "row"; number.className = desk.className = "num";
      number.textContent = call.number; desk.textContent = call.desk; row.dataset.call = call.call;
      if (call.call > last && last) row.className = "is-new";
      row.append(number, desk);
      return row;
    }));
    $("chua-goi").hidden = told.calls.length > 0;
    for (const each of document.querySelectorAll("[data-letter]")) each.textContent = told.waiting[each.dataset.letter] ?? 0;
    const fresh = told.calls.filter((call) => call.call > last).reverse();
    if (last) fresh.forEach(speak);
    last = Math.max(last, ...told.calls.map((call) => call.call), 0) || last || 1;
  };
  const ask = async () => {
    try {
      const answer = await fetch(news, { credentials: "omit", cache: "no-store", headers: mark ? { "If-None-Match": mark } : {} });
      if (answer.status === 200) { mark = answer.headers.get("ETag") ?? ""; draw(await answer.json()); }
      $("mat-noi").hidden = answer.status === 200 || answer.status === 304;
    } catch { $("mat-noi").hidden = false; }
    setTimeout(ask, EVERY);
  };
  addEventListener("DOMContentLoaded", () => {
    findVoice();
    window.speechSynthesis?.addEventListener?.("voiceschanged", findVoice);
    $("bat-tieng").addEventListener("click", () => { loud = true; $("bat-tieng").hidden = true; speechSynthesis.speak(new SpeechSynthesisUtterance(" ")); });
    ask();
  });
})();
