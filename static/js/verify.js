/* Checks a letter's PDF on the phone itself: its fingerprint against the one on the page. Nothing is sent. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-sha256]");
  if (!form || !window.crypto || !crypto.subtle) { return; }
  var input = form.querySelector("input[type=file]"), answer = form.querySelector("[data-file-answer]");
  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }
  input.addEventListener("change", function () {
    var file = input.files[0];
    if (!file) { return; }
    answer.textContent = "Memeriksa di HP Anda …";
    file.arrayBuffer().then(function (buffer) { return crypto.subtle.digest("SHA-256", buffer); }).then(function (digest) {
      answer.textContent = hex(digest) === form.dataset.sha256
        ? "Berkas ini sama persis dengan surat yang ditandatangani. Berkas tidak dikirim ke mana pun."
        : "Berkas ini BERBEDA dari surat yang ditandatangani. Jangan diterima. Tekan Cek berkas untuk tahu sebabnya.";
    }).catch(function () { answer.textContent = "HP ini tidak bisa memeriksa sendiri. Tekan Cek berkas."; });
  });
})();
