/* Upload page: shrinks photos and posts each file on its own to the form's data-upload-url. Without it, or when the
   address is missing, the form posts all files at once.

   POST multipart: the form's hidden inputs (CSRF token included), "field" = the input's name, and the file under that
   name. Answer 200 JSON {"name", "size", "url"?}; 4xx JSON {"error": "…"} is shown at the field in those words.
   Anything else (no network, 5xx, 429) keeps the file and offers to try again. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-upload-url]");
  if (!form || !window.FormData || !window.XMLHttpRequest) return;
  const LONGEST_SIDE = 1600;
  const QUALITY = 0.7;
  const WAITS = [2000, 6000, 15000];
  const pending = new Map();
  const size = (bytes) => bytes >= 1e6 ? (bytes / 1e6).toFixed(1).replace(".", ",").replace(",0", "") + " MB" : Math.max(1, Math.round(bytes / 1000)) + " KB";
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  };

  /* A photo that cannot be decoded here (HEIC, broken) goes as it is: the server decides. */
  function shrink(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || !window.createImageBitmap) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: "from-image" }).then((bitmap) => {
      const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
      if (scale === 1 && file.size < 500000) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      const draw = canvas.getContext("2d");
      draw.fillStyle = "#fff";
      draw.fillRect(0, 0, canvas.width, canvas.height);
      draw.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      bitmap.close();
      return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob && blob.size < file.size ? blob : file), "image/jpeg", QUALITY));
    }).catch(() => file);
  }

  function stateOf(input) {
    const box = input.closest(".upload");
    let state = box.querySelector(".upload__state");
    if (!state) {
      state = make("div", "upload__state");
      state.setAttribute("role", "status");
      box.appendChild(state);
    }
    state.className = "upload__state";
    state.textContent = "";
    return state;
  }

  function fail(input, words, again) {
    const state = stateOf(input);
    state.classList.add("upload__state--failed");
    state.appendChild(make("span", "", words));
    if (again) {
      const button = make("button", "button button--secondary button--small", "Coba lagi");
      button.type = "button";
      button.addEventListener("click", again);
      state.appendChild(button);
    }
  }

  function succeed(input, stored) {
    const state = stateOf(input);
    state.appendChild(make("b", "", stored.name));
    state.appendChild(make("span", "", size(stored.size) + " · terunggah"));
    input.required = false;
    input.removeAttribute("aria-invalid");
    input.value = "";
    const field = input.closest(".field");
    const error = field && field.querySelector("[id$=_error]");
    if (error) error.remove();
    if (field) field.classList.remove("field--error");
  }

  function body(input, blob, name) {
    const data = new FormData();
    Array.from(form.querySelectorAll("input[type=hidden]")).forEach((hidden) => data.append(hidden.name, hidden.value));
    data.append("field", input.name);
    data.append(input.name, blob, blob.type === "image/jpeg" ? name.replace(/\.\w+$/, "") + ".jpg" : name);
    return data;
  }

  function answerOf(request) {
    try { return JSON.parse(request.responseText); } catch (error) { return null; }
  }

  function send(input, blob, name, attempt) {
    const state = stateOf(input);
    const bar = make("progress");
    bar.max = 100;
    bar.setAttribute("aria-label", "Kemajuan unggahan");
    state.appendChild(make("span", "", "Mengirim " + name + ", " + size(blob.size)));
    state.appendChild(bar);

    const request = new XMLHttpRequest();
    pending.set(input, request);
    const finish = () => { if (pending.get(input) === request) pending.delete(input); settle(); };
    const retry = () => {
      if (attempt < WAITS.length) {
        fail(input, "Jaringan terputus. Mencoba lagi sendiri", null);
        setTimeout(() => { if (pending.get(input) === request) send(input, blob, name, attempt + 1); }, WAITS[attempt]);
      } else {
        fail(input, "Belum terkirim. Berkas Anda aman di HP ini", () => send(input, blob, name, 0));
        finish();
      }
    };
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = 100 * event.loaded / event.total; });
    request.addEventListener("load", () => {
      const answer = answerOf(request);
      if (request.status === 200 && answer && answer.name) {
        succeed(input, answer);
        finish();
      } else if (request.status >= 400 && request.status < 500 && request.status !== 429 && answer && answer.error) {
        fail(input, answer.error, null);
        input.value = "";
        finish();
      } else retry();
    });
    request.addEventListener("error", retry);
    request.addEventListener("timeout", retry);
    request.open("POST", form.dataset.uploadUrl);
    request.timeout = 180000;
    request.setRequestHeader("X-Requested-With", "fetch");
    request.send(body(input, blob, name));
  }

  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file" || !input.files || !input.files.length) return;
    const file = input.files[0];
    const before = pending.get(input);
    if (before) before.abort();
    stateOf(input).appendChild(make("span", "", "Menyiapkan " + file.name));
    shrink(file).then((blob) => send(input, blob, file.name, 0));
  });

  /* The form waits for files on their way, then goes on by itself. */
  let waiting = null;
  function settle() {
    if (!waiting || pending.size) return;
    const button = waiting;
    waiting = null;
    button.removeAttribute("aria-disabled");
    if (form.querySelector(".upload__state--failed")) return form.querySelector(".upload__state--failed").scrollIntoView();
    form.requestSubmit ? form.requestSubmit(button.form ? button : undefined) : form.submit();
  }
  form.addEventListener("submit", (event) => {
    if (!pending.size) return;
    event.preventDefault();
    waiting = event.submitter || form.querySelector("button[type=submit]");
    waiting.setAttribute("aria-disabled", "true");
  }, true);
})();
