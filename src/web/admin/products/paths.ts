export const newProductPath = '/admin/products/new';

/** @param id of a Product */
export const productPath = (id: string): string => `/admin/products/${encodeURIComponent(id)}`;
