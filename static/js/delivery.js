/* Home delivery: drawing a signature, keeping a proof on this phone until there is signal, asking the phone where it is.
   Pages are complete without it: photo and PIN go as an ordinary form.

   A proof is written to IndexedDB ("antar") before it is sent and removed once the server has it. The form's key makes
   sending twice harmless. POST with X-Requested-With: fetch answers 200 {"said", "accepted"}, 422 {"error"};
   anything else (no network, 5xx, logged out) keeps it here. See docs/adr/0063. */
(function () {
  "use strict";
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  };

  /* Where this phone is, by a button; nothing is asked unasked. */
  function locate(input) {
    if (!navigator.geolocation) return;
    const button = make("button", "button button--secondary button--small", input.type === "hidden" ? "Catat titik, boleh dilewati" : "Pakai titik HP ini");
    const line = make("p", "mt-3");
    const said = make("span", "muted small");
    button.type = "button";
    said.setAttribute("role", "status");
    line.append(button, " ", said);
    (input.type === "hidden" ? input.form.querySelector("[data-said]") : input).after(line);
    button.addEventListener("click", () => {
      said.textContent = "Mencari titik …";
      navigator.geolocation.getCurrentPosition((found) => {
        input.value = found.coords.latitude.toFixed(5) + "," + found.coords.longitude.toFixed(5);
        said.textContent = "Titik tercatat.";
      }, () => { said.textContent = "HP tidak memberi titik. Boleh dikosongkan."; }, { timeout: 10000, maximumAge: 60000 });
    });
  }
  all("input[data-place]").forEach(locate);

  /* Signature */
  function pad(form) {
    const box = form.querySelector("[data-signature]");
    const canvas = box.querySelector("canvas");
    const draw = canvas.getContext("2d");
    let inked = false;
    let last = null;
    const clear = () => {
      inked = false;
      draw.fillStyle = "#fff";
      draw.fillRect(0, 0, canvas.width, canvas.height);
    };
    const spot = (event) => {
      const place = canvas.getBoundingClientRect();
      return [(event.clientX - place.left) * canvas.width / place.width, (event.clientY - place.top) * canvas.height / place.height];
    };
    canvas.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      last = spot(event);
      try { canvas.setPointerCapture(event.pointerId); } catch (error) { /* a made-up pointer */ }
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!last) return;
      const now = spot(event);
      draw.strokeStyle = "#101f3f";
      draw.lineWidth = 4;
      draw.lineCap = "round";
      draw.beginPath();
      draw.moveTo(last[0], last[1]);
      draw.lineTo(now[0], now[1]);
      draw.stroke();
      last = now;
      inked = true;
    });
    ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => { last = null; }));
    box.querySelector("[data-clear]").addEventListener("click", clear);
    clear();
    return {
      box,
      blob: () => inked ? new Promise((resolve) => canvas.toBlob(resolve, "image/png")) : Promise.resolve(null),
    };
  }

  /* Photos shrink here, so that they fit through a village's network; one that cannot be read goes as it is. */
  function shrink(file) {
    if (!window.createImageBitmap) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: "from-image" }).then((bitmap) => {
      const scale = Math.min(1, 1600 / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      bitmap.close();
      return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob && blob.size < file.size ? blob : file), "image/jpeg", 0.7));
    }).catch(() => file);
  }

  /* The shelf on this phone */
  const area = document.querySelector("[data-kept]");
  if (!area || !window.indexedDB || !window.fetch) return;
  const me = area.dataset.kept;
  const shelf = (act) => new Promise((resolve, reject) => {
    const open = indexedDB.open("antar", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("bukti", { keyPath: "key" });
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const change = open.result.transaction("bukti", "readwrite");
      const asked = act(change.objectStore("bukti"));
      change.oncomplete = () => { open.result.close(); resolve(asked.result); };
      change.onerror = change.onabort = () => { open.result.close(); reject(change.error); };
    };
  });
  /* Logging out clears this device's storage; the cookie asks it not to while something waits (office.views.account). */
  const guard = (rows) => {
    document.cookie = "keeps_work=" + (rows.length ? "1; max-age=1209600" : "; max-age=0") + "; path=/; samesite=lax" + (location.protocol === "https:" ? "; secure" : "");
    return rows;
  };
  const kept = () => shelf((rows) => rows.getAll()).then(guard).then((rows) => rows.filter((row) => row.me === me));
  const forget = (key) => shelf((rows) => rows.delete(key)).then(show);

  function show() {
    return kept().then((rows) => {
      area.hidden = !rows.length;
      area.querySelector("[data-kept-count]").textContent = rows.length;
      const list = area.querySelector("[data-kept-list]");
      list.textContent = "";
      rows.forEach((row) => {
        const item = make("li", "", row.number + ", diterima " + row.receiver + (row.error ? ": " + row.error + " " : ""));
        if (row.error) {
          const drop = make("button", "button button--secondary button--small", "Buang bukti ini");
          drop.type = "button";
          drop.addEventListener("click", () => forget(row.key));
          item.append(drop);
        }
        list.append(item);
      });
      return rows;
    });
  }

  /* One at a time; says what became of it: "sent", "refused" or "later". */
  function post(row) {
    const data = new FormData();
    row.fields.forEach((field) => data.append(field[0], field[1]));
    row.files.forEach((file) => data.append(file[0], file[1], file[2]));
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    data.append("csrfmiddlewaretoken", token ? token.value : "");
    return fetch(row.url, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin", redirect: "error" })
      .then((answer) => answer.json().catch(() => ({})).then((body) => {
        if (answer.ok && body.said) return forget(row.key).then(() => ({ state: "sent", text: body.said, accepted: body.accepted }));
        if ((answer.status === 422 || answer.status === 413) && body.error) return { state: "refused", text: body.error };
        return { state: "later", text: "" };
      }))
      .catch(() => ({ state: "later", text: "" }));
  }

  let sending = false;
  function flush() {
    if (sending) return Promise.resolve();
    sending = true;
    return kept().then((rows) => rows.reduce((before, row) => before.then(() => row.error ? null : post(row).then((result) => {
      if (result.state === "sent") tell(row.url, result.text, result.accepted);
      if (result.state === "refused") return shelf((all) => all.put(Object.assign(row, { error: result.text })));
      return null;
    })), Promise.resolve())).catch(() => null).then(() => { sending = false; return show(); });
  }

  function formOf(url) {
    return all("form[data-proof]").find((form) => form.getAttribute("action") === url);
  }

  /* What became of it, in the place of the form. */
  function tell(url, words, good) {
    const form = formOf(url);
    const line = make("div", "notice " + (good ? "notice--success" : "notice--warning"));
    line.setAttribute("role", "status");
    line.append(make("p", "", words));
    if (!form) { area.before(line); return; }
    const old = form.parentNode.querySelector(".notice[data-told]");
    if (old) old.remove();
    line.dataset.told = "";
    form.hidden = true;
    form.before(line);
    if (form.closest("details")) form.closest("details").open = true;
    all("form[action$='tidak-bertemu/']", form.closest(".card")).forEach((absent) => { absent.hidden = true; });
  }

  function complain(form, words) {
    const said = form.querySelector("[data-said]");
    said.hidden = !words;
    said.textContent = words;
    said.setAttribute("role", "alert");
  }

  function rowOf(form, signature) {
    const data = new FormData(form);
    const method = data.get("method");
    const blank = (words) => Promise.reject(new Error(words));
    if (!(data.get("receiver_name") || "").trim()) return blank("Isi nama penerima");
    if (!data.get("relation")) return blank("Pilih hubungan penerima dengan pemohon");
    if (!method) return blank("Pilih cara membuktikan penyerahan");
    const fields = Array.from(data.entries()).filter((pair) => typeof pair[1] === "string" && pair[0] !== "csrfmiddlewaretoken" && pair[0] !== "taken_at");
    fields.push(["taken_at", new Date().toISOString()]);
    const row = { key: data.get("key"), me, url: form.getAttribute("action"), number: form.dataset.proof, receiver: data.get("receiver_name"), fields, files: [] };
    if (method === "pin") return (data.get("pin") || "").trim() ? Promise.resolve(row) : blank("Isi PIN atau kode yang disebutkan pemohon");
    const photo = data.get("photo");
    const made = method === "signature" ? signature.blob() : photo && photo.size ? shrink(photo) : Promise.resolve(null);
    return made.then((blob) => {
      if (!blob) throw new Error(method === "signature" ? "Minta penerima menandatangani" : "Ambil foto penyerahan");
      const name = method === "signature" ? "tanda-tangan.png" : blob === photo ? photo.name : "foto.jpg";
      row.files.push([method, blob, name]);
      return row;
    });
  }

  all("form[data-proof]").forEach((form) => {
    const signature = pad(form);
    const ways = () => {
      const chosen = new FormData(form).get("method");
      all("[data-way]", form).forEach((way) => { way.hidden = way.dataset.way !== chosen || way.hasAttribute("data-without-js"); });
      signature.box.hidden = chosen !== "signature";
    };
    form.addEventListener("change", ways);
    ways();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      complain(form, "");
      rowOf(form, signature).then((row) => shelf((rows) => rows.put(row)).then(show).then(() => post(row)).then((result) => {
        if (result.state === "sent") return tell(row.url, result.text, result.accepted);
        if (result.state === "refused") { complain(form, result.text); return forget(row.key); }
        return tell(row.url, "Tersimpan di HP, dikirim saat ada sinyal. Biarkan halaman ini terbuka, atau buka lagi menu Antar nanti; bila diminta, masuk lagi.", false);
      })).catch((error) => complain(form, error.message));
    });
  });

  area.querySelector("[data-kept-send]").addEventListener("click", flush);
  addEventListener("online", flush);
  setInterval(() => { if (!area.hidden) flush(); }, 30000);
  flush();
}());
