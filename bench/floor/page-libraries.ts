// What a page of these libraries weighs before it does anything: React drawn to, and a client of GraphQL with a socket.
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';

Object.assign(globalThis, {
  used: [createClient, createRoot, Client, cacheExchange, fetchExchange, subscriptionExchange],
});
