/** A small catalogue as each format writes it: the same two products. */
export const exampleCsv = `externalId,title,description,brand,category,price,currency,inStock,url,images,attribute:colour,attribute:size
SKU-1,Red canvas shoe,"Light, for summer",Acme,Shoes,59.90,EUR,yes,https://shop.example.com/sku-1,https://shop.example.com/sku-1-front.jpg|https://shop.example.com/sku-1-back.jpg,red,42
SKU-2,Wool socks,,Acme,Socks,8.00,EUR,no,,https://shop.example.com/sku-2.jpg,grey,
`;

const products = [
  {
    externalId: 'SKU-1',
    title: 'Red canvas shoe',
    description: 'Light, for summer',
    brand: 'Acme',
    category: 'Shoes',
    price: '59.90',
    currency: 'EUR',
    inStock: true,
    url: 'https://shop.example.com/sku-1',
    images: ['https://shop.example.com/sku-1-front.jpg', 'https://shop.example.com/sku-1-back.jpg'],
    attributes: { colour: 'red', size: '42' },
  },
  {
    externalId: 'SKU-2',
    title: 'Wool socks',
    brand: 'Acme',
    category: 'Socks',
    price: '8.00',
    currency: 'EUR',
    inStock: false,
    images: ['https://shop.example.com/sku-2.jpg'],
    attributes: { colour: 'grey' },
  },
];

export const exampleNdjson = products.map((product) => `${JSON.stringify(product)}\n`).join('');
