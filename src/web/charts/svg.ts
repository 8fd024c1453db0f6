/** Parts of SVG drawings. Sizes are in the drawing's user units: pixels if it is shown at its own width. */
import type { Content, Markup } from '#src/web/html.ts';
import { html, raw } from '#src/web/html.ts';

export interface Size {
  width: number;
  height: number;
}

/** One drawing for wide screens and print, one for narrow screens: text stays legible at 320 px without scrolling. */
export type Shape = 'wide' | 'narrow';
export const shapes = ['wide', 'narrow'] as const;

export const fontSize = 14;

/** Estimates a text's width in Arial, or in DejaVu Sans as its fallback; errs on the wide side. */
export const textWidth = (text: string, size = fontSize): number => text.length * size * 0.62;

const roundToTenth = (value: number): number => Math.round(value * 10) / 10;

/** Breaks a text into lines of at most `width`. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export interface TextStyle {
  anchor?: 'start' | 'middle' | 'end';
  size?: number;
  bold?: boolean;
  light?: boolean;
}

export function text(x: number, y: number, words: string, style: TextStyle = {}): Markup {
  const bold = style.bold ? raw(' font-weight="700"') : undefined;
  const light = style.light ? raw(' class="app-chart__light"') : undefined;
  return html`<text x="${roundToTenth(x)}" y="${roundToTenth(y)}" font-size="${style.size ?? fontSize}" text-anchor="${style.anchor ?? 'start'}"${bold}${light}>${words}</text>`;
}

export const textLines = (x: number, y: number, words: readonly string[], style: TextStyle = {}): Content =>
  words.map((line, index) => text(x, y + index * (fontSize + 3), line, style));

export const rect = (x: number, y: number, width: number, height: number, fill: string, stroke?: string): Markup =>
  html`<rect x="${roundToTenth(x)}" y="${roundToTenth(y)}" width="${roundToTenth(width)}" height="${roundToTenth(height)}" fill="${fill}"${stroke && html` stroke="${stroke}"`}/>`;

export const rule = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string,
  dashes?: string,
  width = 1,
): Markup =>
  html`<line x1="${roundToTenth(x1)}" y1="${roundToTenth(y1)}" x2="${roundToTenth(x2)}" y2="${roundToTenth(y2)}" stroke="${stroke}" stroke-width="${width}"${dashes && html` stroke-dasharray="${dashes}"`}/>`;

export const dot = (x: number, y: number, radius: number, fill: string): Markup =>
  html`<circle cx="${roundToTenth(x)}" cy="${roundToTenth(y)}" r="${radius}" fill="${fill}"/>`;

/** A drawing that screen readers announce as one image with a text alternative. */
export const svgDrawing = (size: Size, altText: string, classNames: string, inner: Content): Markup =>
  html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.round(size.width)} ${Math.round(size.height)}" role="img" aria-label="${altText}" class="${classNames}" focusable="false">${inner}</svg>`;
