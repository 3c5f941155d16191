/* The report form: fills the map point from the phone's own position when asked to. Without it the two boxes stay to be typed. */
(function () {
  "use strict";
  const line = document.querySelector("[data-locate]");
  if (!line || !navigator.geolocation) return;
  const words = line.querySelector("[data-locate-words]");
  const latitude = document.getElementById("id_latitude");
  const longitude = document.getElementById("id_longitude");
  line.hidden = false;
  line.querySelector("button").addEventListener("click", () => {
    words.textContent = "Mencari lokasi …";
    navigator.geolocation.getCurrentPosition((found) => {
      latitude.value = found.coords.latitude.toFixed(4);
      longitude.value = found.coords.longitude.toFixed(4);
      latitude.closest("details").open = true;
      words.textContent = "Titik terbaca. Pilih desa dan tulis patokan.";
    }, () => { words.textContent = "Lokasi HP tidak bisa dibaca. Pilih desa dan tulis patokan."; }, { timeout: 15000 });
  });
})();
