// What is kept on the telephone, sealed with a key that the browser does not give out: households
// that wait to be sent (until they are), and the list of the round (for half a day).
"use strict";
window.HouseholdStore = (() => {
  const HALF_DAY = 12 * 3600 * 1000;
  const open = () => new Promise((done, failed) => {
    const asked = indexedDB.open("cau-noi-ho", 1);
    asked.onupgradeneeded = () => {
      for (const name of ["keys", "entries", "rounds"]) asked.result.createObjectStore(name, { keyPath: "id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const ask = async (store, mode, deed) => {
    const base = await open();
    return new Promise((done, failed) => {
      const turn = base.transaction(store, mode);
      const asked = deed(turn.objectStore(store));
      turn.oncomplete = () => { base.close(); done(asked?.result); };
      turn.onerror = turn.onabort = () => { base.close(); failed(turn.error); };
    });
  };
  const key = async () => {
    const kept = await ask("keys", "readonly", (store) => store.get("k"));
    if (kept) return kept.key;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await ask("keys", "readwrite", (store) => store.put({ id: "k", key: made }));
    return made;
  };
  const seal = async (thing) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(thing));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), plain) };
  };
  const unseal = async ({ iv, data }) =>
    JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), data)));

  return {
    async keep(user, entry) {
      const sealed = await seal(entry);
      await ask("entries", "readwrite", (store) => store.put({ id: entry.key, user, at: Date.now(), sealed }));
    },
    async waiting(user) {
      const rows = await ask("entries", "readonly", (store) => store.getAll());
      const own = rows.filter((row) => row.user === user).sort((a, b) => a.at - b.at);
      return Promise.all(own.map((row) => unseal(row.sealed)));
    },
    forget: (id) => ask("entries", "readwrite", (store) => store.delete(id)),
    async keepRound(user, homes) {
      const sealed = await seal(homes);
      await ask("rounds", "readwrite", (store) => store.put({ id: "r", user, at: Date.now(), sealed }));
    },
    async round(user) {
      const row = await ask("rounds", "readonly", (store) => store.get("r"));
      if (!row) return [];
      if (row.user !== user || Date.now() - row.at > HALF_DAY) {
        await this.forgetRound();
        return [];
      }
      return unseal(row.sealed);
    },
    forgetRound: () => ask("rounds", "readwrite", (store) => store.clear()),
  };
})();
