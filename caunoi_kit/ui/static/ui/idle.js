// Two minutes before a session of staff ends, say so and offer to stay. Without script the session
// ends all the same, and what was being sent is kept.
(() => {
  const here = document.currentScript.dataset;
  const warning = document.getElementById("sap-het-phien");
  if (!warning) return;
  let timer;
  const begin = () => {
    clearTimeout(timer);
    warning.hidden = true;
    timer = setTimeout(() => { warning.hidden = false; }, (Number(here.seconds) - 120) * 1000);
  };
  warning.querySelector("button").addEventListener("click", () => {
    const token = warning.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(here.stay, { method: "POST", headers: { "X-CSRFToken": token } })
      .then((answer) => { if (answer.status === 204) begin(); });
  });
  begin();
})();
