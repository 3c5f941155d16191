/* The table at an RW hall: entries and queue numbers that cannot be sent are kept on this phone and sent once, under the
   token they were written with, as soon as there is a signal. Without this script the forms post as they are.

   POST with Accept: application/json. 200 {"said", "url"?}: stored (or stored before). 422 {"errors": {field: [words]}}:
   shown at the form. 409 {"error"}: the day is over; kept and shown, so that it can be written elsewhere. Anything else
   (no network, 5xx, log-in page): kept and tried again. */
(function () {
  "use strict";
  const box = document.querySelector("[data-rw-waiting]");
  const forms = Array.from(document.querySelectorAll("form[data-rw-form]"));
  if (!box || !forms.length || !window.fetch || !window.FormData || !window.crypto) return;
  const KEY = "rw-day:" + box.dataset.rwWaiting;
  const EVERY = 10000;
  const said = document.getElementById("rw-said");
  let busy = false;

  const read = () => { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (error) { return []; } };
  const write = (rows) => { try { localStorage.setItem(KEY, JSON.stringify(rows)); return true; } catch (error) { return false; } };
  const drop = (token) => write(read().filter((row) => row.token !== token));
  const change = (token, facts) => write(read().map((row) => row.token === token ? Object.assign(row, facts) : row));
  const newToken = () => Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const csrf = () => forms[0].querySelector("[name=csrfmiddlewaretoken]").value;
  const tokenField = (form) => form.querySelector("input[name$=token]:not([name=csrfmiddlewaretoken])");

  function tell(words, url) {
    said.hidden = false;
    said.textContent = words;
    if (url) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = "Buka slip";
      said.append(" ", link);
    }
  }

  function show() {
    const rows = read();
    box.hidden = rows.length === 0;
    box.querySelector("[data-rw-count]").textContent = rows.length + " menunggu sinyal.";
    box.querySelector("[data-rw-list]").replaceChildren(...rows.map((row) => {
      const line = document.createElement("li");
      line.textContent = row.label + (row.trouble ? ": " + row.trouble : "");
      return line;
    }));
  }

  function showErrors(form, errors) {
    form.querySelectorAll("[data-rw-error]").forEach((old) => old.remove());
    Object.entries(errors).forEach(([name, words]) => {
      const field = form.querySelector('[name="' + name + '"], [name="n-' + name + '"]');
      const line = document.createElement("p");
      line.className = "field__error";
      line.setAttribute("role", "alert");
      line.dataset.rwError = "";
      line.textContent = words.join(" ");
      const place = field && field.type !== "hidden" ? field.closest(".field, fieldset") : null;
      if (place) place.appendChild(line); else form.prepend(line);
    });
  }

  /* What the server said, or null when it was not reached: then the row stays. */
  async function post(row) {
    const body = new URLSearchParams(row.data);
    body.set("csrfmiddlewaretoken", csrf());
    try {
      const answer = await fetch(row.action, {
        method: "POST", body, credentials: "same-origin", redirect: "error",
        headers: { "Accept": "application/json", "X-CSRFToken": csrf() }
      });
      if (!/json/.test(answer.headers.get("Content-Type") || "")) return null;
      return { status: answer.status, facts: await answer.json() };
    } catch (error) { return null; }
  }

  async function sendAll() {
    if (busy) return;
    busy = true;
    for (const row of read()) {
      if (row.trouble) continue;
      const answer = await post(row);
      if (!answer) break;
      if (answer.status === 200) { drop(row.token); tell(answer.facts.said, answer.facts.url); }
      else change(row.token, { trouble: answer.facts.error || Object.values(answer.facts.errors || {}).flat().join(" ") });
    }
    busy = false;
    show();
  }

  function label(form) {
    const text = form.querySelector("textarea");
    return text ? "Catatan “" + text.value.slice(0, 40) + "”" : "Nomor antrean";
  }

  async function submit(event) {
    event.preventDefault();
    const form = event.target;
    const row = { token: tokenField(form).value, action: form.action, label: label(form), data: Array.from(new FormData(form)).filter(([name]) => name !== "csrfmiddlewaretoken") };
    const missing = form.querySelector("textarea");
    if (missing && !missing.value.trim()) { showErrors(form, { text: ["Tulis apa yang disampaikan"] }); missing.focus(); return; }
    if (!read().some((kept) => kept.token === row.token) && !write(read().concat([row]))) { form.submit(); return; }
    const answer = navigator.onLine ? await post(row) : null;
    if (answer && answer.status === 422) { drop(row.token); showErrors(form, answer.facts.errors); show(); return; }
    showErrors(form, {});
    if (answer && answer.status === 200) { drop(row.token); tell(answer.facts.said, answer.facts.url); }
    else if (answer) { change(row.token, { trouble: answer.facts.error }); }
    else tell(row.label + " disimpan di HP ini. Terkirim sendiri begitu ada sinyal.");
    form.reset();
    tokenField(form).value = newToken();
    show();
  }

  forms.forEach((form) => form.addEventListener("submit", submit));
  box.querySelector("[data-rw-send]").addEventListener("click", () => {
    read().forEach((row) => change(row.token, { trouble: "" }));
    sendAll();
  });
  window.addEventListener("online", sendAll);
  setInterval(sendAll, EVERY);
  show();
  sendAll();
})();
