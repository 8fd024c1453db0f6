/** The files that the pages need, as a value: made once (make.ts), served by the web function. */

export interface Asset {
  body: string;
  /** The media type, with its charset. */
  type: string;
}

/** Paths carry a hash of the body, so that a file never changes under its path. */
export interface PageAssets {
  files: Readonly<Record<string, Asset>>;
  links: AssetLinks;
}

export interface AssetLinks {
  stylesheet: string;
  script: string;
  icon: string;
}

/** By path, for example /assets/pages-1f0c….css. */
export const assets = (made: PageAssets): Map<string, Asset> => new Map(Object.entries(made.files));

/** A year, and never asked for again: another body has another path. */
export const assetHeaders = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;
