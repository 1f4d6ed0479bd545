// Households entered on a telephone. Everything works without a network; what was entered is sent
// when there is one, each household with a key of its own, so that twice is once.
"use strict";
(() => {
  const root = document.getElementById("ho");
  if (!root) return;
  const store = window.HouseholdStore;
  const here = root.dataset, user = here.user;
  const form = document.getElementById("phieu");
  const all = (selector, from = root) => [...from.querySelectorAll(selector)];
  const one = (selector, from = root) => from.querySelector(selector);
  const WHEN = { EMPLOYED: ["job_status", "occupation_words"], UNEMPLOYED: ["unemployed_for"], INACTIVE: ["inactive_reason"] };
  const ASKED = ["general_education", "qualification", "activity"];
  let home = null, at = -1, round = [], sending = false;

  const show = (name) => {
    for (const screen of all("[data-screen]")) screen.hidden = screen.dataset.screen !== name;
    const head = one(`[data-screen=${name}] h1`);
    head.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  };
  const button = (words, hidden, deed, kind = "second") => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn btn--${kind} btn--small`;
    made.textContent = words;
    const more = document.createElement("span");
    more.className = "vh";
    more.textContent = `, ${hidden}`;
    made.append(more);
    made.addEventListener("click", deed);
    return made;
  };
  const line = (words, ...buttons) => {
    const item = document.createElement("li"), text = document.createElement("p"), act = document.createElement("div");
    item.className = "stack";
    text.textContent = words;
    act.className = "act";
    act.append(...buttons);
    item.append(text, act);
    return item;
  };
  const named = (entry) => entry.members.map((each) => each.full_name).join(", ");
  const say = (words) => { document.getElementById("mang").textContent = words; };

  // --- The first screen ---
  const refresh = async (words) => {
    const waiting = await store.waiting(user);
    const list = document.getElementById("cho");
    list.hidden = !waiting.length;
    one("ul", list).replaceChildren(...waiting.map((entry) => {
      const drop = button("Xoá khỏi máy", named(entry), async () => {
        await store.forget(entry.key);
        refresh("Đã xoá một hộ chưa gửi.");
      }, "quiet");
      const item = line(`${named(entry)}${entry.why ? `: ${entry.why}` : ""}`, drop);
      if (entry.why) item.firstChild.className = "field__error";
      return item;
    }));
    one("[data-do=send]").parentElement.hidden = !waiting.length;
    round = await store.round(user);
    one("[data-do=drop-round]").parentElement.hidden = !round.length;
    document.getElementById("dot").replaceChildren(...round.map((known) => line(
      `${known.code ? `Hộ ${known.code}: ` : ""}${named(known)}`,
      button("Không có gì đổi", named(known), () => unchanged(known)),
      button("Sửa", named(known), () => edit(structuredClone(known)), "quiet"),
    )));
    const net = navigator.onLine ? "Có mạng." : "Không có mạng: cứ nhập, có mạng sẽ gửi.";
    say(`${words ? `${words} ` : ""}${net} ${waiting.length ? `${waiting.length} hộ chờ gửi.` : "Không còn hộ chờ gửi."}`);
  };
  const keep = async (entry) => {
    await store.keep(user, entry);
    const left = round.filter((known) => known.members[0]?.row_key !== entry.members[0]?.row_key || !entry.members[0]?.row_key);
    if (left.length !== round.length) await store.keepRound(user, left);
    show("dau");
    await refresh("Đã lưu hộ trong máy.");
    send();
  };
  const stamp = (entry) => ({ ...entry, key: crypto.randomUUID(), taken_at: new Date().toISOString() });
  const unchanged = (known) => keep(stamp({
    code: known.code, address: known.address,
    members: known.members.map((each) => ({ row_key: each.row_key, full_name: each.full_name, same: true })),
  }));

  // --- One household ---
  const edit = (entry) => {
    home = entry;
    document.getElementById("ma-ho").value = home.code ?? "";
    document.getElementById("dia-chi").value = home.address ?? "";
    members();
    show("ho");
  };
  const members = () => {
    document.getElementById("ho-loi").hidden = true;
    document.getElementById("nguoi").replaceChildren(...home.members.map((each, place) => line(
      `${each.full_name}, sinh ${each.birth_date}${each.died ? " (đã mất)" : each.row_key && !each.changed ? " (không đổi)" : ""}`,
      button("Sửa", each.full_name, () => ask(place)),
      ...(each.row_key ? [button(each.died ? "Chưa mất" : "Đã mất", each.full_name, () => { each.died = each.changed = !each.died; members(); }, "quiet")] : []),
      button("Bỏ", each.full_name, () => { home.members.splice(place, 1); members(); }, "quiet"),
    )));
  };
  const done = () => {
    home.code = document.getElementById("ma-ho").value.trim();
    home.address = document.getElementById("dia-chi").value.trim();
    if (!home.members.length) {
      const wrong = document.getElementById("ho-loi");
      wrong.textContent = "Hộ chưa có ai. Thêm ít nhất một người.";
      wrong.hidden = false;
      return;
    }
    keep(stamp({
      code: home.code, address: home.address,
      members: home.members.map((each) => (each.row_key && !each.changed
        ? { row_key: each.row_key, full_name: each.full_name, same: true } : each)),
    }));
  };

  // --- One person ---
  const asked = () => {
    const wanted = WHEN[form.elements.activity.value] ?? [];
    for (const field of all("[data-for]", form)) {
      const name = field.dataset.for;
      field.hidden = !ASKED.includes(name) && !wanted.includes(name);
    }
  };
  const ask = (place) => {
    at = place;
    form.reset();
    const known = home.members[at] ?? {};
    for (const [name, value] of Object.entries(known)) {
      if (form.elements[name] && typeof value === "string") form.elements[name].value = value;
    }
    const digits = document.getElementById("so-da-co");
    digits.hidden = !known.last_digits;
    digits.textContent = `Đã có số, bốn số cuối ${known.last_digits}. Để trống nếu không đổi.`;
    for (const wrong of all(".field__error", form)) fault(wrong.id.replace("-loi", ""), "");
    asked();
    show("nguoi");
  };
  const fault = (name, words) => {
    const wrong = document.getElementById(`${name}-loi`), input = document.getElementById(name);
    wrong.textContent = words;
    wrong.hidden = !words;
    wrong.closest(".field").classList.toggle("field--error", Boolean(words));
    input.toggleAttribute("aria-invalid", Boolean(words));
    if (words) input.setAttribute("aria-invalid", "true");
    return Boolean(words);
  };
  const asDay = (text) => {
    const digits = text.replace(/\D/g, "");
    if (/^\d{8}$/.test(digits)) return `${digits.slice(0, 2)}/${digits.slice(2, 4)}/${digits.slice(4)}`;
    return /^\d{4}$/.test(digits) ? digits : text.trim();
  };
  const isDay = (text) => {
    if (/^\d{4}$/.test(text)) return Number(text) > 1900 && Number(text) <= new Date().getFullYear();
    const [day, month, year] = text.split("/").map(Number);
    const made = new Date(year, month - 1, day);
    return made.getDate() === day && made.getMonth() === month - 1 && year > 1900 && made <= new Date();
  };
  const save = (event) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    said.birth_date = asDay(said.birth_date);
    const known = home.members[at] ?? {};
    const wrong = [
      fault("full_name", said.full_name.trim().split(/\s+/).length < 2 ? "Ghi đủ họ và tên." : ""),
      fault("birth_date", isDay(said.birth_date) ? "" : "Ghi ngày sinh như 05031990, hoặc năm sinh như 1990."),
      fault("sex", said.sex ? "" : "Chọn nam hoặc nữ."),
      fault("identity_number", !said.identity_number || /^\d{12}$/.test(said.identity_number) ? "" : "Số định danh có 12 chữ số."),
      fault("activity", said.activity ? "" : "Chọn một mục."),
    ];
    if (wrong.includes(true)) {
      one(".field--error .input, .field--error input", form).focus();
      return;
    }
    const wanted = [...ASKED, ...(WHEN[said.activity] ?? [])];
    for (const field of all("[data-for]", form)) if (!wanted.includes(field.dataset.for)) said[field.dataset.for] = "";
    const member = { ...known, ...said, changed: true };
    if (at < 0 || at >= home.members.length) home.members.push(member);
    else home.members[at] = member;
    members();
    show("ho");
  };

  // --- The network ---
  const state = async () => {
    const answer = await fetch(here.state, { redirect: "manual", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("enter");
    return answer.json();
  };
  const enterFirst = () => {
    say("Phiên làm việc đã hết. Hộ đã nhập vẫn còn trong máy. ");
    const link = document.createElement("a");
    link.href = `${here.enter}?next=${encodeURIComponent(here.page)}`;
    link.textContent = "Đăng nhập lại để gửi";
    document.getElementById("mang").append(link);
  };
  const send = async () => {
    if (sending || !navigator.onLine) return;
    const waiting = await store.waiting(user);
    if (!waiting.length) return;
    sending = true;
    let sent = 0, toSee = 0;
    try {
      const told = await state();
      if (String(told.user) !== user) throw new Error("enter");
      for (const entry of waiting) {
        const answer = await fetch(here.send, {
          method: "POST", redirect: "manual", body: JSON.stringify(entry),
          headers: { "Content-Type": "application/json", "X-CSRFToken": told.token },
        });
        if (answer.ok) {
          toSee += (await answer.json()).waiting;
          await store.forget(entry.key);
          sent += 1;
        } else if (answer.status === 422) {
          await store.keep(user, { ...entry, why: (await answer.json()).why });
        } else throw new Error(answer.type === "opaqueredirect" || answer.status === 403 ? "enter" : "later");
      }
      hamlets();
      await refresh(`Đã gửi ${sent} hộ.${toSee ? ` ${toSee} người cần xem lại ở trang Thu thập thông tin.` : ""}`);
    } catch (error) {
      await refresh(sent ? `Đã gửi ${sent} hộ.` : "");
      if (error.message === "enter") enterFirst();
    } finally {
      sending = false;
    }
  };
  const hamlets = async () => {
    try {
      const told = await state();
      const list = document.getElementById("thon"), chosen = list.value;
      list.replaceChildren(list.options[0], ...told.hamlets.map(([address, people]) =>
        new Option(`${address} (${people} người)`, address, false, address === chosen)));
    } catch { /* without a network the list stays short; nothing is lost */ }
  };
  const load = async () => {
    const url = `${here.homes}?thon=${encodeURIComponent(document.getElementById("thon").value)}`;
    try {
      const answer = await fetch(url, { redirect: "manual" });
      if (!answer.ok) throw new Error("enter");
      const { homes } = await answer.json();
      await store.keepRound(user, homes);
      await refresh(`Đã tải ${homes.length} hộ.`);
    } catch (error) {
      if (error.message === "enter") enterFirst();
      else say("Chưa tải được: không có mạng. Thử lại khi có mạng.");
    }
  };

  const DEEDS = {
    new: () => { edit({ code: "", address: document.getElementById("thon").value, members: [] }); },
    home: () => { show("dau"); refresh(); },
    household: () => show("ho"),
    member: () => ask(home.members.length),
    done, send, round: load,
    "drop-round": async () => { await store.forgetRound(); refresh("Đã xoá danh sách khỏi máy."); },
  };
  root.addEventListener("click", (event) => DEEDS[event.target.closest("[data-do]")?.dataset.do]?.());
  form.addEventListener("submit", save);
  form.elements.activity.addEventListener("change", asked);
  window.addEventListener("online", () => { refresh(); hamlets(); send(); });
  window.addEventListener("offline", () => refresh());
  navigator.serviceWorker?.register(here.worker, { scope: here.page });
  refresh().then(send);
  if (navigator.onLine) hamlets();
})();
