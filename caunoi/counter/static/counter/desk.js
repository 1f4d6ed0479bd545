// The page of a desk without a mouse and without a sure connection. Every press becomes an act with
// a number of its own; it is kept in the browser until the server has said that it took effect, so a
// lost connection, a restarted server or a closed laptop loses nothing and does nothing twice.
// What is kept: which act, on which number, when; a note to the next desk if one was typed. It is
// taken out as soon as the server answers, and is sent only for whoever typed it.
(() => {
  const here = document.currentScript.dataset;
  const STORE = `caunoi.desk.${here.who}.${here.desk}`;
  const WAIT = 8000, AGAIN = 3000;
  const WORDS = {
    call: "gọi tiếp", recall: "gọi lại", begin: "đã đến", finish: "xong", no_show: "không có mặt",
    hold: "tạm giữ", resume: "làm tiếp", back: "trở lại hàng", transfer: "chuyển", add: "lấy thêm số",
  };
  const FREES = new Set(["finish", "no_show", "hold", "transfer"]);
  let sending = false, refused = [], unknown = false, signedOut = false;

  const kept = () => { try { return JSON.parse(localStorage.getItem(STORE)) ?? []; } catch { return []; } };
  const keep = (acts) => { if (acts.length) localStorage.setItem(STORE, JSON.stringify(acts)); else localStorage.removeItem(STORE); };
  const fresh = () => crypto.getRandomValues(new Uint8Array(16)).reduce((text, byte) => text + byte.toString(16).padStart(2, "0"), "");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const clock = (at) => new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });

  const show = () => {
    const box = document.getElementById("mat-noi"), acts = kept();
    const lines = [];
    if (signedOut) lines.push("Hết phiên làm việc. Đăng nhập lại: việc đã bấm còn nguyên và sẽ gửi sau đó.");
    else if (acts.length && !sending) lines.push("Mất kết nối với máy chủ. Việc vừa bấm được giữ trong máy này và tự gửi khi có lại.");
    for (const act of acts) lines.push(`${clock(act.at)} · ${act.name ? `${act.name}: ` : ""}${WORDS[act.fields.lam] ?? act.fields.lam} (chờ gửi)`);
    if (unknown && acts.length) lines.push("Chưa biết số tiếp theo. Số sẽ hiện khi có kết nối.");
    lines.push(...refused.map((why) => `Chưa ghi được: ${why}`));
    box.hidden = lines.length === 0;
    box.replaceChildren(...lines.map((line) => { const p = document.createElement("p"); p.textContent = line; return p; }));
    if (signedOut) { const a = document.createElement("a"); a.href = here.login; a.textContent = "Đăng nhập lại"; box.append(a); }
    if (refused.length) {
      const button = document.createElement("button");
      button.type = "button"; button.className = "btn btn--second"; button.textContent = "Đã xem, tải lại trang";
      button.addEventListener("click", () => location.reload());
      box.append(button);
    }
  };

  const send = async (act) => {
    const body = new URLSearchParams({ ...act.fields, _once: act.key, csrfmiddlewaretoken: token() });
    // How long ago stands in the address: the body of one act must stay the same however often it is sent.
    const ago = Math.max(0, Math.round((Date.now() - act.at) / 1000));
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), WAIT);
    try {
      return await fetch(`${here.act}?cach=${ago}`, { method: "POST", body, headers: { "HX-Request": "true" }, signal: stop.signal });
    } finally { clearTimeout(timer); }
  };

  // Sends what is kept, the oldest first; each leaves the browser only once it is answered.
  const flush = async () => {
    if (sending) return;
    let where = "", acts = kept();
    if (!acts.length) { show(); return; }
    sending = true;
    try {
      while ((acts = kept()).length) {
        const answer = await send(acts[0]);
        if (answer.status === 401) { signedOut = true; break; }
        if (answer.status === 403) { location.reload(); return; } // a new token comes with the page
        if (answer.status === 409 || answer.status >= 500) break; // still running, or the server is ill: later
        if (answer.status === 204) where = answer.headers.get("HX-Redirect") ?? "";
        else if (answer.status === 200 && answer.headers.get("Content-Type")?.startsWith("application/json")) refused.push((await answer.json()).refused);
        else refused.push("máy chủ trả lời không rõ.");
        keep(kept().slice(1));
      }
    } catch { /* no connection: kept, and tried again */ }
    sending = false;
    show();
    if (!kept().length && !refused.length && where) location.assign(where);
    else if (kept().length && !signedOut) setTimeout(flush, AGAIN);
  };

  const act = (form, lam) => {
    const fields = {};
    for (const [name, value] of new FormData(form)) if (!["csrfmiddlewaretoken", "_once", "lam"].includes(name)) fields[name] = value;
    fields.lam = lam;
    const first = form.querySelector("[name=_once]");
    const waiting = kept();
    if (unknown && (lam === "call" || fields.phieu)) return; // nobody knows yet who was called
    keep([...waiting, { key: first.value, fields, at: Date.now(), name: document.getElementById("so-nay")?.textContent ?? "" }]);
    first.value = fresh();
    if (lam === "call") unknown = true;
    // Once somebody is gone from the desk, what is pressed next is not about them.
    if (FREES.has(lam)) for (const each of document.querySelectorAll("form[data-queued] [name=phieu]")) if (each.value === fields.phieu) each.value = "";
    flush();
  };

  addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-queued]")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const lam = event.submitter?.value ?? "call";
        if (form.closest("[popover]")) form.closest("[popover]").hidePopover();
        act(form, lam);
      });
    }
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (event.key === "F9") { const link = document.getElementById("mo-ho-so"); if (link) { event.preventDefault(); link.click(); } return; }
      const button = document.querySelector(`[data-key="${event.key}"]`);
      if (!button) return;
      event.preventDefault();
      if (!button.disabled) button.click();
      if (event.key === "F4") document.getElementById("toi")?.focus();
    });
    if (location.hash === "#chuyen") { document.getElementById("chuyen")?.showPopover(); document.getElementById("toi")?.focus(); }
    addEventListener("online", flush);
    if (kept().some((each) => each.fields.lam === "call")) unknown = true;
    flush();
    // How many wait, from the board: without the session, so that looking does not keep it open.
    const ask = async () => {
      try {
        const told = await (await fetch(here.news, { credentials: "omit", cache: "no-store" })).json();
        for (const each of document.querySelectorAll("[data-letter]")) each.textContent = told.waiting[each.dataset.letter] ?? 0;
      } catch { /* shown when something is pressed */ }
      setTimeout(ask, 5000);
    };
    setTimeout(ask, 5000);
  });
})();
