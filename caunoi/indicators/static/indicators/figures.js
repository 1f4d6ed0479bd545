// The grid of a form: arrows and Enter go from cell to cell, each cell is kept when it is left.
"use strict";
(() => {
  const form = document.getElementById("bieu");
  const status = document.getElementById("da-luu");
  if (!form?.dataset.save) return;
  const cells = [...form.querySelectorAll("input.input")];
  const state = form.querySelector("input[name=_before]");
  const kept = `caunoi:${location.pathname}:`;
  let queue = Promise.resolve();

  form.addEventListener("keydown", (event) => {
    const at = cells.indexOf(event.target);
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault(); // Enter would send the form
    const next = cells[at + step];
    if (next) { next.focus(); next.select(); } else { event.target.blur(); }
  });

  const say = (cell, words, wrong) => {
    const box = document.getElementById(`ghi-${cell.name}`);
    const line = document.createElement("p");
    line.textContent = words;
    if (wrong) line.className = "field__error";
    box.replaceChildren(...(words ? [line] : []));
    cell.closest(".field").classList.toggle("field--error", wrong);
    if (wrong) cell.setAttribute("aria-invalid", "true"); else cell.removeAttribute("aria-invalid");
  };
  const number = () => [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const save = async (cell) => {
    const typed = cell.value;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("_once", number());
    body.set("_before", state.value);
    body.set(cell.name, typed);
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.status);
      const told = await answer.json();
      state.value = told.state;
      if (told.error) {
        sessionStorage.setItem(kept + cell.name, typed);
        say(cell, told.error, true);
        return;
      }
      sessionStorage.removeItem(kept + cell.name);
      if (cell.value === typed) cell.value = told.said;
      say(cell, told.note, false);
      status.textContent = told.saved;
    } catch {
      sessionStorage.setItem(kept + cell.name, typed);
      status.textContent = "Chưa lưu được: kiểm tra mạng rồi bấm Lưu nháp. Số đã gõ vẫn còn ở đây.";
    }
  };
  form.addEventListener("change", (event) => {
    if (cells.includes(event.target)) queue = queue.then(() => save(event.target));
  });
  form.addEventListener("submit", () => cells.forEach((cell) => sessionStorage.removeItem(kept + cell.name)));

  // What was typed and could not be kept comes back with the page.
  for (const cell of cells) {
    const typed = sessionStorage.getItem(kept + cell.name);
    if (typed !== null && typed !== cell.value) { cell.value = typed; queue = queue.then(() => save(cell)); }
  }
})();
