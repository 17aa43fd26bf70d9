/** A part of a picture, in fractions of its width and height, before any rotation. */
export interface Crop {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A photo that is asked with; `id` is local to the page. */
export interface Photo {
  id: string;
  source:
    | { kind: 'file'; file: File }
    | { kind: 'url'; url: string }
    | { kind: 'productImage'; id: string; previewUrl: string };
  crop: Crop | null;
  rotate: 0 | 90 | 180 | 270;
}

/** What is asked: words, photos, or both; at least one of them. */
export interface Question {
  text: string;
  photos: readonly Photo[];
}

/** What the API still tells of a search whose photo itself is gone. */
export interface ReopenedQuestion {
  kind: 'text' | 'image' | 'product' | 'mixed';
  text: string | null;
  thumbnailUrl: string | null;
}
