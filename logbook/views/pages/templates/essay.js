// The enlarged view. Without this script each picture is a link to its largest copy.
"use strict";

const viewer = document.getElementById("viewer");
const links = [...document.querySelectorAll("a.enlarge")];
const title = document.getElementById("viewer-title");
const count = document.getElementById("viewer-count");
const previous = document.getElementById("viewer-previous");
const next = document.getElementById("viewer-next");
let at = 0;

const copies = (nodes) => [...nodes].map((node) => node.cloneNode(true));

function show(index) {
  at = (index + links.length) % links.length;
  const plate = links[at].closest("article");
  const picture = plate.querySelector("img").cloneNode();
  picture.loading = "eager";
  picture.sizes = "100vw";
  viewer.querySelector(".frame").replaceChildren(...copies(plate.querySelectorAll(".stamp")), picture);
  viewer.querySelector("figcaption").replaceChildren(...copies(plate.querySelector("figcaption").childNodes));
  title.textContent = plate.querySelector("h2").textContent;
  count.textContent = `${at + 1} of ${links.length}`;
  viewer.scrollTop = 0;
}

links.forEach((link, index) => {
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(index);
    viewer.showModal();
  });
});

previous.hidden = next.hidden = links.length < 2;
previous.addEventListener("click", () => show(at - 1));
next.addEventListener("click", () => show(at + 1));
document.getElementById("viewer-close").addEventListener("click", () => viewer.close());

viewer.addEventListener("click", (event) => {
  if (event.target === viewer) viewer.close();
});

viewer.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  show(to);
});
