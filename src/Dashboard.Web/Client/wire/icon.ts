const SVG = "http://www.w3.org/2000/svg";

/** Icons of 24×24 units, drawn as strokes. */
const paths = {
  follow: "M12 4v13 M6 11l6 6 6-6 M5 21h14",
  wrap: "M4 6h16 M4 12h12.5a3.5 3.5 0 0 1 0 7H12 M15 16l-3 3 3 3 M4 19h3",
  clear: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M5.8 5.8l12.4 12.4",
  copy: "M9 9h11v11H9z M5 15H4V4h11v1",
  jump: "M12 7v5l3 2 M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0",
  filter: "M4 6h16 M7 12h10 M10 18h4",
  layers: "M12 3l9 5-9 5-9-5z M3 12.5l9 5 9-5 M3 17l9 5 9-5",
  columns: "M4 5h16v14H4z M9.5 5v14 M14.5 5v14",
  link: "M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-2 2 M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l2-2",
  download: "M12 3v12 M7 10l5 5 5-5 M4 20h16",
  search: "M4 11a7 7 0 1 0 14 0a7 7 0 1 0-14 0 M16 16l5 5",
  case: "M3 18l4.5-12L12 18 M4.5 14h6 M14 15a3 3 0 1 0 6 0a3 3 0 1 0-6 0 M20 11v7",
  regex: "M16 4v10 M11.7 6.5l8.6 5 M20.3 6.5l-8.6 5 M5 18h.01",
  next: "M6 9l6 6 6-6",
  previous: "M6 15l6-6 6 6",
  close: "M6 6l12 12 M18 6L6 18",
  done: "M5 12.5l5 5L20 7",
  paste: "M8 5H6v16h12V5h-2 M9 3h6v4H9z",
  smaller: "M4 18l5-12 5 12 M5.8 14h6.4 M16 12h5",
  larger: "M4 18l5-12 5 12 M5.8 14h6.4 M16 12h5 M18.5 9.5v5",
  fullScreen: "M4 9V4h5 M20 9V4h-5 M4 15v5h5 M20 15v5h-5",
  play: "M7 5l12 7-12 7z",
  pause: "M8 5v14 M16 5v14",
  restart: "M19 12a7 7 0 1 1-2.2-5.1 M20 3v4.5h-4.5",
};

/** Names of the icons there are. */
export type IconName = keyof typeof paths;

/** An SVG element in the colour of the text around it. Made by the DOM, not from markup. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24", width: "16", height: "16", fill: "none", stroke: "currentColor",
    "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true",
  })) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}
