// The list of all stops: without a player, the walk can be downloaded here as well. That, and its later pictures,
// begin once the first is on the screen.

import { Download } from "./download.js";
import { offer } from "./offering.js";
import { seen } from "./seen.js";

await seen();
document.body.classList.add("seen");
const place = document.querySelector(".download");
const { story, language, words } = place.dataset;
offer(place, new Download(story, { language }), JSON.parse(words));
