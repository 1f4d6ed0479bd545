// The big screen: asks every two seconds, draws what changed, chimes and speaks what is new. The voice
// is the browser's own. Without a Vietnamese one, or when it fails, the screen chimes only and says
// so to whoever looks after it, rather than mispronounce or seem to speak.
(() => {
  const news = document.currentScript.dataset.news;
  const EVERY = 2000, STARTS_WITHIN = 4000;
  let mark = "", last = 0, voice = null, loud = false, failed = false, audio = null;
  const $ = (id) => document.getElementById(id);
  const digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
  const spell = (text) => [...String(text)].map((c) => digits[c] ?? c).join(" ");
  const tell = () => {
    const button = $("bat-tieng"), note = $("khong-giong");
    button.hidden = loud; // a browser sounds only after somebody touched the page
    button.textContent = voice ? "Bật tiếng gọi" : "Bật chuông";
    note.hidden = Boolean(voice) && !failed;
    note.textContent = voice ? "Giọng đọc không phát được: chỉ còn chuông." : "Máy này không có giọng tiếng Việt: chỉ có chuông, không đọc số.";
  };
  const findVoice = () => {
    const found = (window.speechSynthesis?.getVoices() ?? []).filter((each) => each.lang.toLowerCase().startsWith("vi"));
    voice = found.find((each) => each.localService) ?? found[0] ?? null; // one of this machine needs no internet
    tell();
  };
  const chime = () => {
    if (!audio) return;
    [[660, 0], [528, 0.22]].forEach(([pitch, after]) => {
      const tone = audio.createOscillator(), level = audio.createGain(), from = audio.currentTime + after;
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(0.001, from);
      level.gain.exponentialRampToValueAtTime(0.4, from + 0.02);
      level.gain.exponentialRampToValueAtTime(0.001, from + 0.6);
      tone.connect(level).connect(audio.destination);
      tone.start(from); tone.stop(from + 0.65);
    });
  };
  const speak = (call) => {
    if (!voice) return;
    const said = new SpeechSynthesisUtterance(`Mời số ${spell(call.number)}, đến quầy ${spell(call.desk)}`);
    const mute = () => { failed = true; tell(); };
    const timer = speechSynthesis.speaking ? 0 : setTimeout(mute, STARTS_WITHIN);
    said.voice = voice; said.lang = "vi-VN"; said.rate = 0.9;
    said.onstart = () => { clearTimeout(timer); failed = false; tell(); };
    said.onerror = () => { clearTimeout(timer); mute(); };
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
    if (last && loud && fresh.length) { chime(); fresh.forEach(speak); }
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
  const turnOn = () => {
    loud = true;
    audio = window.AudioContext ? new AudioContext() : null;
    chime();
    if (voice) speechSynthesis.speak(new SpeechSynthesisUtterance(" "));
    tell();
  };
  addEventListener("DOMContentLoaded", () => {
    findVoice();
    window.speechSynthesis?.addEventListener?.("voiceschanged", findVoice);
    $("bat-tieng").addEventListener("click", turnOn);
    ask();
  });
})();
