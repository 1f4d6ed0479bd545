// In the grid of faults, up and down go to the cell above and below, as in a sheet.
"use strict";
document.getElementById("luoi")?.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const cells = [...event.currentTarget.querySelectorAll("input.input")];
  const at = cells.indexOf(event.target);
  const next = cells[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
  next.select();
});
