import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dropFiles } from './drop.ts';
import { expectNoViolations, openBrowser, type TestBrowser } from './harness.ts';
import { tabTo } from './keyboard.ts';
import { drawing, type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), startPages()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});
// each attempt begins with the stock alone
beforeEach(async () => {
  const { kysely, events } = site.parts.database;
  await kysely.deleteFrom('products').where('external_id', 'not like', 'noto-%').execute();
  events.publish('index');
});

const phone = { width: 360, height: 740, touch: true };

interface Created {
  readonly createProduct: { readonly product?: { readonly id: string } };
}

/** A product of somebody else's making; its path in the admin. */
async function sell(input: Readonly<Record<string, unknown>>): Promise<string> {
  const document = `mutation ($input: ProductInput!) {
    createProduct(input: $input) { ... on CreateProductSuccess { product { id } } ... on Failure { message } }
  }`;
  const { data } = await site.graphql<Created>(document, { input });
  if (!data?.createProduct.product) throw new Error(JSON.stringify(data));
  return `/admin/products/${data.createProduct.product.id}`;
}

interface Found {
  readonly products: { readonly nodes: readonly Readonly<Record<string, unknown>>[] };
}

/** A product as the API has it. */
async function saved(externalId: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const document = `query ($id: String!) { products(filter: { externalId: [$id] }) {
    nodes { title brand description url inStock price { amount currency } attributes { name value } images { id } }
  } }`;
  const { data } = await site.graphql<Found>(document, { id: externalId });
  return data?.products.nodes[0];
}

async function change(externalId: string, input: Readonly<Record<string, unknown>>): Promise<void> {
  const document = `mutation ($by: ProductKey!, $input: ProductPatch!) {
    updateProduct(by: $by, input: $input) { ... on Failure { message } }
  }`;
  const { data, errors } = await site.graphql(document, { by: { externalId }, input });
  expect({ data, errors }).toEqual({ data: { updateProduct: {} }, errors: undefined });
}

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click();
const onList = (page: Page) => page.getByRole('heading', { level: 1, name: 'Products' }).waitFor();

describe('a new product', () => {
  test('with a dropped picture is indexed before one’s eyes, and then found', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/products');
    await page.getByRole('link', { name: 'Add a product' }).click();
    await field(page, 'Id in the shop').fill('made-1');
    await field(page, 'Title').fill('Woollen socks of my own');
    await field(page, 'Price').fill('12,90');
    await page.getByRole('button', { name: 'Add an attribute' }).click();
    await page.keyboard.type('colour');
    await page.keyboard.press('Tab');
    await page.keyboard.type('blue');
    await dropFiles(page, [drawing('1f9e6')]);
    await page.getByText('They are sent once the product is created.').waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Create the product' }).click();

    await page.getByRole('heading', { level: 1, name: 'Woollen socks of my own' }).waitFor();
    await page.locator('.pictures-list').getByText('Indexed').waitFor();
    await page.getByRole('link', { name: 'Socks', exact: true }).waitFor();
    await expectNoViolations(page);
    expect(await saved('made-1')).toMatchObject({
      price: { amount: '12.90', currency: 'EUR' },
      attributes: [{ name: 'colour', value: 'blue' }],
      images: [{}],
    });
    const search = '{ searchByText(text: "woollen socks", first: 1) { nodes { externalId } } }';
    expect((await site.graphql(search)).data).toEqual({
      searchByText: { nodes: [{ externalId: 'made-1' }] },
    });

    await page.getByRole('link', { name: 'All products' }).click();
    await page.getByRole('link', { name: 'Woollen socks of my own' }).waitFor();
  });

  test('that can not be taken says why at each field, and at the one that the server refuses', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/products/new');
    await field(page, 'Price').fill('1.123456789012');
    await field(page, 'Address in the shop').fill('shop.example');
    await page.getByRole('button', { name: 'Create the product' }).click();
    await page.getByText('4 fields can not be saved like this.').waitFor();
    const wrong = page.locator('.product-form [aria-invalid]');
    await expect.poll(() => wrong.count()).toBe(4);
    await expect
      .poll(() => wrong.first().evaluate((element) => element === document.activeElement))
      .toBe(true);
    await page.getByText('A price is written like 12.90').waitFor();
    await expectNoViolations(page);

    await field(page, 'Id in the shop').fill('noto-1f34e');
    await field(page, 'Title').fill('Another apple');
    await field(page, 'Price').fill('1.5');
    await field(page, 'Address in the shop').fill('https://shop.example/apple');
    await expect.poll(() => wrong.count()).toBe(0);
    await page.getByRole('button', { name: 'Create the product' }).click();
    await page.getByText('One field can not be saved like this.').waitFor();
    expect(await wrong.getAttribute('id')).toBe(await field(page, 'Id in the shop').getAttribute('id'));
  });
});

describe('a product', () => {
  test('is edited, and only what was changed is sent', async () => {
    const path = await sell({
      externalId: 'edit-1',
      title: 'Old',
      description: 'As it was',
      brand: 'Noto',
      attributes: [
        { name: 'colour', value: 'red' },
        { name: 'size', value: 'M' },
      ],
    });
    const page = await browser.newPage(site);
    await page.goto(path);
    await field(page, 'Title').fill('New');
    await field(page, 'Brand').fill('');
    await field(page, 'Price').fill('7.5');
    await page.getByLabel('Currency').selectOption('USD');
    await page.getByRole('checkbox', { name: 'In stock' }).uncheck();
    await page.getByRole('button', { name: 'Remove the attribute colour' }).click();
    await page.getByText('Not saved yet').waitFor();
    await change('edit-1', { description: 'As others put it' });
    await save(page);
    await page.getByRole('heading', { level: 1, name: 'New' }).waitFor();
    await expect.poll(() => page.getByText('Not saved yet').count()).toBe(0);
    expect(await saved('edit-1')).toMatchObject({
      title: 'New',
      brand: null,
      description: 'As others put it',
      inStock: false,
      price: { currency: 'USD' },
      attributes: [{ name: 'size', value: 'M' }],
    });
    await expect.poll(() => field(page, 'Description').inputValue()).toBe('As others put it');
  });

  test('that two people change keeps what both typed, until one of them decides', async () => {
    const path = await sell({ externalId: 'two-1', title: 'First', brand: 'Noto' });
    const mine = await browser.newPage(site);
    const theirs = await browser.newWindow(mine);
    await mine.goto(path);
    await theirs.goto(path);
    await field(mine, 'Title').fill('Mine');
    await field(theirs, 'Title').fill('Theirs');
    await field(theirs, 'Category').fill('Their category');
    await save(theirs);
    await theirs.getByRole('heading', { level: 1, name: 'Theirs' }).waitFor();

    await save(mine);
    await mine.getByText('Somebody changed this product meanwhile').waitFor();
    await mine.getByText('Both of you changed: Title.').waitFor();
    expect(await saved('two-1')).toMatchObject({ title: 'Theirs' });
    expect(await field(mine, 'Title').inputValue()).toBe('Mine');
    await expect.poll(() => field(mine, 'Category').inputValue()).toBe('Their category');
    await expectNoViolations(mine);

    await field(theirs, 'Title').fill('Theirs again');
    await save(mine);
    await mine.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();
    expect(await saved('two-1')).toMatchObject({ title: 'Mine' });
    await save(theirs);
    await theirs.getByRole('button', { name: 'Take this' }).click();
    await expect.poll(() => field(theirs, 'Title').inputValue()).toBe('Mine');
    await expect.poll(() => theirs.getByText('Somebody changed').count()).toBe(0);
  });

  test('is shown in a second window as it changes in the first', async () => {
    const path = await sell({ externalId: 'live-1', title: 'Watched' });
    const page = await browser.newPage(site);
    const other = await browser.newWindow(page);
    await other.goto(path);
    await other.getByText('No pictures yet').waitFor();
    await page.goto(path);
    await page.getByText('No pictures yet').waitFor();
    await dropFiles(page, [drawing('1f3b8')]);
    await other.locator('.pictures-list').getByText('Indexed').waitFor();
  });

  test('is not left with what was typed, unless that is meant', async () => {
    const path = await sell({ externalId: 'leave-1', title: 'Leave me' });
    const page = await browser.newPage(site);
    await page.goto('/admin/products');
    await page.getByRole('link', { name: 'Leave me' }).click();
    await field(page, 'Title').fill('Unsaved');
    await page.getByRole('link', { name: 'All products' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await field(page, 'Title').inputValue()).toBe('Unsaved');

    await page.evaluate(() => history.back());
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await onList(page);
    expect(await saved('leave-1')).toMatchObject({ title: 'Leave me' });
  });

  test('is deleted once one was asked twice', async () => {
    const path = await sell({ externalId: 'delete-1', title: 'Delete me' });
    const page = await browser.newPage(site);
    await page.goto(path);
    await page.getByRole('button', { name: 'Delete the product…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this product?' });
    await dialog.getByText('Delete me').waitFor();
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Delete the product…' }).click();
    await dialog.getByRole('button', { name: 'Yes, delete it…' }).dblclick();
    expect(await saved('delete-1')).toBeDefined();
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await onList(page);
    expect(await saved('delete-1')).toBeUndefined();
    await expect.poll(() => page.getByRole('link', { name: 'Delete me' }).count()).toBe(0);
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: 'This product is not there any more' }).waitFor();
    await expectNoViolations(page);
  });
});

describe('pictures', () => {
  const image = (page: Page, position: number) => page.getByRole('img', { name: `Picture ${position}` });

  test('that fail say why and what helps, and are tried again', async () => {
    const path = await sell({
      externalId: 'failed-1',
      title: 'Not reached',
      images: [{ url: 'http://127.0.0.1:9/none.png' }],
    });
    const page = await browser.newPage(site);
    await page.goto(path);
    await page.locator('.pictures-list').getByText('Failed').waitFor();
    await page.getByText('Address is not public').waitFor();
    await page.getByText('tried once').waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Try failed pictures again' }).click();
    await page.getByText('1 failed again').waitFor();
  });

  test('are added by choosing and by address, ordered, and removed once that is meant', async () => {
    const path = await sell({ externalId: 'order-1', title: 'Ordered' });
    const page = await browser.newPage(site);
    await page.goto(path);
    await page.locator('input[type=file]').setInputFiles([drawing('1f418'), drawing('1f436')]);
    await image(page, 2).waitFor();
    const [{ images: before }] = [await pictures('order-1')];
    await page.getByRole('button', { name: 'Move picture 2 forward' }).click();
    await expect.poll(async () => (await pictures('order-1')).images).toEqual(before.toReversed());

    await page.getByRole('textbox', { name: 'Or add a picture by its address' }).fill('nowhere');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('An address begins with http:// or https://.').waitFor();
    await page
      .getByRole('textbox', { name: 'Or add a picture by its address' })
      .fill('http://127.0.0.1:9/x.png');
    await page.keyboard.press('Enter');
    await page.getByText('Address is not public').waitFor();

    await page.getByRole('button', { name: 'Remove picture 3' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.poll(() => image(page, 3).count()).toBe(0);
    await expect.poll(async () => (await pictures('order-1')).images).toEqual(before.toReversed());
  });

  test('that are none, too large or too many are refused by name, and the others arrive', async () => {
    const path = await sell({ externalId: 'refused-1', title: 'Hostile files' });
    const page = await browser.newPage(site, { expected: [/ERR_CONNECTION|413/] });
    await page.goto(path);
    await page.getByText('No pictures yet').waitFor();
    const pdf = { name: 'scan.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj') };
    const large = { name: 'huge.png', mimeType: 'image/png', sizeBytes: 40_000_000 };
    await dropFiles(page, [pdf, large, drawing('2615')]);
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await row('scan.jpg').getByText('JPEG, PNG, WebP, GIF and AVIF are.').waitFor();
    await row('huge.png').getByText('too large').waitFor();
    await page.locator('.pictures-list').getByText('Indexed').waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Dismiss those that failed' }).click();
    await expect.poll(() => row('scan.jpg').count()).toBe(0);

    const many = Array.from({ length: 60 }, (_, index) => ({
      ...drawing('1f697'),
      name: `car-${index}.png`,
    }));
    await dropFiles(page, many);
    await page.getByText('11 more were left out').waitFor();
    // the same picture each time: one is taken, and the others say that it is there
    await expect
      .poll(() => page.getByText('The product shows this picture already.').count(), { timeout: 120_000 })
      .toBe(48);
    await expect.poll(async () => (await pictures('refused-1')).images).toHaveLength(2);
  });

  async function pictures(externalId: string): Promise<{ readonly images: readonly unknown[] }> {
    const product = await saved(externalId);
    if (!Array.isArray(product?.images)) throw new Error(`there is no ${externalId}`);
    return { images: product.images };
  }
});

describe('the list', () => {
  test('is narrowed by words and by state, in its address', async () => {
    await sell({
      externalId: 'lost-1',
      title: 'Lost picture',
      images: [{ url: 'http://127.0.0.1:9/lost.png' }],
    });
    await site.indexed();
    const page = await browser.newPage(site);
    await page.goto('/admin/products');
    await page.getByRole('searchbox', { name: 'Search products' }).fill('lost pic');
    await page.waitForURL('**/admin/products?q=lost+pic');
    await page.getByText('1 product fits').waitFor();
    await page.getByText('Address is not public', { exact: true }).locator('visible=true').waitFor();

    await page.getByRole('searchbox', { name: 'Search products' }).fill('');
    await page.getByLabel('Indexing').selectOption('Failed');
    await page.waitForURL('**/admin/products?state=FAILED');
    await page.getByLabel('Failed because').selectOption('Address is not public');
    await page.getByRole('link', { name: 'Lost picture' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Guitar' }).count()).toBe(0);
    await expectNoViolations(page);
    await page.reload();
    await page.getByRole('link', { name: 'Lost picture' }).waitFor();
    await expect.poll(() => page.getByLabel('Indexing').inputValue()).toBe('FAILED');

    await page.getByLabel('Pictures', { exact: true }).selectOption('Without pictures');
    await page.getByText('No product fits these filters').waitFor();
    await expectNoViolations(page);
    await page.goBack();
    await page.getByRole('link', { name: 'Lost picture' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('link', { name: 'Guitar' }).waitFor();
  });

  test('goes on without end, stays where it was, and shows what was saved', async () => {
    const inputs = Array.from({ length: 400 }, (_, index) => ({
      externalId: `many-${index}`,
      title: `Many ${String(index).padStart(3, '0')}`,
      category: 'Many',
    }));
    await site.graphql(
      'mutation ($inputs: [ProductInput!]!) { upsertProducts(inputs: $inputs) { __typename } }',
      {
        inputs,
      },
    );
    const page = await browser.newPage(site);
    await page.goto('/admin/products?category=Many&order=TITLE');
    await page.getByText('400 products fit').waitFor();
    const last = page.getByRole('link', { name: 'Many 399' });
    await expect
      .poll(
        async () => {
          await page.mouse.wheel(0, 4000);
          return last.count();
        },
        { timeout: 120_000 },
      )
      .toBe(1);
    const one = page.getByRole('link', { name: 'Many 380' });
    await one.scrollIntoViewIfNeeded();
    const scrolled = await page.evaluate(() => scrollY);
    await one.click();
    await field(page, 'Title').fill('Many 380, renamed');
    await save(page);
    await page.getByRole('heading', { level: 1, name: 'Many 380, renamed' }).waitFor();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await page.goBack();
    await page.getByRole('link', { name: 'Many 380, renamed' }).waitFor();
    await expect
      .poll(async () => Math.abs((await page.evaluate(() => scrollY)) - scrolled))
      .toBeLessThan(200);
  });

  test('says how an empty catalogue is filled', async () => {
    const empty = await startPages({}, 'none');
    try {
      const page = await browser.newPage(empty);
      await page.goto('/admin/products');
      await page.getByRole('heading', { name: 'There are no products yet' }).waitFor();
      await expectNoViolations(page);
      await page.getByRole('link', { name: 'Add the first product by hand' }).click();
      await page.getByRole('heading', { level: 1, name: 'New product' }).waitFor();
      await page.close();
    } finally {
      await empty.stop();
    }
  });
});

describe('on a phone, and without a mouse', () => {
  test('what is hostile in a product is text, and nothing is wider than the screen', async () => {
    const title = `<script>alert(1)</script> ${'w'.repeat(300)} שלום عربي`;
    const attributes = Array.from({ length: 20 }, (_, index) => ({
      name: `name ${index} ${'n'.repeat(60)}`,
      value: 'v'.repeat(400),
    }));
    const images = Array.from({ length: 30 }, (_, index) => ({ url: `http://127.0.0.1:9/${index}.png` }));
    const path = await sell({ externalId: 'hostile-1', title, attributes, images, brand: 'b'.repeat(200) });
    const page = await browser.newPage(site, phone);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await page.goto('/admin/products');
    await page.getByRole('link', { name: '<script>alert(1)</script>' }).waitFor();
    await expect.poll(width).toBe(phone.width);
    await page.getByRole('button', { name: 'Filters' }).click();
    await expect.poll(width).toBe(phone.width);
    await expectNoViolations(page);
    await page.getByRole('link', { name: '<script>alert(1)</script>' }).click();
    await page.getByRole('heading', { level: 1, name: '<script>alert(1)</script>' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    await expect.poll(() => page.locator('.pictures-card').count()).toBe(30);
    await expect.poll(width).toBe(phone.width);
    await expectNoViolations(page);
  });

  test('a product is made and deleted by the keyboard alone', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/products');
    await onList(page);
    await tabTo(page, 'Add a product');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'New product' }).waitFor();
    await tabTo(page, 'Id in the shop');
    await page.keyboard.type('keys-1');
    await page.keyboard.press('Tab');
    await page.keyboard.type('By keys');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'By keys' }).waitFor();
    await tabTo(page, 'Delete the product…');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Yes, delete it…');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Delete for good');
    await page.keyboard.press('Enter');
    await onList(page);
    expect(await saved('keys-1')).toBeUndefined();
  });
});
