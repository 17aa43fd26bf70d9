import type { Format } from '../../shared/format.ts';

/** The page of one product. */
export const product = (format: Format) => {
  const pictures = (count: number) => format.plural(count, { one: '# picture', other: '# pictures' });
  return {
    back: 'All products',
    newTitle: 'New product',
    created: (title: string) => `“${title}” is created.`,
    save: 'Save',
    saving: 'Saving…',
    create: 'Create the product',
    undo: 'Undo changes',
    saved: 'Saved.',
    unsaved: 'Not saved yet',
    changedAt: (when: string) => `Changed ${when}`,
    createdAt: (when: string) => `created ${when}`,
    shopPage: 'Its page in the shop',
    gone: 'This product is not there any more',
    goneHint: 'It was deleted, or its address is wrong. What you typed can still be copied.',
    details: 'Details',
    fields: {
      externalId: 'Id in the shop',
      externalIdHint: 'The shop’s own id for it; it can not be changed here later.',
      title: 'Title',
      description: 'Description',
      brand: 'Brand',
      category: 'Category',
      amount: 'Price',
      currency: 'Currency',
      url: 'Address in the shop',
      inStock: 'In stock',
      attributes: 'Attributes',
    },
    attributeName: (row: number) => `Name of attribute ${format.number(row)}`,
    attributeValue: (row: number) => `Value of attribute ${format.number(row)}`,
    attributeHeads: { name: 'Name', value: 'Value' },
    addAttribute: 'Add an attribute',
    removeAttribute: (name: string) => `Remove the attribute ${name}`,
    noAttributes: 'None yet. Shoppers can filter by what stands here: colour, size, material…',

    errors: {
      missing: 'This is needed.',
      tooLong: (max: number) => `At most ${format.number(max)} characters are taken.`,
      amount: 'A price is written like 12.90: at most 14 digits before the point and 6 after it.',
      url: 'An address begins with http:// or https://.',
      attributes: (max: number) => `At most ${format.number(max)} attributes are taken.`,
      some: (count: number) =>
        format.plural(count, {
          one: 'One field can not be saved like this.',
          other: '# fields can not be saved like this.',
        }),
    },

    conflictTitle: 'Somebody changed this product meanwhile',
    conflictFields: (names: string) =>
      `Both of you changed: ${names}. What you typed is still here; nothing is saved.`,
    conflictHint: 'Take the other one at a field, or save again to overwrite it.',
    theirs: 'Saved elsewhere:',
    take: 'Take this',
    empty: '(empty)',

    leaveTitle: 'Leave without saving?',
    leaveUnsaved: 'What you changed is lost then.',
    leaveUploads: 'Pictures are still being sent; those not sent yet are not added then.',
    leave: 'Leave',
    stay: 'Stay',

    delete: 'Delete the product…',
    deleteTitle: 'Delete this product?',
    deleteWith: (count: number) =>
      count === 0 ? 'It has no pictures.' : `With it go ${pictures(count)} and what search knows of them.`,
    deleteNext: 'Yes, delete it…',
    deleteSure: 'There is no way back. Delete it for good?',
    deleteNow: 'Delete for good',
    deleted: (title: string) => `“${title}” is deleted.`,

    similar: 'What search finds like it',
    similarNone: 'Nothing is found like it.',
    similarWaits: 'As soon as its main picture is indexed, what is like it is shown here.',
    match: { IDENTICAL: 'the same', STRONG: 'strong match', RELATED: 'related', WEAK: 'far' },
    dangerTitle: 'Delete',
  };
};
