/** The static files of the pages: built once (build-assets.ts), served by the web function. */

export interface Asset {
  body: string;
  /** The media type, with its charset. */
  type: string;
}

/** Paths contain a hash of the body, so that the file at a path never changes. */
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
export const assetsByPath = (pageAssets: PageAssets): Map<string, Asset> => new Map(Object.entries(pageAssets.files));

/** Cached for a year: a changed file has another path. */
export const assetHeaders = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;
