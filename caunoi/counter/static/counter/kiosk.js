// The machine at the door: prints the number, and goes back to the start by itself unless told to stay.
(() => {
  const { back, seconds, print } = document.currentScript.dataset;
  addEventListener("DOMContentLoaded", () => {
    const card = document.querySelector("input[name=card]");
    // A scanner types wherever the focus is: it comes back to the box after every touch.
    if (card) addEventListener("pointerup", (touch) => { if (!touch.target.closest("button,input,label")) card.focus(); });
    const paper = document.getElementById("in-phieu");
    if (paper) { paper.hidden = false; paper.addEventListener("click", () => window.print()); }
    if (print && new URLSearchParams(location.search).get("in") === "1") window.print();
    if (!back) return;
    let left = Number(seconds);
    const shown = document.getElementById("con-giay"), line = document.getElementById("tu-ve"), stay = document.getElementById("o-lai");
    if (line) line.hidden = false;
    const timer = setInterval(() => {
      left -= 1;
      if (shown) shown.textContent = left;
      if (left <= 0) { clearInterval(timer); location.replace(back); }
    }, 1000);
    if (stay) {
      stay.hidden = false;
      stay.addEventListener("click", () => { clearInterval(timer); line.hidden = true; stay.hidden = true; });
    } else {
      addEventListener("pointerdown", () => { left = Number(seconds); });
      addEventListener("keydown", () => { left = Number(seconds); });
    }
  });
})();
