// Notes are kept while they are typed, and Ctrl+S saves the form. Without script the buttons do it.
(() => {
  const form = document.getElementById("ghi-chu");
  const main = document.getElementById("ho-so");
  document.addEventListener("keydown", (event) => {
    if (!main || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    main.requestSubmit(main.querySelector("button[value=save]"));
  });
  if (!form) return;
  const said = document.getElementById("ghi-chu-luu");
  const box = form.elements.notes;
  let timer, kept = box.value, running = false;
  const save = async () => {
    if (running || box.value === kept) return;
    running = true;
    const sent = box.value;
    const body = new FormData(form);
    body.set("_once", crypto.randomUUID().replaceAll("-", ""));
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { Accept: "application/json" },
      });
      const told = await answer.json();
      if (answer.ok) {
        kept = sent;
        form.elements._before.value = told.before;
        said.textContent = told.said;
      } else {
        said.textContent = told.theirs === undefined ? "Chưa lưu được." : `${told.said} Đang có: ${told.theirs}`;
      }
    } catch {
      said.textContent = "Mất mạng, chưa lưu. Chữ vẫn ở đây, có mạng thì tự lưu.";
    }
    running = false;
    if (box.value !== kept && said.textContent === "Đã lưu") later();
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(save, 900); };
  box.addEventListener("input", later);
  addEventListener("online", later);
})();
