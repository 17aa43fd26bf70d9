-- Products that show the same picture, lowest id first, however many they are.

create index product_images_same on product_images (media_hash, product_id);
drop index product_images_media;
