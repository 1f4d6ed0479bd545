// Asks a security key what the page wants to know of it, and sends the form with its answer. The
// question stands on the form; browsers offer keys only where nobody can listen in (https).
(() => {
  const form = document.querySelector("form[data-question]");
  const button = form.querySelector("[type=submit]"), fault = document.getElementById("loi-khoa");
  const say = (words) => { fault.querySelector("span").textContent = words; fault.hidden = false; };
  if (!window.PublicKeyCredential) {
    button.hidden = true;
    return say("Trình duyệt này không dùng được khoá ở đây. Mở trang bằng địa chỉ https:// và trình duyệt đời mới.");
  }
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
  const ask = (asked) => {
    const publicKey = { ...asked, challenge: bytes(asked.challenge) };
    if (!asked.user) return navigator.credentials.get({ publicKey: { ...publicKey, allowCredentials: known(asked.allowCredentials) } });
    const user = { ...asked.user, id: bytes(asked.user.id) };
    return navigator.credentials.create({ publicKey: { ...publicKey, user, excludeCredentials: known(asked.excludeCredentials) } });
  };
  const written = (key) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[part]) response[part] = text(key.response[part]);
    }
    return { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} };
  };
  const whyNot = (error) => (error.name === "InvalidStateError"
    ? "Khoá này đã có trong danh sách. Dùng một khoá khác."
    : "Chưa nhận được khoá. Cắm hoặc áp khoá vào máy, bấm lại rồi chạm vào khoá khi nó nháy đèn.");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return; // answered: let it go
    event.preventDefault();
    fault.hidden = true;
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(written(await ask(JSON.parse(form.dataset.question).publicKey)));
      form.submit();
    } catch (error) {
      say(whyNot(error));
      button.disabled = false;
    }
  });
})();
