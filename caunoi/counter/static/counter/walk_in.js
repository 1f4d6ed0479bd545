// The page where staff take a number for somebody: each key that is shown presses what it stands on.
(() => {
  addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.repeat) return;
    const digit = /^Digit(\d)$/.exec(event.code || ""), letter = /^Key([A-Z])$/.exec(event.code || "");
    const name = `Alt+${(digit ?? letter ?? [])[1] ?? ""}`;
    const target = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === name);
    if (!target) return;
    event.preventDefault();
    target.click();
  });
})();
