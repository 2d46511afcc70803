// The list of all stops: without a player, the walk can be downloaded here as well.

import { Download } from "./download.js";
import { offer } from "./offering.js";

const place = document.querySelector(".download");
const { story, language, words } = place.dataset;
offer(place, new Download(story, { language }), JSON.parse(words));
