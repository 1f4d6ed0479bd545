// Keeps the page of a number fresh: asks every 15 seconds, while the page is looked at.
(() => {
  const news = document.currentScript.dataset.news;
  const ask = async () => {
    const now = document.getElementById("tinh-trang");
    if (document.hidden || !now) return;
    try {
      const answer = await fetch(news, { credentials: "omit" });
      if (!answer.ok) return;
      const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("tinh-trang");
      if (part && part.textContent !== now.textContent) now.replaceWith(part);
    } catch { /* no connection: what stands here stays */ }
  };
  setInterval(ask, 15000);
  document.addEventListener("visibilitychange", ask);
})();
